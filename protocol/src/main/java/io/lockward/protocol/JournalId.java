package io.lockward.protocol;

import java.util.UUID;

/// One journal of one bank. A bank whose journal was lost starts another with a higher epoch.
///
/// @param value a random UUID made when the journal was created
public record JournalId(UUID value) implements Comparable<JournalId> {

    /// Reads the 36-character form; anything else, also other spellings of the same number, is refused.
    ///
    /// @throws IllegalArgumentException when `text` is not the canonical lower-case form
    public static JournalId parse(String text) {
        return new JournalId(Uuids.parse(text));
    }

    @Override
    public int compareTo(JournalId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
