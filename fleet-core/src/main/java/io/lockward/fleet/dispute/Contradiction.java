package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import java.util.List;
import java.util.Locale;

/// Evidence that does not fit other evidence.
///
/// @param words in a sentence, for people
/// @param evidence the entries that do not fit each other
public record Contradiction(Kind kind, String words, List<EntryRef> evidence) {
    public Contradiction {
        evidence = List.copyOf(evidence);
    }

    /// Kinds, the worst first.
    public enum Kind {
        /// A door opened that nothing unlocked.
        OPENED_WITHOUT_UNLOCK,
        /// The books say one thing and the sensors another.
        BOOKS_AND_SENSOR,
        /// The door was opened with the code and nothing was taken.
        CODE_USED_WEIGHT_STAYS,
        /// Codes of more than one parcel opened the door while it lay there.
        TWO_CODES,
        /// Somebody at the screen said that it was not there, and the sensors say it was.
        SAID_NOT_THERE,
        /// The cloud's books say something else than these entries do.
        BOOKS_DIFFER,
        /// Numbers of the journal are missing.
        JOURNAL_GAP,
        /// The bank began a new journal within the span.
        JOURNAL_REPLACED,
        /// A clip does not show all of what it was made for.
        CLIP_MISSES_EVENT,
        /// The bank's clock was set while it ran.
        CLOCK_STEPPED;

        /// The word for it in the API.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
