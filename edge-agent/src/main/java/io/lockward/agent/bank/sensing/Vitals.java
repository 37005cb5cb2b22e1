package io.lockward.agent.bank.sensing;

import org.jspecify.annotations.Nullable;

/// What the samples of a sensor say about it.
///
/// @param heardUp uptime in milliseconds of its last sample, or when it was first waited for
/// @param last its last value; `null` before the first
/// @param equal how many in a row were that value
/// @param atEnd how many in a row were at the end of its range
/// @param restlessUp since when it is not at rest with the door shut; `null` when it is
record Vitals(
        long heardUp,
        @Nullable Double last,
        int equal,
        int atEnd,
        @Nullable Long restlessUp) {
    /// As many in a row as fill the median.
    private static final int AT_END = 5;

    private static final long NOISY_MILLIS = 60_000;

    /// In smallest changes: so far below empty no drift goes.
    private static final double MOVED = 25;

    static Vitals from(long up) {
        return new Vitals(up, null, 0, 0, null);
    }

    Vitals plus(Sample sample, Tuning tuning) {
        double value = sample.value();
        boolean isEqual = last != null && last == value;
        boolean isAtEnd = value <= tuning.low() || value >= tuning.high();
        return new Vitals(
                sample.up(),
                value,
                isEqual ? Math.min(equal + 1, 1_000_000) : 1,
                isAtEnd ? Math.min(atEnd + 1, AT_END) : 0,
                restlessUp);
    }

    Vitals resting(boolean atRest, long up) {
        Long since = atRest ? null : restlessUp == null ? Long.valueOf(up) : restlessUp;
        return new Vitals(heardUp, last, equal, atEnd, since);
    }

    /// @param level what it reads at rest; `null` when it is not, or the door is open
    SensorHealth health(Tuning tuning, @Nullable Double level, long up) {
        long silent = up - heardUp;
        if (silent >= tuning.deadMillis()) {
            return new SensorHealth.Dead(silent);
        }
        if (last == null) {
            return SensorHealth.Well.WELL;
        }
        if (atEnd >= AT_END) {
            return new SensorHealth.Saturated(last);
        }
        if (tuning.stuckSamples() > 0 && equal >= tuning.stuckSamples()) {
            return new SensorHealth.Stuck(last, equal);
        }
        if (restlessUp != null && up - restlessUp >= NOISY_MILLIS) {
            return new SensorHealth.Noisy(up - restlessUp);
        }
        Double empty = tuning.empty();
        if (empty != null && level != null && (level - empty) / tuning.change() < -MOVED) {
            return new SensorHealth.Moved(level - empty);
        }
        return SensorHealth.Well.WELL;
    }
}
