/// The whole system in one thread under virtual time from a seed: unchanged agents on simulated disks, a broker that
/// forgets, drops, repeats and reorders, and the cloud's own rules on an in-memory store. An independent checker says
/// whether anything was lost, doubled or done without a command.
@org.jspecify.annotations.NullMarked
package io.lockward.simulator.seeded;
