/// What is signed and what is not. Pure: no clock, no disk, no key.
@org.jspecify.annotations.NullMarked
package io.lockward.signer.rules;
