/// The demo's fleet: unchanged agents around simulated banks, in real time, with a loopback port to let things go
/// wrong.
@org.jspecify.annotations.NullMarked
package io.lockward.simulator.fleet;
