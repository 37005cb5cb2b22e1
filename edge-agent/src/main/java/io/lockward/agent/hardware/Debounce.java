package io.lockward.agent.hardware;

import java.time.Duration;

/// One switch under software debounce: a level counts once it has stood still for the window. Pure.
///
/// @param settled    the level that counts
/// @param raw        the latest level seen
/// @param sinceNanos when `raw` last changed, on the caller's monotonic clock
public record Debounce(boolean settled, boolean raw, long sinceNanos) {
    /// How long a level must stand still by default. Reed switches bounce for 1 to 5 ms, doors for longer.
    public static final Duration DEFAULT_WINDOW = Duration.ofMillis(20);

    /// A switch first seen at `level`.
    public static Debounce at(boolean level, long nowNanos) {
        return new Debounce(level, level, nowNanos);
    }

    /// The switch was seen at `level`; every change starts the window anew.
    public Debounce seen(boolean level, long nowNanos) {
        return level == raw ? this : new Debounce(settled, level, nowNanos);
    }

    /// Lets a level count that has stood still for `window`. The position changed if and only if [#settled()] did.
    public Debounce settle(long nowNanos, Duration window) {
        return raw != settled && nowNanos - sinceNanos >= window.toNanos() ? new Debounce(raw, raw, sinceNanos) : this;
    }

    /// Refuses windows outside 1 ms to 500 ms.
    public static void guardWindow(Duration window) {
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(Duration.ofMillis(500)) > 0) {
            throw new IllegalArgumentException("a debounce window is between 1 ms and 500 ms");
        }
    }
}
