package io.lockward.fleet.alarm;

import io.lockward.fleet.EntryRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What shall become of one condition. Needs no knowledge of whether it is open.
public sealed interface AlarmChange {
    Alarm.Key key();

    Instant at();

    /// It holds. Opens the alarm when it is closed. When it is open already and this is a new firing, counts it.
    ///
    /// @param severity never lowers an open alarm's
    /// @param why in a sentence, at most 256 characters
    /// @param firing whether this is the condition coming (again), not only still being there
    record Holds(
            Alarm.Key key,
            Instant at,
            Severity severity,
            String why,
            @Nullable EntryRef evidence,
            boolean firing) implements AlarmChange {}

    /// It does not hold. Closes the alarm when it is open.
    record Clear(Alarm.Key key, Instant at) implements AlarmChange {}
}
