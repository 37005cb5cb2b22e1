package io.lockward.protocol;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// One request to act on a bank, the same from the REST call to the evidence.
///
/// @param value a UUIDv7 (RFC 9562)
public record CommandId(UUID value) implements Comparable<CommandId> {

    /// Reads the 36-character form; anything else, also other spellings of the same number, is refused.
    ///
    /// @throws IllegalArgumentException when `text` is not the canonical lower-case form
    public static CommandId parse(String text) {
        return new CommandId(Uuids.parse(text));
    }

    /// Makes an id that sorts by time.
    ///
    /// @param now the cloud's wall clock; its milliseconds are the id's first 48 bits (RFC 9562, section 5.7)
    /// @param random source of the other 74 bits; must be unpredictable in production
    public static CommandId next(Instant now, RandomGenerator random) {
        long time = now.toEpochMilli() << 16;
        long version = 0x7000L | (random.nextLong() & 0x0FFFL);
        long variant = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
        return new CommandId(new UUID(time | version, variant));
    }

    @Override
    public int compareTo(CommandId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
