package io.lockward.fleet.remedy;

import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a bank that is heard hears: commands to it are answered, and what it writes goes on arriving. Pure.
public final class DownlinkRules {
    /// One lost answer is chance.
    static final int UNANSWERED = 2;
    /// An agent rewinds within a minute when acks do not come; ten times that is no chance.
    static final Duration STUCK = Duration.ofMinutes(10);

    /// A command that went out to it.
    ///
    /// @param answered whether the bank said anything about it
    /// @param ended whether nobody waits for it any more
    public record Tried(Instant sentAt, boolean answered, boolean ended) {}

    private DownlinkRules() {}

    public static Alarm.Key key(PresenceState bank) {
        return new Alarm.Key(bank.bank(), "bank", AlarmKind.DOWNLINK_DEAD);
    }

    /// @param tried newest first
    /// @param behindSince since when it says that it wrote more than arrived, and nothing arrives; `null` when
    ///     it is not so
    /// @param hearingSince since when this service hears banks without a break
    /// @return `null` when nothing can be told, because the bank is not there or its word is not proven
    public static @Nullable AlarmChange onTime(
            PresenceState bank, List<Tried> tried, @Nullable Instant behindSince, Instant hearingSince, Instant now) {
        if (bank.newest().state() != Presence.State.ONLINE || !bank.proven()) {
            return null;
        }
        Instant from = bank.since().isAfter(hearingSince) ? bank.since() : hearingSince;
        if (isUnanswered(tried, from)) {
            return holds(bank, now, "The last " + UNANSWERED + " commands to it got no answer, and it is heard.");
        }
        if (behindSince != null && !now.isBefore((behindSince.isAfter(from) ? behindSince : from).plus(STUCK))) {
            return holds(
                    bank,
                    now,
                    "It is heard and says that it wrote more, and nothing of that has arrived since " + behindSince
                            + '.');
        }
        return new AlarmChange.Clear(key(bank), now);
    }

    private static boolean isUnanswered(List<Tried> tried, Instant from) {
        List<Tried> over = tried.stream()
                .filter(one -> one.ended() || one.answered())
                .limit(UNANSWERED)
                .toList();
        return over.size() == UNANSWERED
                && over.stream().noneMatch(one -> one.answered() || one.sentAt().isBefore(from));
    }

    private static AlarmChange holds(PresenceState bank, Instant now, String why) {
        return new AlarmChange.Holds(key(bank), now, AlarmKind.DOWNLINK_DEAD.severity(), why, null, false);
    }
}
