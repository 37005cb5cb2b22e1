/// What occupancy sensors would say: a model of their noise, and of what doors, hands and weather do to them.
///
/// Everything here is simulated and says so. Where a figure comes from is said at the figure; where none was
/// found, it says "assumed". Same seed, same samples.
@org.jspecify.annotations.NullMarked
package io.lockward.simulator.sensing;
