package io.lockward.fleet.timeline;

import io.lockward.fleet.presence.Outage;
import io.lockward.fleet.presence.PresenceRules;
import io.lockward.fleet.timeline.Hearing.Heard;
import io.lockward.fleet.timeline.Timeline.Gap;
import io.lockward.fleet.timeline.Timeline.Lane;
import io.lockward.fleet.timeline.Timeline.State;
import io.lockward.protocol.entry.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a bank was connected, and since when nothing is known of it. Pure.
final class HearingRules {
    private HearingRules() {}

    /// Outages, and between them that none is known: from when the bank was first heard, but not before the
    /// span, for earlier outages are not here, to when it was last heard.
    static Lane network(Hearing hearing, Instant begin) {
        List<State> states = new ArrayList<>();
        Heard heard = hearing.heard();
        Instant first = heard == null || heard.first() == null ? null : hearing.byBank(heard.first());
        Instant reached = first == null || first.isAfter(begin) ? first : begin;
        boolean over = true;
        for (Outage outage : hearing.outages()) {
            Instant from = hearing.byBank(begins(outage, heard));
            Instant to = outage.to() == null ? null : hearing.byBank(outage.to());
            if (reached != null && over && reached.isBefore(from)) {
                states.add(state(reached, from, "connected"));
            }
            states.add(state(from, to, outage.kind() == Outage.Kind.NOT_CONNECTED ? "not-connected" : "not-hearing"));
            over &= to != null;
            reached = reached == null || to == null || reached.isAfter(to) ? reached : to;
        }
        if (heard != null && reached != null && over) {
            Instant last = hearing.byBank(heard.last());
            Instant until = isQuiet(heard, hearing.now()) ? last : null;
            if (until == null || until.isAfter(reached)) {
                states.add(state(reached, until, "connected"));
            }
        }
        return new Lane(LaneRules.NETWORK, states);
    }

    /// Of an outage that goes on it is known when the bank was last heard.
    private static Instant begins(Outage outage, @Nullable Heard heard) {
        return outage.to() == null
                        && outage.kind() == Outage.Kind.NOT_CONNECTED
                        && heard != null
                        && heard.last().isBefore(outage.from())
                ? heard.last()
                : outage.from();
    }

    private static State state(Instant from, @Nullable Instant to, String state) {
        return new State(from, to, state, 0, 0, null);
    }

    /// What the bank has written, or may have, after the newest entry that is here; `null` when it is heard and
    /// says that there is no more, or a little more which is on its way.
    ///
    /// @param last the newest entry that arrived; `null` when none did
    static @Nullable Gap tail(@Nullable Moment last, BankClock clock, Hearing hearing) {
        Heard heard = hearing.heard();
        if (heard == null) {
            return null;
        }
        long next = last == null || last.epoch() < heard.epoch() ? 1 : after(last);
        boolean behind = heard.nextSeq() > next && (last == null || last.epoch() <= heard.epoch());
        boolean quiet = isQuiet(heard, hearing.now());
        if (!quiet && !(behind && isUnheard(hearing))) {
            return null;
        }
        Instant from = behind && last != null ? clock.at(last) : hearing.byBank(heard.last());
        Instant to = hearing.byBank(hearing.now());
        return to.isAfter(from)
                ? new Gap(from, to, heard.epoch(), next, quiet ? null : heard.nextSeq() - 1, false)
                : null;
    }

    private static long after(Moment last) {
        return (last.entry() instanceof JournalEntry.Gap gap ? gap.to() : last.seq()) + 1;
    }

    private static boolean isQuiet(Heard heard, Instant now) {
        return now.isAfter(heard.last().plus(PresenceRules.SILENCE));
    }

    /// It is there, and what it writes does not arrive.
    private static boolean isUnheard(Hearing hearing) {
        return hearing.outages().stream().anyMatch(outage -> outage.to() == null);
    }
}
