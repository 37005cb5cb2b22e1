/// The fleet as data, and the ports that keep it: one set of rules for PostgreSQL and for a simulation in one thread.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet;
