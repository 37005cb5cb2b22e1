package io.lockward.agent.bank.sensing;

import org.jspecify.annotations.Nullable;

/// Measures one sensor at rest, for a calibration.
///
/// @param all settled samples; `null` before the first
/// @param last the last sample as it came; `null` before the first
/// @param differences sum of the distances between one sample and the next, each bounded
/// @param pairs how many
record Gauge(
        Filter filter,
        Rest rest,
        @Nullable Run all,
        @Nullable Sample last,
        double differences,
        int pairs) {
    static final Gauge START = new Gauge(Filter.EMPTY, Rest.START, null, null, 0, 0);

    /// In expected noises: beyond it a sample is a spike, and no noise.
    private static final double SPIKE = 8;

    /// The mean distance of two Gaussian samples, to their standard deviation.
    private static final double TO_DEVIATION = Math.sqrt(Math.PI) / 2;

    Gauge plus(Sample sample, Tuning tuning) {
        if (last != null && sample.up() <= last.up()) {
            return this;
        }
        Filter heard = filter.plus(sample, tuning);
        boolean atRest = heard.isAtRest(tuning);
        double apart = last == null || !atRest ? 0 : Math.abs(sample.value() - last.value());
        double most = SPIKE * Math.max(tuning.noise(), Math.abs(tuning.change()) * 1e-3);
        boolean counts = last != null && atRest;
        return new Gauge(
                heard,
                atRest ? rest.plus(sample.up(), heard.newest()) : rest,
                !atRest ? all : all == null ? heard.run() : all.plus(sample.up(), heard.newest()),
                sample,
                differences + (counts ? Math.min(apart, most) : 0),
                pairs + (counts ? 1 : 0));
    }

    /// For how long it has been at rest, all in all.
    long settledMillis(Tuning tuning) {
        return all == null ? 0 : all.samples() * tuning.everyMillis();
    }

    Measured measured(Tuning tuning) {
        double noise = pairs == 0 ? tuning.noise() : TO_DEVIATION * differences / pairs;
        return new Measured(all == null ? 0 : all.mean(), noise, rest.blockVariance(tuning));
    }

    /// What one sensor read in one step.
    ///
    /// @param mean of all settled samples
    /// @param noise of one sample against the next, standard deviation
    /// @param blockVariance of means over 5 s
    record Measured(double mean, double noise, double blockVariance) {}
}
