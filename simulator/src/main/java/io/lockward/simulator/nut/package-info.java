/// A real NUT daemon with NUT's dummy driver, as processes of our own: for tests and for the demo.
@org.jspecify.annotations.NullMarked
package io.lockward.simulator.nut;
