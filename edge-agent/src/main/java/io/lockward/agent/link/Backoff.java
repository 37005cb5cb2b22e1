package io.lockward.agent.link;

import io.lockward.protocol.Guard;
import java.util.random.RandomGenerator;

/// Exponential backoff with full jitter above a floor, so that a fleet that lost its broker does not come back at once.
///
/// @param floorMillis the shortest wait, at least 1
/// @param baseMillis the ceiling of attempt 0; it doubles with each attempt
/// @param capMillis the highest ceiling
public record Backoff(long floorMillis, long baseMillis, long capMillis) {
    public Backoff {
        Guard.atLeast(floorMillis, 1, "floorMillis");
        Guard.atLeast(baseMillis, floorMillis, "baseMillis");
        Guard.atLeast(capMillis, baseMillis, "capMillis");
    }

    /// The longest wait of an attempt.
    ///
    /// @param attempt from 0
    public long ceilingMillis(int attempt) {
        return attempt >= 32 ? capMillis : Math.min(capMillis, baseMillis << attempt);
    }

    /// How long to wait before an attempt: evenly drawn between the floor and its ceiling.
    public long delayMillis(int attempt, RandomGenerator random) {
        return random.nextLong(floorMillis, ceilingMillis(attempt) + 1);
    }
}
