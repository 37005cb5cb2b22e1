package io.lockward.agent.bank.sensing;

/// What a verdict rests on.
///
/// @param channel whose word weighed most
/// @param reading after less before on that channel, in its unit; a load cell's rises with what is put in, a
///     distance falls
/// @param threshold what `reading` was held against, same unit: where this channel alone would have decided the
///     same
/// @param confidence probability that the verdict is right, 0 to 1, as likely each way before anybody looked
/// @param millis from the closing of the door to the verdict
public record Finding(SensorChannel channel, double reading, double threshold, double confidence, long millis) {}
