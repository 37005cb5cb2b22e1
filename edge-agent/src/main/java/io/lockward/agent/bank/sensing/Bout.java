package io.lockward.agent.bank.sensing;

import org.jspecify.annotations.Nullable;

/// How long a sensor has been ill, or well, without a break.
///
/// @param illUp uptime in milliseconds since when something speaks against it; `null` when nothing does
/// @param wellUp since when nothing does; `null` before that was seen behind a shut door
record Bout(@Nullable Long illUp, @Nullable Long wellUp) {
    static final Bout START = new Bout(null, null);

    /// What passes within a minute is nobody's business: a sensor that is read again, somebody who leans on the bank.
    static final long ILL_MILLIS = 60_000;

    /// Longer than any diagnosis takes to come back after a door moved: a sensor that was found out is not called well
    /// in between.
    static final long WELL_MILLIS = 300_000;

    /// @param isWell whether nothing speaks against it now
    /// @param isTelling whether that says something: it was heard, and the door is shut
    Bout then(boolean isWell, boolean isTelling, long up) {
        if (!isWell) {
            return illUp != null ? this : new Bout(up, null);
        }
        Long since = wellUp == null && isTelling ? Long.valueOf(up) : wellUp;
        Bout next = new Bout(null, since);
        return next.equals(this) ? this : next;
    }

    Standing standing(long up) {
        if (illUp != null && up - illUp >= ILL_MILLIS) {
            return Standing.ILL;
        }
        return wellUp != null && up - wellUp >= WELL_MILLIS ? Standing.WELL : Standing.OPEN;
    }
}
