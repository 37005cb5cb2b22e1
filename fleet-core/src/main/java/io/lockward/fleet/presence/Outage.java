package io.lockward.fleet.presence;

import io.lockward.fleet.alarm.AlarmKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A time in which a bank could not be reached, as the cloud found it. By the cloud's clock: a bank that is away
/// cannot tell.
///
/// @param from when it began, as far as is known; at the latest a minute before somebody was told
/// @param to when it was over; `null` while it goes on
public record Outage(Kind kind, Instant from, @Nullable Instant to) {
    /// What did not work.
    public enum Kind {
        /// The bank was not heard.
        NOT_CONNECTED,
        /// The bank was heard, and what was sent to it got no answer.
        NOT_HEARING
    }

    /// From the alarm about it; `null` for an alarm about something else.
    public static @Nullable Outage of(AlarmKind alarm, Instant raised, @Nullable Instant cleared) {
        if (alarm == AlarmKind.BANK_OFFLINE) {
            // It is raised only when the bank has been away for the grace, see PresenceRules.onTime.
            return new Outage(Kind.NOT_CONNECTED, raised.minus(PresenceRules.OFFLINE_GRACE), cleared);
        }
        return alarm == AlarmKind.DOWNLINK_DEAD ? new Outage(Kind.NOT_HEARING, raised, cleared) : null;
    }
}
