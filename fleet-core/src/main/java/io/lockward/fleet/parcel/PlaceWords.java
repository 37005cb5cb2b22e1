package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.Reported;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import org.jspecify.annotations.Nullable;

/// What a bank says now of the compartment that a parcel lies in, by its newest words.
///
/// @param missing the word that nothing is in there, while it holds
/// @param outOfService whether it is out of use
/// @param backInService the word that it is in use again; `null` while it is not, and when it always was
/// @param opened the word that its door moved, when that is the newest one of the door; `null` when it is jammed
public record PlaceWords(
        @Nullable EntryRef missing,
        boolean outOfService,
        @Nullable EntryRef backInService,
        @Nullable EntryRef opened) {
    /// When nothing is known, or nothing matters.
    public static final PlaceWords NONE = new PlaceWords(null, false, null, null);

    /// @param missing the newest word on the condition `missing-content`; `null` when there is none
    /// @param service the newest word on its service
    /// @param door the newest word on its door
    static PlaceWords of(@Nullable Reported missing, @Nullable Reported service, @Nullable Reported door) {
        EntryRef back = service != null && service.entry() instanceof ConfigEntry.Service word && word.inService()
                ? service.ref()
                : null;
        return new PlaceWords(
                missing != null && missing.entry() instanceof ConditionEntry.Raised ? missing.ref() : null,
                service != null && back == null,
                back,
                door != null && !(door.entry() instanceof DoorEntry.Jammed) ? door.ref() : null);
    }
}
