/// The wire language: what a bank and the cloud can say to each other.
@org.jspecify.annotations.NullMarked
package io.lockward.protocol;
