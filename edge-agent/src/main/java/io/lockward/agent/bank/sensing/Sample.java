package io.lockward.agent.bank.sensing;

/// One reading of one sensor.
///
/// @param value in the channel's unit, finite
/// @param up uptime in milliseconds when it was taken, from 0
public record Sample(SensorChannel channel, double value, long up) {
    public Sample {
        if (!Double.isFinite(value) || up < 0) {
            throw new IllegalArgumentException("a sample is a finite value at an uptime from 0");
        }
    }
}
