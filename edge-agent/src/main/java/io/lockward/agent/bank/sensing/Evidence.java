package io.lockward.agent.bank.sensing;

/// What one sensor says about one event: log-likelihood ratios against "nothing changed".
///
/// @param reading after less before
/// @param variance of `reading` if nothing changed
/// @param added for "something was put in"
/// @param removed for "something was taken out"
record Evidence(SensorChannel channel, double reading, double variance, double added, double removed) {
    /// Beyond this a ratio is as good as certain, and its exponential must still be a number.
    private static final double MOST = 300;

    /// When nobody knows how long ago the baseline was taken, as after a restart.
    static final long UNKNOWN_GAP_MILLIS = 600_000;

    /// @param gapMillis from the baseline to now
    static Evidence of(Baseline before, Run after, Tuning tuning, long gapMillis) {
        double block = Math.max(tuning.blockVariance(), before.variance());
        double span = Math.max(1, (double) Tuning.BLOCK_MILLIS / after.millis(tuning));
        double wander = tuning.walk() * tuning.walk() * gapMillis / 1_000;
        double variance = before.variance() + block * span + tuning.shift() * tuning.shift() + wander;
        double reading = after.mean() - before.mean();
        double change = tuning.change();
        return new Evidence(
                before.channel(),
                reading,
                variance,
                believed((reading * change - change * change / 2) / variance, tuning),
                believed((-reading * change - change * change / 2) / variance, tuning));
    }

    /// The ratio if the sensor can also be blind to what is there or see what is not: it can say only so much.
    private static double believed(double ratio, Tuning tuning) {
        double r = Math.exp(Math.clamp(ratio, -MOST, MOST));
        return Math.log((tuning.blind() + (1 - tuning.blind()) * r) / (1 - tuning.phantom() + tuning.phantom() * r));
    }

    /// The reading at which this sensor alone would have said the same.
    double threshold(Tuning tuning, double boundary, boolean isNoChange) {
        double change = Math.abs(tuning.change());
        double margin = boundary * variance / change;
        double size = isNoChange ? Math.max(0, change / 2 - margin) : change / 2 + margin;
        return Math.copySign(size, reading);
    }
}
