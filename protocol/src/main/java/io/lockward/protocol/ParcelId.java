package io.lockward.protocol;

import java.util.UUID;

/// Names one parcel, from its announcement (or its deposit, when nobody announced it) to its collection. Made by the
/// cloud for an announced one, and by the bank's rim for another.
///
/// @param value any UUID of RFC 9562
public record ParcelId(UUID value) implements Comparable<ParcelId> {

    /// Reads the 36-character form; anything else, also other spellings of the same number, is refused.
    ///
    /// @throws IllegalArgumentException when `text` is not the canonical lower-case form
    public static ParcelId parse(String text) {
        return new ParcelId(Uuids.parse(text));
    }

    @Override
    public int compareTo(ParcelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
