package io.lockward.agent.bank.sensing;

/// Something changed in a compartment whose door did not open.
///
/// @param channel that saw it
/// @param reading how far from what was usual, in the channel's unit
/// @param threshold of the smallest thing to be seen, same unit
/// @param up uptime in milliseconds when it was sure
public record ShutChange(SensorChannel channel, double reading, double threshold, long up) {}
