package io.lockward.cloud.alarm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An incident as it is told: one cause and what follows from it.
///
/// @param scope `bank`, `site`, `fleet` or `service`
/// @param subject a bank's id, a site's id, `fleet`, or the part of this service
/// @param cause such as `site-silent`
/// @param state `open` or `closed`
/// @param suggestion what a person can do
/// @param banks that it is about
/// @param alarms that it groups, newest first; while it is open they need nobody for themselves
public record IncidentView(
        long id,
        String scope,
        String subject,
        String cause,
        String severity,
        String state,
        Instant openedAt,
        @Nullable Instant closedAt,
        String title,
        String why,
        String suggestion,
        List<String> banks,
        List<AlarmView> alarms) {}
