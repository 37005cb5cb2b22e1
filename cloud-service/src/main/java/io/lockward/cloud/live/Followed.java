package io.lockward.cloud.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which banks' entries are read for the stream, from where on, and for how long after the last listener left. Not for
/// several threads at once.
final class Followed {
    /// One who comes back within this time misses nothing.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /// @param since the number of the last event before its entries were followed
    /// @param upTo the last entry read, `epoch:seq`
    /// @param until when nobody wants it any more; `null` while somebody listens
    private record State(long since, String upTo, @Nullable Instant until) {
        boolean isOver(Instant now) {
            return until != null && !now.isBefore(until);
        }
    }

    private final Map<String, State> banks = new HashMap<>();

    /// Somebody listens.
    ///
    /// @param upTo its newest entry
    /// @param last the number of the last event given out
    void begin(String bank, String upTo, long last, Instant now) {
        State known = banks.get(bank);
        banks.put(
                bank,
                known == null || known.isOver(now)
                        ? new State(last, upTo, null)
                        : new State(known.since(), known.upTo(), null));
    }

    /// The last one who listened has left.
    void end(String bank, Instant now) {
        banks.computeIfPresent(bank, (_, state) -> new State(state.since(), state.upTo(), now.plus(PATIENCE)));
    }

    /// Whether every entry after event `number` was given out as an event.
    boolean coversFrom(String bank, long number) {
        State state = banks.get(bank);
        return state != null && state.since() <= number;
    }

    /// The last entry read; `null` when the bank is not followed.
    @Nullable
    String upTo(String bank, Instant now) {
        State state = banks.get(bank);
        return state == null || state.isOver(now) ? null : state.upTo();
    }

    void read(String bank, String upTo) {
        banks.computeIfPresent(bank, (_, state) -> new State(state.since(), upTo, state.until()));
    }

    /// Forgets those nobody wants.
    void tidy(Instant now) {
        banks.values().removeIf(state -> state.isOver(now));
    }
}
