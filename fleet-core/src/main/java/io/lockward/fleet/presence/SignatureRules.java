package io.lockward.fleet.presence;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.Stamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a bank's entries come without the signatures that it makes over them. A chain alone proves nothing about
/// who wrote it: whoever carries it could write another one and leave the checkpoints out. Pure.
public final class SignatureRules {
    /// An agent signs every ten minutes of its uptime in which it wrote something; three times that is no chance.
    public static final Duration PATIENCE = Duration.ofMinutes(30);
    /// An entry that came within this time may have its signature still on the way, as in a backlog.
    public static final Duration ON_ITS_WAY = Duration.ofMinutes(10);

    /// The oldest entry of a bank's journal that no signature covers.
    public record Unsigned(EntryRef ref, Stamp stamp, Instant receivedAt) {}

    private SignatureRules() {}

    static Alarm.Key key(PresenceState bank) {
        return new Alarm.Key(bank.bank(), "bank", AlarmKind.JOURNAL_UNSIGNED);
    }

    /// Whether it can be judged now: it is there, and what it says of its uptime is signed.
    public static boolean isJudged(PresenceState bank) {
        return bank.proven() && bank.newest().state() == Presence.State.ONLINE;
    }

    /// What is so for a bank that [#isJudged].
    ///
    /// @param oldest `null` when everything is signed
    public static AlarmChange onTime(PresenceState bank, @Nullable Unsigned oldest, Instant now) {
        Presence said = bank.newest();
        if (oldest == null
                || !oldest.ref().journal().equals(said.journal())
                || now.isBefore(oldest.receivedAt().plus(ON_ITS_WAY))) {
            return new AlarmChange.Clear(key(bank), now);
        }
        long since = oldest.stamp().boot() == said.boot()
                ? said.up() - oldest.stamp().up()
                : said.up();
        if (since < PATIENCE.toMillis()) {
            return new AlarmChange.Clear(key(bank), now);
        }
        return new AlarmChange.Holds(
                key(bank),
                now,
                AlarmKind.JOURNAL_UNSIGNED.severity(),
                "By its signed uptime the bank wrote entry " + oldest.ref().seq() + " " + since / 60_000
                        + " min ago, and no signature of it covers that entry.",
                oldest.ref(),
                false);
    }
}
