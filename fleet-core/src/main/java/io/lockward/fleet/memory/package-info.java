/// The fleet in memory, for simulation: same semantics as the database, including rollback, and nothing survives.
@org.jspecify.annotations.NullMarked
package io.lockward.fleet.memory;
