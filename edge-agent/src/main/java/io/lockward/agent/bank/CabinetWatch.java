package io.lockward.agent.bank;

import org.jspecify.annotations.Nullable;

/// What the cabinet's own switch said lately.
///
/// @param last the last reading: whether it stands open; `null` when it could not be read
/// @param inARow how often in a row it said that, counted up to [#FAULTY]
record CabinetWatch(@Nullable Boolean last, int inARow) {
    /// So many readings in a row count: a contact that a lorry shakes is no thief.
    static final int AGREED = 2;

    /// So many readings in a row without an answer make the switch faulty.
    static final int FAULTY = 3;

    static final CabinetWatch START = new CabinetWatch(null, 0);

    CabinetWatch then(@Nullable Boolean open) {
        return java.util.Objects.equals(open, last)
                ? new CabinetWatch(open, Math.min(FAULTY, inARow + 1))
                : new CabinetWatch(open, 1);
    }
}
