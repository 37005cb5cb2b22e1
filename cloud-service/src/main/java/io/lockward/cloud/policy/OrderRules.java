package io.lockward.cloud.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// When a standing order goes to a bank that has not answered it: once on each connection, then ever more rarely. Pure.
public final class OrderRules {
    /// After the first time on a connection; doubles each time.
    public static final Duration FIRST_PAUSE = Duration.ofSeconds(20);
    /// It never takes longer.
    public static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /// How it went out before.
    ///
    /// @param times on this connection, from 1
    public record Sent(long version, Instant at, int times, UUID session) {}

    private OrderRules() {}

    /// How often it will have gone out on this connection when it goes now; 0 when it is not due.
    public static int due(@Nullable Sent last, long version, UUID session, Instant now) {
        if (last == null || last.version() != version || !last.session().equals(session)) {
            return 1;
        }
        return now.isBefore(last.at().plus(pause(last.times()))) ? 0 : last.times() + 1;
    }

    private static Duration pause(int times) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
