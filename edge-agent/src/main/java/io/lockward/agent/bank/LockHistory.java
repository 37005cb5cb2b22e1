package io.lockward.agent.bank;

import io.lockward.protocol.entry.ConfigEntry;
import org.jspecify.annotations.Nullable;

/// What happened at one lock lately, and why its compartment is out of use. A part of [Policy], folded from entries.
///
/// @param jams how often in a row its door stayed shut after a pulse
/// @param misses in how many uses in a row it did not hold the closed door
/// @param missed whether it failed to hold in the present use, which began with the last pulse
/// @param cause what the bank's own rule found; `null` when a person decided, or it is in use
/// @param why it is out of use, for people; `null` when it is in use
public record LockHistory(
        int jams,
        int misses,
        boolean missed,
        ConfigEntry.@Nullable Cause cause,
        @Nullable String why) {
    /// Nothing is held against it.
    public static final LockHistory CLEAN = new LockHistory(0, 0, false, null, null);

    private static final int MOST = 1_000;

    LockHistory jammed() {
        return new LockHistory(Math.min(MOST, jams + 1), misses, missed, cause, why);
    }

    LockHistory opened() {
        return new LockHistory(0, misses, missed, cause, why);
    }

    /// A new use begins; the last one counts as good when the lock held.
    LockHistory pulsed() {
        return new LockHistory(jams, missed ? misses : 0, false, cause, why);
    }

    LockHistory notEngaged() {
        return missed ? this : new LockHistory(jams, Math.min(MOST, misses + 1), true, cause, why);
    }

    LockHistory outOfService(ConfigEntry.@Nullable Cause found, String reason) {
        return new LockHistory(jams, misses, missed, found, reason);
    }
}
