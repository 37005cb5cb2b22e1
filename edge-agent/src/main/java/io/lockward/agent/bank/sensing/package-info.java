/// Occupancy: whether something was put into a compartment or taken out, told from sensors that drift, ring and
/// fail. Pure: samples and moments in, verdicts out. Start at [Sensing].
@org.jspecify.annotations.NullMarked
package io.lockward.agent.bank.sensing;
