package io.lockward.agent.bank;

import org.jspecify.annotations.Nullable;

/// What is being watched at one lock; uptimes in milliseconds. It starts anew with each process.
///
/// @param closedUp since when its door is known to be closed
/// @param boltOutUp since when its bolt reads out while the door is closed
/// @param looseUp since when it is known not to hold the closed door
/// @param deadUp since when its door's switch cannot be read
record LockWatch(
        @Nullable Long closedUp,
        @Nullable Long boltOutUp,
        @Nullable Long looseUp,
        @Nullable Long deadUp) {
    static final LockWatch START = new LockWatch(null, null, null, null);

    LockWatch withClosed(@Nullable Long since) {
        return new LockWatch(since, since == null ? null : boltOutUp, since == null ? null : looseUp, deadUp);
    }

    LockWatch withBoltOut(@Nullable Long since) {
        return new LockWatch(closedUp, since, looseUp, deadUp);
    }

    LockWatch withLoose(@Nullable Long since) {
        return new LockWatch(closedUp, boltOutUp, since, deadUp);
    }

    LockWatch withDead(@Nullable Long since) {
        return new LockWatch(closedUp, boltOutUp, looseUp, since);
    }
}
