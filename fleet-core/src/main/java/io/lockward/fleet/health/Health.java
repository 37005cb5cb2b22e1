package io.lockward.fleet.health;

import java.util.List;

/// How a bank is.
///
/// @param sentence for people, such as `On battery, 38 min left`
/// @param reasons all of them, worst first
public record Health(Level level, String sentence, List<String> reasons) {
    public Health {
        reasons = List.copyOf(reasons);
    }

    /// From good to bad, and not knowing.
    public enum Level {
        OK,
        INFO,
        MINOR,
        MAJOR,
        CRITICAL,
        UNKNOWN
    }
}
