package io.lockward.agent.link;

import io.lockward.protocol.Ack;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.BankId;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets an `ack` through to [Uplink], or not: an ack makes a bank forget, so whoever could make one could make evidence
/// vanish. One thread.
///
/// A bank whose key set has a key that may acknowledge takes signed acks only. One without takes unsigned ones, as
/// banks did before there was such a key.
///
/// What is cheap is asked first: a signature is checked only when everything else is right, so that what is merely
/// repeated costs nothing. Whoever can flood this topic can also withhold acks, so the budget gives nothing away.
final class AckGate {
    /// Signatures checked a second, and how many at once: each costs about a millisecond on a small controller, and a
    /// busy journal is acknowledged twice a second, an idle one with each run.
    private static final double PER_SECOND = 100;

    private static final int BURST = 200;

    private final BankId bank;
    private final Uplink uplink;
    private final Budget budget = new Budget(PER_SECOND, BURST);
    private final Map<AckRefusal, Long> refused = new EnumMap<>(AckRefusal.class);

    AckGate(BankId bank, Uplink uplink) {
        this.bank = bank;
        this.uplink = uplink;
    }

    /// @param keys what the bank trusts now
    /// @param now uptime in milliseconds
    /// @param wall the wall clock, for the time of the keys only
    /// @return whether [Uplink] took it as progress
    boolean judge(byte[] payload, boolean retained, KeyRing keys, long now, Instant wall) {
        AckRefusal why = retained ? AckRefusal.RETAINED : take(payload, keys, now, wall);
        if (why != null) {
            refused.merge(why, 1L, Long::sum);
        }
        return why == null;
    }

    private @Nullable AckRefusal take(byte[] payload, KeyRing keys, long now, Instant wall) {
        if (SignedMessage.ACK.claims(payload)) {
            return signed(payload, keys, now, wall);
        }
        if (keys.knows(Scope.ACKNOWLEDGE)) {
            return AckRefusal.UNSIGNED;
        }
        return WireJson.ack(payload) instanceof Decoded.Ok<Ack>(Ack ack)
                ? uplink.acknowledge(ack, now)
                : AckRefusal.UNREADABLE;
    }

    private @Nullable AckRefusal signed(byte[] payload, KeyRing keys, long now, Instant wall) {
        AckClaims claims = SignedMessage.ACK.peek(payload);
        if (claims == null) {
            return AckRefusal.UNREADABLE;
        }
        if (!claims.aud().equals(bank)) {
            return AckRefusal.WRONG_BANK;
        }
        AckRefusal useless = uplink.refusal(claims.ack());
        if (useless != null) {
            return useless;
        }
        if (!budget.take(now)) {
            return AckRefusal.OVER_BUDGET;
        }
        return switch (SignedMessage.ACK.open(payload, keys, Scope.ACKNOWLEDGE, wall)) {
            case Opened.Ok<AckClaims>(AckClaims proven, String _) -> uplink.acknowledge(proven.ack(), now);
            case Opened.Refused<AckClaims>(Refusal reason, String _) -> refusal(reason);
        };
    }

    private static AckRefusal refusal(Refusal reason) {
        return switch (reason) {
            case UNKNOWN_KEY -> AckRefusal.UNKNOWN_KEY;
            case KEY_OUT_OF_TIME -> AckRefusal.KEY_OUT_OF_TIME;
            case NOT_ALLOWED -> AckRefusal.OUT_OF_SCOPE;
            case BAD_SIGNATURE -> AckRefusal.BAD_SIGNATURE;
            case MALFORMED,
                    WRONG_BANK,
                    WRONG_BOOT,
                    EXPIRED,
                    LIVES_TOO_LONG,
                    SEEN_BEFORE,
                    RETAINED,
                    UNKNOWN_KIND,
                    NO_SUCH_TARGET,
                    UNSAFE_NOW,
                    TOO_MANY,
                    RATE_LIMITED -> AckRefusal.UNREADABLE;
        };
    }

    /// How many made no progress, by reason.
    Map<AckRefusal, Long> refused() {
        return Map.copyOf(refused);
    }
}
