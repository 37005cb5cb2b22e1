package io.lockward.protocol;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Samples at one moment. They may be lost and never carry an event.
///
/// @param at the controller's wall clock
/// @param boot which boot
/// @param up milliseconds since boot
/// @param samples at most 64 finite numbers by metric name; a name carries its unit, such as `ups.runtime-seconds`
public record Telemetry(Instant at, long boot, long up, Map<String, Double> samples) {
    private static final Pattern METRIC = Pattern.compile("[a-z][a-z0-9.-]{2,47}");

    public Telemetry {
        Objects.requireNonNull(at, "at");
        Guard.atLeast(boot, 1, "boot");
        Guard.atLeast(up, 0, "up");
        if (samples.size() > 64) {
            throw new IllegalArgumentException("at most 64 samples");
        }
        samples.forEach((metric, value) -> {
            if (!METRIC.matcher(metric).matches()) {
                throw new IllegalArgumentException("a metric is named by 3 to 48 characters of [a-z0-9.-]");
            }
            if (value == null || !Double.isFinite(value)) {
                throw new IllegalArgumentException("a sample is a finite number");
            }
        });
        samples = Collections.unmodifiableSortedMap(new TreeMap<>(samples));
    }
}
