/// The process that holds the command key: it signs what its own rules allow and writes down each signature before
/// it leaves.
@org.jspecify.annotations.NullMarked
package io.lockward.signer;
