package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import java.util.List;
import java.util.Locale;

/// One thing that a dispute can be settled with, and whether it is there.
///
/// @param words what is there, or what is missing and why; for people
/// @param evidence the entries that show it
public record ChecklistItem(Item item, Standing standing, String words, List<EntryRef> evidence) {
    public ChecklistItem {
        evidence = List.copyOf(evidence);
    }

    /// What is looked for, in the order in which a person asks.
    public enum Item {
        DELIVERY_SCAN,
        DEPOSIT_SENSED,
        DOOR_CLOSED,
        CODE_USED,
        PICKUP_SENSED,
        CLIPS,
        KIOSK_SESSION,
        NETWORK,
        JOURNAL_WHOLE,
        SIGNED,
        CLOCK;

        /// The word for it in the API.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Whether it is there.
    public enum Standing {
        THERE,
        MISSING,
        NOT_APPLICABLE;

        /// The word for it in the API.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
