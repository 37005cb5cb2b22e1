package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import org.jspecify.annotations.Nullable;

/// What is being watched at one door.
///
/// @param candidate a position that one reading showed and the next must confirm
/// @param unreadable how many readings in a row brought nothing, counted up to [#FAULTY]
/// @param unlock the unlock an opening would be put down to
record DoorWatch(
        @Nullable DoorReading candidate,
        int unreadable,
        @Nullable Unlock unlock) {
    /// So many readings in a row without a position make the switch faulty.
    static final int FAULTY = 3;

    static final DoorWatch START = new DoorWatch(null, 0, null);

    /// @param actedUp uptime in milliseconds when the pulse was ordered, or of the start when that was before it
    /// @param endedUp uptime in milliseconds when the lock said that the pulse is over
    /// @param before what the switch read before the pulse
    /// @param leftOver whether the pulse belongs to an earlier process
    /// @param concluded whether the command has its end
    /// @param confirmed false when the pulse is over and nobody knows whether it was given
    record Unlock(
            CommandId command,
            long actedUp,
            @Nullable Long endedUp,
            DoorReading before,
            boolean leftOver,
            boolean concluded,
            boolean confirmed) {
        Unlock(
                CommandId command,
                long actedUp,
                @Nullable Long endedUp,
                DoorReading before,
                boolean leftOver,
                boolean concluded) {
            this(command, actedUp, endedUp, before, leftOver, concluded, true);
        }

        Unlock ended(long up) {
            return new Unlock(command, actedUp, up, before, leftOver, concluded, confirmed);
        }

        Unlock unconfirmed(long up) {
            return new Unlock(command, actedUp, up, before, leftOver, concluded, false);
        }

        Unlock withEnd() {
            return new Unlock(command, actedUp, endedUp, before, leftOver, true, confirmed);
        }
    }

    DoorWatch withCandidate(@Nullable DoorReading reading) {
        return new DoorWatch(reading, 0, unlock);
    }

    DoorWatch withUnreadable(int count) {
        return new DoorWatch(null, count, unlock);
    }

    DoorWatch withUnlock(@Nullable Unlock changed) {
        return new DoorWatch(candidate, unreadable, changed);
    }

    /// Whether an unlock waits for its evidence.
    boolean isUnlocking() {
        return unlock != null && !unlock.concluded();
    }
}
