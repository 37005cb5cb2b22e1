package io.lockward.agent.bank.sensing;

import org.jspecify.annotations.Nullable;

/// What the samples of a sensor say about it.
///
/// @param heardUp uptime in milliseconds of its last sample, or when it was first waited for
/// @param last its last value; `null` before the first
/// @param equal how many in a row were that value
/// @param atEnd how many in a row were at the end of its range
/// @param restless share of about the last minute behind a shut door in which it was not at rest, 0 to 1
record Vitals(long heardUp, @Nullable Double last, int equal, int atEnd, double restless) {
    /// As many in a row as fill the median.
    private static final int AT_END = 5;

    private static final double MINUTE = 60_000;

    /// What a minute without rest makes of a share of 0 (1 - 1/e).
    private static final double NOISY = 0.63;

    /// In smallest changes: so far below empty no drift goes.
    private static final double MOVED = 25;

    static Vitals from(long up) {
        return new Vitals(up, null, 0, 0, 0);
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
                restless);
    }

    /// @param millis since the last time somebody looked
    Vitals resting(boolean atRest, long millis) {
        double weight = 1 - Math.exp(-Math.clamp(millis, 0, (long) MINUTE) / MINUTE);
        double share = restless + weight * ((atRest ? 0 : 1) - restless);
        return new Vitals(heardUp, last, equal, atEnd, share);
    }

    /// The door moved: unrest is no fault of the sensor's.
    Vitals calmed() {
        return new Vitals(heardUp, last, equal, atEnd, 0);
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
        if (restless >= NOISY) {
            return new SensorHealth.Noisy((int) Math.round(restless * 100));
        }
        Double empty = tuning.empty();
        if (empty != null && level != null && (level - empty) / tuning.change() < -MOVED) {
            return new SensorHealth.Moved(level - empty);
        }
        return SensorHealth.Well.WELL;
    }
}
