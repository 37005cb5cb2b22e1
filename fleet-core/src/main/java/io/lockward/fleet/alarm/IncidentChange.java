package io.lockward.fleet.alarm;

import java.util.List;

/// What shall become of an incident.
public sealed interface IncidentChange {
    /// @param title in a few words
    /// @param why in a sentence or two
    /// @param alarms that it groups from now on, whatever grouped them before
    record Open(IncidentCause cause, String subject, String title, String why, List<Long> alarms)
            implements IncidentChange {}

    /// More of the same.
    record Join(long incident, List<Long> alarms) implements IncidentChange {}

    /// These stand for themselves again.
    record Release(long incident, List<Long> alarms) implements IncidentChange {}

    record Close(long incident) implements IncidentChange {}
}
