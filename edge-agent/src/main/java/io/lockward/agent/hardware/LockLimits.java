package io.lockward.agent.hardware;

import java.time.Duration;

/// What pulses an adapter allows.
///
/// @param longest  the hard upper bound of a pulse, 100 ms to 3 s
/// @param waiting  how many pulses may wait for the running one, 0 to 16
/// @param patience how long one may wait before it is given up, 1 s to 30 s
public record LockLimits(Duration longest, int waiting, Duration patience) {
    public static final LockLimits DEFAULT = new LockLimits(Duration.ofSeconds(2), 4, Duration.ofSeconds(5));

    /// Shorter pulses move no lock: relays alone take up to 15 ms.
    public static final Duration SHORTEST_PULSE = Duration.ofMillis(20);

    public LockLimits {
        if (longest.compareTo(Duration.ofMillis(100)) < 0 || longest.compareTo(Duration.ofSeconds(3)) > 0) {
            throw new IllegalArgumentException("longest is between 100 ms and 3 s");
        }
        if (waiting < 0 || waiting > 16) {
            throw new IllegalArgumentException("waiting is between 0 and 16");
        }
        if (patience.compareTo(Duration.ofSeconds(1)) < 0 || patience.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("patience is between 1 s and 30 s");
        }
    }

    /// What is allowed, for people.
    public String range() {
        return SHORTEST_PULSE.toMillis() + " to " + longest.toMillis() + " ms";
    }

    /// Whether a pulse of this length may be given.
    public boolean allows(Duration pulse) {
        return pulse.compareTo(SHORTEST_PULSE) >= 0 && pulse.compareTo(longest) <= 0;
    }
}
