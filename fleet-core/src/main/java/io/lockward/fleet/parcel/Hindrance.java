package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import org.jspecify.annotations.Nullable;

/// That nobody could get at a parcel: its door stayed shut, or was taken out of use. Pure.
///
/// @param source the entry that tells of it
/// @param outOfService whether its bank took the compartment out of use; else its recipient stood before a door that
///     did not open
record Hindrance(EntryRef source, boolean outOfService) {
    /// Whether the compartment works again: it was put back into use since, or a door that was merely stuck moved.
    boolean isOver(PlaceWords words) {
        return !words.outOfService() && (isLater(words.backInService()) || (!outOfService && isLater(words.opened())));
    }

    private boolean isLater(@Nullable EntryRef word) {
        return word != null && word.compareTo(source) > 0;
    }
}
