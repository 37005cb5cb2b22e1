package io.lockward.broker.access;

import java.time.Instant;

/// What one bank may still send: messages and bytes. Confined to one lock; the instant comes from the caller.
public final class BankBudget {
    private final Limits limits;
    private TokenBucket messages;
    private TokenBucket bytes;

    /// How much every bank may send.
    public record Limits(TokenBucket.Budget messages, TokenBucket.Budget bytes) {
        /// 200 messages a second after a burst of 2,000, 2 MiB a second after a burst of 32 MiB: a week of backlog
        /// (about 10 MB) drains in one burst, and a bank gone mad cannot crowd out the others.
        public static Limits generous() {
            return new Limits(
                    new TokenBucket.Budget(200, 2_000), new TokenBucket.Budget(2 * 1024 * 1024, 32 * 1024 * 1024));
        }
    }

    public BankBudget(Limits limits, Instant now) {
        this.limits = limits;
        this.messages = limits.messages().full(now);
        this.bytes = limits.bytes().full(now);
    }

    /// Takes one message of `payloadBytes` from the budget, or nothing when it does not fit.
    public synchronized boolean take(int payloadBytes, Instant now) {
        messages = messages.refilled(limits.messages(), now);
        bytes = bytes.refilled(limits.bytes(), now);
        if (!messages.holds(1) || !bytes.holds(payloadBytes)) {
            return false;
        }
        messages = messages.minus(1);
        bytes = bytes.minus(payloadBytes);
        return true;
    }
}
