package io.lockward.broker.access;

import java.time.Instant;

/// A budget that refills steadily up to a burst. Immutable: taking gives the next bucket.
///
/// @param available tokens left, 0 to the budget's burst
/// @param at when `available` was right
public record TokenBucket(double available, Instant at) {
    private static final double NANOS_PER_SECOND = 1e9;

    /// How fast a bucket refills and how much it holds.
    ///
    /// @param perSecond tokens a second, more than 0
    /// @param burst the most it holds, at least 1
    public record Budget(double perSecond, double burst) {
        public Budget {
            if (!(perSecond > 0) || !(burst >= 1)) {
                throw new IllegalArgumentException("a budget refills by more than 0 and holds at least 1");
            }
        }

        public TokenBucket full(Instant now) {
            return new TokenBucket(burst, now);
        }
    }

    /// The bucket at `now`, before anything is taken. A clock that steps back refills nothing.
    public TokenBucket refilled(Budget budget, Instant now) {
        if (!now.isAfter(at)) {
            return new TokenBucket(available, now);
        }
        double seconds =
                (now.getEpochSecond() - at.getEpochSecond()) + (now.getNano() - at.getNano()) / NANOS_PER_SECOND;
        return new TokenBucket(Math.min(budget.burst(), available + seconds * budget.perSecond()), now);
    }

    public boolean holds(double tokens) {
        return available >= tokens;
    }

    public TokenBucket minus(double tokens) {
        return new TokenBucket(available - tokens, at);
    }
}
