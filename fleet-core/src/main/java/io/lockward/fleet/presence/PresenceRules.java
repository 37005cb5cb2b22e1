package io.lockward.fleet.presence;

import io.lockward.fleet.Reported;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.PowerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a bank is there. What it says is ordered by its own counters, not by arrival. Pure.
public final class PresenceRules {
    /// Three heartbeats missed.
    public static final Duration SILENCE = Duration.ofSeconds(3L * Presence.HEARTBEAT_SECONDS);
    /// A bank that comes back within this time was not offline for anybody.
    public static final Duration OFFLINE_GRACE = Duration.ofSeconds(60);
    /// A clock that is off by more than this is wrong. Generous: it includes the way through the broker.
    public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    private static final Comparator<Presence> NEWER = Comparator.comparingLong(Presence::epoch)
            .thenComparingLong(Presence::boot)
            .thenComparingLong(Presence::up)
            .thenComparing(Presence::session);

    private PresenceRules() {}

    /// Takes in one word.
    ///
    /// @param known `null` when the bank was never seen
    /// @return what is known now; `known` itself when the word changes nothing
    public static PresenceState hear(
            @Nullable PresenceState known, BankId bank, Presence said, Instant receivedAt, boolean proven) {
        if (known == null) {
            return new PresenceState(bank, said, receivedAt, receivedAt, offset(said, receivedAt, null), proven);
        }
        Presence newest = known.newest();
        boolean sameSession = said.session().equals(newest.session());
        boolean newer = NEWER.compare(said, newest) > 0;
        if (!sameSession && !newer) {
            return known; // a late will, or a late word, of an older session
        }
        // Within a session a goodbye outranks a will, and both outrank a heartbeat that was overtaken.
        Presence.State state = sameSession && rank(newest.state()) > rank(said.state()) ? newest.state() : said.state();
        if (sameSession && !newer && state == newest.state()) {
            return known;
        }
        Presence word = newer ? said : newest;
        Presence merged = new Presence(
                state,
                word.at(),
                word.boot(),
                word.bootId(),
                word.up(),
                word.session(),
                word.version(),
                word.journal(),
                word.epoch(),
                word.nextSeq());
        boolean heard = said.state() != Presence.State.LOST && receivedAt.isAfter(known.lastSeen());
        return new PresenceState(
                bank,
                merged,
                state == newest.state() ? known.since() : receivedAt,
                heard ? receivedAt : known.lastSeen(),
                offset(said, receivedAt, known.clockOffsetMillis()),
                newer ? proven : known.proven() && proven);
    }

    private static int rank(Presence.State state) {
        return switch (state) {
            case ONLINE -> 0;
            case LOST -> 1;
            case OFFLINE -> 2;
        };
    }

    private static @Nullable Long offset(Presence said, Instant receivedAt, @Nullable Long known) {
        return said.state() == Presence.State.ONLINE
                ? Long.valueOf(Duration.between(receivedAt, said.at()).toMillis())
                : known;
    }

    /// How it looks now.
    ///
    /// @param power the bank's newest word on its power, when there is one
    /// @param watchingSince since when words of banks can reach us; silence before that is ours
    public static PresenceView view(
            @Nullable PresenceState known, @Nullable Reported power, Instant now, Instant watchingSince) {
        if (known == null) {
            return new PresenceView(PresenceView.State.NEVER_SEEN, null, null, null);
        }
        Instant seen = known.lastSeen();
        return switch (known.newest().state()) {
            case OFFLINE ->
                new PresenceView(PresenceView.State.OFFLINE, known.since(), seen, "said goodbye" + goodbye(power));
            case LOST ->
                new PresenceView(PresenceView.State.LOST, known.since(), seen, lost(power, "the connection broke"));
            case ONLINE ->
                isSilent(known, now, watchingSince)
                        ? new PresenceView(
                                PresenceView.State.LOST, seen.plus(SILENCE), seen, lost(power, "it fell silent"))
                        : new PresenceView(PresenceView.State.ONLINE, known.since(), seen, null);
        };
    }

    private static boolean isSilent(PresenceState known, Instant now, Instant watchingSince) {
        Instant from = known.lastSeen().isAfter(watchingSince) ? known.lastSeen() : watchingSince;
        return now.isAfter(from.plus(SILENCE));
    }

    private static String goodbye(@Nullable Reported power) {
        return power != null && power.entry() instanceof PowerEntry.Shutdown ? ": orderly shutdown" : "";
    }

    private static String lost(@Nullable Reported power, String how) {
        if (power == null || !(power.entry() instanceof PowerEntry word)) {
            return how;
        }
        return switch (word) {
            case PowerEntry.Lost _, PowerEntry.Low _ -> how + "; on battery when last heard";
            case PowerEntry.Shutdown _ -> how + "; it was about to halt to spare its battery";
            case PowerEntry.Restored _, PowerEntry.Unknown _ -> how;
        };
    }

    /// What a word that was just taken in means for the bank's conditions.
    public static List<AlarmChange> onHeard(PresenceState known, Instant now) {
        if (known.newest().state() != Presence.State.ONLINE) {
            return List.of();
        }
        List<AlarmChange> changes = new ArrayList<>(2);
        changes.add(new AlarmChange.Clear(offlineKey(known.bank()), now));
        Alarm.Key clock = new Alarm.Key(known.bank(), "clock", AlarmKind.CLOCK_WRONG);
        Long offset = known.clockOffsetMillis();
        if (offset != null && Math.abs(offset) > CLOCK_TOLERANCE.toMillis()) {
            String why =
                    "The controller's clock is " + Math.abs(offset) / 1000 + " s " + (offset > 0 ? "fast." : "slow.");
            changes.add(new AlarmChange.Holds(clock, now, AlarmKind.CLOCK_WRONG.severity(), why, null, false));
        } else {
            changes.add(new AlarmChange.Clear(clock, now));
        }
        return changes;
    }

    /// Whether a bank has been away for so long that somebody should know; `null` when not.
    public static @Nullable AlarmChange onTime(PresenceState known, Instant now, Instant watchingSince) {
        PresenceView view = view(known, null, now, watchingSince);
        Instant since = view.since();
        return switch (view.state()) {
            case ONLINE, NEVER_SEEN -> null;
            case OFFLINE, LOST ->
                since == null || now.isBefore(since.plus(OFFLINE_GRACE))
                        ? null
                        : new AlarmChange.Holds(
                                offlineKey(known.bank()),
                                now,
                                AlarmKind.BANK_OFFLINE.severity(),
                                "The bank is not connected: " + view.explanation() + '.',
                                null,
                                false);
        };
    }

    private static Alarm.Key offlineKey(BankId bank) {
        return new Alarm.Key(bank, "bank", AlarmKind.BANK_OFFLINE);
    }
}
