/// What the cloud can ask of a bank, and how such a request is signed and ends.
@org.jspecify.annotations.NullMarked
package io.lockward.protocol.command;
