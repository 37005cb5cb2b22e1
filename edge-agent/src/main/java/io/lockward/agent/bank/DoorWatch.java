package io.lockward.agent.bank;

import org.jspecify.annotations.Nullable;

/// What is being watched at one door.
///
/// @param candidate a position that one reading showed and the next must confirm
/// @param unreadable how many readings in a row brought nothing, counted up to [#FAULTY]
/// @param unlock the unlock an opening would be put down to
/// @param openedBy what opened it last; `null` when that was nobody known
record DoorWatch(
        @Nullable DoorReading candidate,
        int unreadable,
        @Nullable Unlock unlock,
        @Nullable PulseCause openedBy) {
    /// So many readings in a row without a position make the switch faulty.
    static final int FAULTY = 3;

    static final DoorWatch START = new DoorWatch(null, 0, null, null);

    /// @param actedUp uptime in milliseconds when the pulse was ordered, or of the start when that was before it
    /// @param endedUp uptime in milliseconds when the lock said that the pulse is over
    /// @param before what the switch read before the pulse
    /// @param leftOver whether the pulse belongs to an earlier process
    /// @param concluded whether the command has its end, or what else it was for has been told
    /// @param confirmed false when the pulse is over and nobody knows whether it was given
    record Unlock(
            PulseCause cause,
            long actedUp,
            @Nullable Long endedUp,
            DoorReading before,
            boolean leftOver,
            boolean concluded,
            boolean confirmed) {
        Unlock(
                PulseCause cause,
                long actedUp,
                @Nullable Long endedUp,
                DoorReading before,
                boolean leftOver,
                boolean concluded) {
            this(cause, actedUp, endedUp, before, leftOver, concluded, true);
        }

        Unlock ended(long up) {
            return new Unlock(cause, actedUp, up, before, leftOver, concluded, confirmed);
        }

        Unlock unconfirmed(long up) {
            return new Unlock(cause, actedUp, up, before, leftOver, concluded, false);
        }

        Unlock withEnd() {
            return new Unlock(cause, actedUp, endedUp, before, leftOver, true, confirmed);
        }
    }

    DoorWatch withCandidate(@Nullable DoorReading reading) {
        return new DoorWatch(reading, 0, unlock, openedBy);
    }

    DoorWatch withUnreadable(int count) {
        return new DoorWatch(null, count, unlock, openedBy);
    }

    DoorWatch withUnlock(@Nullable Unlock changed) {
        return new DoorWatch(candidate, unreadable, changed, openedBy);
    }

    /// The door opened, and its unlock is answered.
    DoorWatch opened(@Nullable PulseCause by) {
        return new DoorWatch(candidate, unreadable, by == null ? unlock : null, by);
    }

    /// Whether an unlock waits for its evidence.
    boolean isUnlocking() {
        return unlock != null && !unlock.concluded();
    }
}
