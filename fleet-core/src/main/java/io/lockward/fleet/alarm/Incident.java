package io.lockward.fleet.alarm;

import io.lockward.protocol.BankId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One cause with the alarms that follow from it. Those are kept and, while it is open, suppressed: one cause, one
/// notification. At most one of a cause and subject is open.
///
/// @param subject a bank's id, a site's id, `fleet`, or the part of this service
/// @param children its alarms, open and closed
public record Incident(long id, IncidentCause cause, String subject, List<Child> children) {
    /// @param silence whether it is the alarm that a bank is not connected
    /// @param clearedAt `null` while it is open
    /// @param taken whether a person has acknowledged it
    public record Child(
            long alarm,
            BankId bank,
            boolean silence,
            @Nullable Instant clearedAt,
            boolean taken) {}

    public Incident {
        children = List.copyOf(children);
    }

    boolean has(long alarm) {
        return children.stream().anyMatch(child -> child.alarm() == alarm);
    }
}
