/// The world around a bank: doors, locks, mains and battery, screen and controller, behind the agent's own ports.
///
/// Everything here is simulated and says so. It never runs where real hardware is.
@org.jspecify.annotations.NullMarked
package io.lockward.simulator.world;
