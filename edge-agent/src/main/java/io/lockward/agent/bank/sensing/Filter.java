package io.lockward.agent.bank.sensing;

import java.util.Arrays;

/// The last moments of one sensor: a median of five against spikes, and a window that tells whether it is at
/// rest. Immutable; the arrays never change once made.
final class Filter {
    private static final int MEDIAN = 5;

    static final Filter EMPTY = new Filter(new double[0], new double[0], new long[0]);

    private final double[] raw;
    private final double[] values;
    private final long[] ups;

    private Filter(double[] raw, double[] values, long[] ups) {
        this.raw = raw;
        this.values = values;
        this.ups = ups;
    }

    /// After one more sample; `sample.up()` is later than all before.
    Filter plus(Sample sample, Tuning tuning) {
        boolean gap = ups.length > 0 && sample.up() - ups[ups.length - 1] > tuning.windowMillis();
        double[] heard = gap ? new double[0] : raw;
        int last = Math.min(heard.length, MEDIAN - 1);
        double[] five = new double[last + 1];
        System.arraycopy(heard, heard.length - last, five, 0, last);
        five[last] = sample.value();
        int from = gap ? ups.length : 0;
        while (from < ups.length && ups[from] <= sample.up() - tuning.windowMillis()) {
            from++;
        }
        int kept = ups.length - from;
        double[] nextValues = new double[kept + 1];
        long[] nextUps = new long[kept + 1];
        System.arraycopy(values, from, nextValues, 0, kept);
        System.arraycopy(ups, from, nextUps, 0, kept);
        nextValues[kept] = median(five);
        nextUps[kept] = sample.up();
        return new Filter(five, nextValues, nextUps);
    }

    /// Forgets what may be another world's: the door moved.
    Filter cleared() {
        return new Filter(raw, new double[0], new long[0]);
    }

    /// The newest value without spikes.
    double newest() {
        return values[values.length - 1];
    }

    /// How far the values of the window are apart.
    double spread() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }

    /// Whether the window is full enough to tell.
    boolean isFull(Tuning tuning) {
        // Up to two samples may be missing.
        return values.length >= 3
                && ups[values.length - 1] - ups[0] >= tuning.windowMillis() - 2 * tuning.everyMillis();
    }

    boolean isAtRest(Tuning tuning) {
        double spread = spread();
        // A sensor that has noise and shows none is not at rest but stuck.
        boolean isAlive = tuning.stuckSamples() == 0 || spread > 0;
        return isFull(tuning) && isAlive && spread <= tuning.settle();
    }

    /// All of the window as a run of settled samples.
    Run run() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return new Run(ups[0], ups[ups.length - 1], values.length, sum);
    }

    private static double median(double[] five) {
        double[] sorted = five.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
