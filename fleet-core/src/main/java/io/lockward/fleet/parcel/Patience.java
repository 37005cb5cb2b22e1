package io.lockward.fleet.parcel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long parcels may wait. All spans are longer than nothing.
///
/// @param remindAfter from then on its recipient is reminded, once for each such span
/// @param overdueAfter from then on it waits too long
/// @param returnAfter from then on it goes back by itself; longer than `overdueAfter`. `null` when nothing goes back
///     unless a person says so
public record Patience(
        Duration remindAfter,
        Duration overdueAfter,
        @Nullable Duration returnAfter) {
    /// @throws IllegalArgumentException when a span is not longer than it has to be
    public Patience {
        if (!remindAfter.isPositive() || !overdueAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "lockward.parcel.remind-after and lockward.parcel.overdue-after are longer than nothing");
        }
        if (returnAfter != null && returnAfter.compareTo(overdueAfter) <= 0) {
            throw new IllegalArgumentException(
                    "lockward.parcel.return-after is longer than lockward.parcel.overdue-after: nothing goes back"
                            + " without a word before");
        }
    }

    /// Of one that waits less long nothing is to be said or done.
    public Duration shortest() {
        return remindAfter.compareTo(overdueAfter) < 0 ? remindAfter : overdueAfter;
    }
}
