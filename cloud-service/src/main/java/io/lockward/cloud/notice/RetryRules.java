package io.lockward.cloud.notice;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When something that was not taken is sent again. Pure. The pauses follow those that Standard Webhooks
/// recommends: soon at first, then for a day or two, so that an endpoint may be away overnight.
final class RetryRules {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(20));

    /// Tries in all.
    static final int MOST_ATTEMPTS = PAUSES.size() + 1;

    /// Whoever took a notice to send it has so long before another one may; longer than any try takes.
    static final Duration LEASE = Duration.ofMinutes(2);

    private RetryRules() {}

    /// How long to wait after so many tries; `null` when that was the last.
    static @Nullable Duration pause(int attempts) {
        return attempts >= MOST_ATTEMPTS ? null : PAUSES.get(Math.max(0, attempts - 1));
    }
}
