package io.lockward.bench;

import java.util.Arrays;
import java.util.Collection;

/// Samples in order of size. Pure.
final class Percentiles {
    private final double[] sorted;

    /// @param samples at least one
    Percentiles(Collection<Double> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
    }

    int count() {
        return sorted.length;
    }

    /// The smallest sample that at least `percent` of all samples do not exceed (nearest rank).
    ///
    /// @param percent above 0, up to 100
    double at(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }

    /// The middle sample, or the mean of the two in the middle.
    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
