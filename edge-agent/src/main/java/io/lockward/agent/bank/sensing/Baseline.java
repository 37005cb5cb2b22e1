package io.lockward.agent.bank.sensing;

/// What a sensor said before an event, small enough for a journal entry: after a power cut in the middle of a
/// deposit the new process compares with this and not with a tare of its own.
///
/// @param mean in the channel's unit, finite
/// @param variance of `mean`, long-run, in the unit squared: above 0, finite. It counts slow noise in full,
///     because slow noise does not average out
/// @param samples how many made it, from 1
public record Baseline(SensorChannel channel, double mean, double variance, int samples) {
    public Baseline {
        boolean finite = Double.isFinite(mean) && Double.isFinite(variance);
        if (!finite || variance <= 0 || samples < 1) {
            throw new IllegalArgumentException("a baseline has a finite mean, a variance above 0 and samples");
        }
    }
}
