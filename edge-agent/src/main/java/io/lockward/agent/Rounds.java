package io.lockward.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Things done every so often, by uptime. A round that is late is done once, not made up for.
///
/// Thread rule: one thread.
final class Rounds {
    private static final class Round {
        private final long everyMillis;
        private final Runnable what;
        private long due = Long.MIN_VALUE;

        Round(long everyMillis, Runnable what) {
            this.everyMillis = everyMillis;
            this.what = what;
        }
    }

    private final List<Round> rounds = new ArrayList<>();

    Rounds every(Duration time, Runnable what) {
        rounds.add(new Round(time.toMillis(), what));
        return this;
    }

    /// Does what is due, and everything the first time.
    ///
    /// @param up uptime in milliseconds
    /// @return the uptime at which something is due again
    long doWork(long up) {
        long next = Long.MAX_VALUE;
        for (Round round : rounds) {
            if (up >= round.due) {
                round.due = up + round.everyMillis;
                round.what.run();
            }
            next = Math.min(next, round.due);
        }
        return next;
    }
}
