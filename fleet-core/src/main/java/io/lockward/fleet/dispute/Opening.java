package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.protocol.CompartmentId;
import org.jspecify.annotations.Nullable;

/// One time a door was open.
///
/// @param closed `null` when it was not seen closed
/// @param id of the movement or command that opened it; `null` when nothing is known to have
record Opening(
        CompartmentId compartment,
        StoredEntry opened,
        @Nullable StoredEntry closed,
        Cause cause,
        @Nullable String id) {
    enum Cause {
        DEPOSIT,
        PICKUP,
        COMMAND,
        /// Nothing unlocked it: the bank says so, or the entries since it was last closed do.
        FORCED,
        /// What came before is not here.
        UNKNOWN
    }

    EntryRef ref() {
        return opened.ref();
    }

    Opening closedBy(StoredEntry entry) {
        return new Opening(compartment, opened, entry, cause, id);
    }

    Opening forced() {
        return new Opening(compartment, opened, closed, Cause.FORCED, null);
    }
}
