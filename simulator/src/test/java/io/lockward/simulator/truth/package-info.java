/// Random people at a bank, a world that knows what they really did, and a judge who reads every entry.
@org.jspecify.annotations.NullMarked
package io.lockward.simulator.truth;
