package io.lockward.agent.bank.sensing;

import io.lockward.protocol.entry.SensorScale;
import org.jspecify.annotations.Nullable;

/// How one sensor behaves and what it should see. Values are in the channel's unit.
///
/// @param change what the smallest thing to be seen does to the reading when it is put in; not 0. Negative for a
///     reading that falls
/// @param noise of one sample against the next, standard deviation, from 0
/// @param slow noise that does not average out within seconds, standard deviation, from 0. Never believed to be
///     less, whatever a quiet minute says
/// @param shift what opening and closing a door does by itself, standard deviation, from 0 (temperature, a
///     platform that settles anew)
/// @param walk random walk between before and after, standard deviation after 1 s, from 0; grows with the root
///     of time
/// @param blind probability that the smallest thing leaves this sensor's reading as it was, above 0, below 1
/// @param phantom probability that this sensor changes without cause, above 0, below 1
/// @param low at or below it the sensor is at its end
/// @param high at or above it too
/// @param everyMillis expected time between samples, 5 to 5,000
/// @param stuckSamples so many equal samples in a row make it stuck; 0: equal samples mean nothing
/// @param empty its reading of the empty compartment when it was calibrated; `null` before that
public record Tuning(
        double change,
        double noise,
        double slow,
        double shift,
        double walk,
        double blind,
        double phantom,
        double low,
        double high,
        long everyMillis,
        int stuckSamples,
        @Nullable Double empty) {
    /// Blocks whose means tell the long-run variance.
    static final long BLOCK_MILLIS = 5_000;

    /// What the median of five samples costs against their mean in white noise (pi/2).
    static final double MEDIAN_COST = 1.58;

    /// How often the smallest thing is nothing to a sensor that was made for larger ones, beside one that sees
    /// it.
    static final double COARSE = 0.9;

    public Tuning {
        boolean finite = Double.isFinite(change) && Double.isFinite(noise + slow + shift + walk);
        if (!finite || change == 0 || noise < 0 || slow < 0 || shift < 0 || walk < 0) {
            throw new IllegalArgumentException("a change that is not 0, and noise from 0");
        }
        if (blind <= 0 || blind >= 1 || phantom <= 0 || phantom >= 1 || low >= high) {
            throw new IllegalArgumentException("probabilities between 0 and 1, and a range");
        }
        if (everyMillis < 5 || everyMillis > 5_000 || stuckSamples < 0) {
            throw new IllegalArgumentException("samples every 5 to 5,000 ms");
        }
    }

    /// How far samples may be apart within [#windowMillis()] to count as at rest.
    double settle() {
        return Math.max(Math.abs(change) / 3, 4 * noise);
    }

    /// How long a sensor must be at rest before it is believed.
    long windowMillis() {
        return Math.max(1_000, 3 * everyMillis);
    }

    /// The least variance that the mean of a block has.
    double blockVariance() {
        double samples = Math.max(1, (double) BLOCK_MILLIS / everyMillis);
        double least = Math.abs(change) * 1e-3;
        return slow * slow + MEDIAN_COST * noise * noise / samples + least * least;
    }

    /// After so long without a sample it is dead.
    long deadMillis() {
        return Math.max(5_000, 10 * everyMillis);
    }

    /// The same sensor, set to see something else.
    public Tuning seeing(double smallest) {
        return new Tuning(
                smallest, noise, slow, shift, walk, blind, phantom, low, high, everyMillis, stuckSamples, empty);
    }

    /// The same sensor, believed as much as this.
    Tuning believed(double blindness, double phantoms) {
        return new Tuning(
                change, noise, slow, shift, walk, blindness, phantoms, low, high, everyMillis, stuckSamples, empty);
    }

    /// The same sensor after a calibration.
    Tuning calibrated(SensorScale scale) {
        return new Tuning(
                scale.change(),
                scale.noise(),
                scale.slow(),
                scale.shift(),
                walk,
                blind,
                phantom,
                low,
                high,
                everyMillis,
                stuckSamples,
                scale.empty());
    }
}
