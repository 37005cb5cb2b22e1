package io.lockward.fleet.dispute;

import io.lockward.fleet.StoredEntry;
import java.util.Locale;

/// One entry that bears on a case.
///
/// @param lane where it is drawn
/// @param words in a sentence, for people
public record Fact(Lane lane, String words, StoredEntry entry) {
    /// Lanes, from the top.
    public enum Lane {
        POWER,
        NETWORK,
        KIOSK,
        DOOR,
        OCCUPANCY,
        PARCEL,
        CODE,
        COMMAND,
        CLIP,
        JOURNAL;

        /// The word for it in the API.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
