package io.lockward.protocol;

import java.util.UUID;

/// One connection of a bank to the broker; a will of an older session is told apart by it.
///
/// @param value a random UUID made at each connect
public record SessionId(UUID value) implements Comparable<SessionId> {

    /// Reads the 36-character form; anything else, also other spellings of the same number, is refused.
    ///
    /// @throws IllegalArgumentException when `text` is not the canonical lower-case form
    public static SessionId parse(String text) {
        return new SessionId(Uuids.parse(text));
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
