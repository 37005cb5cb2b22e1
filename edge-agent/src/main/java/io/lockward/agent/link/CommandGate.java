package io.lockward.agent.link;

import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.wire.CommandJws;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets signed commands for this bank through and nothing else. What depends on the bank's state (boot, expiry, seen
/// before) is the core's to decide. One thread, but for [#trust] and [#keys].
///
/// A flood must neither starve the loop nor fill the journal with refusals: verifying and telling refusals each have
/// a budget; beyond it messages are counted only. Whoever can flood this topic can also withhold commands, so the
/// budget gives nothing away.
public final class CommandGate {
    /// Verifications a second, and how many at once: a signature costs about a millisecond on a small controller.
    private static final double VERIFICATIONS_PER_SECOND = 20;

    private static final int VERIFICATION_BURST = 40;
    /// Refusals told a second, and how many at once.
    private static final double REFUSALS_PER_SECOND = 0.2;

    private static final int REFUSAL_BURST = 10;

    /// What became of a message on `commands`.
    public sealed interface Verdict {
        record Passed(CommandClaims claims, String kid) implements Verdict {}

        /// @param command its id, told only when the signature held
        /// @param detail for people, at most 256 characters
        record Refused(@Nullable CommandId command, Refusal reason, String detail) implements Verdict {}

        /// Over budget: counted and not told.
        record Dropped() implements Verdict {}
    }

    private static final Verdict DROPPED = new Verdict.Dropped();

    private final BankId bank;
    private volatile KeyRing keys;
    private final Budget verifications = new Budget(VERIFICATIONS_PER_SECOND, VERIFICATION_BURST);
    private final Budget refusals = new Budget(REFUSALS_PER_SECOND, REFUSAL_BURST);
    private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
    private long dropped;

    /// @param keys what the bank trusts at first
    public CommandGate(BankId bank, KeyRing keys) {
        this.bank = bank;
        this.keys = keys;
    }

    /// Trusts these keys from now on, and no others. Never goes back: an older set, such as one from before the bank
    /// was installed, holds what was revoked since. Any thread.
    public synchronized void trust(KeyRing newKeys) {
        if (newKeys.version() >= keys.version()) {
            keys = newKeys;
        }
    }

    /// What is trusted now. Any thread.
    public KeyRing keys() {
        return keys;
    }

    /// Judges one message.
    ///
    /// @param retained whether the broker had kept it: such a command is old, whatever it says
    /// @param now uptime in milliseconds
    /// @param wall the wall clock, for the time of the keys only
    public Verdict judge(byte[] payload, boolean retained, long now, Instant wall) {
        if (retained) {
            return refuse(null, Refusal.RETAINED, "a command is never retained", now);
        }
        if (!verifications.take(now)) {
            dropped++;
            return DROPPED;
        }
        return switch (CommandJws.verify(payload, keys, wall)) {
            case CommandJws.Verdict.Invalid(Refusal reason, @Nullable CommandId command, String detail) ->
                refuse(command, reason, detail, now);
            case CommandJws.Verdict.Valid(CommandClaims claims, String kid) ->
                claims.aud().equals(bank)
                        ? new Verdict.Passed(claims, kid)
                        : refuse(claims.jti(), Refusal.WRONG_BANK, "it is for " + claims.aud(), now);
        };
    }

    private Verdict refuse(@Nullable CommandId command, Refusal reason, String detail, long now) {
        refused.merge(reason, 1L, Long::sum);
        if (!refusals.take(now)) {
            dropped++;
            return DROPPED;
        }
        return new Verdict.Refused(command, reason, detail.length() > 256 ? detail.substring(0, 256) : detail);
    }

    /// How many were refused, by reason; told or not.
    public Map<Refusal, Long> refused() {
        return Map.copyOf(refused);
    }

    /// How many were over budget.
    public long dropped() {
        return dropped;
    }
}
