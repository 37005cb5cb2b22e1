package io.lockward.protocol;

import java.util.UUID;

/// One run of a controller's kernel, as the kernel names it (`/proc/sys/kernel/random/boot_id`).
///
/// @param value the kernel's UUID
public record BootId(UUID value) implements Comparable<BootId> {

    /// Reads the 36-character form; anything else, also other spellings of the same number, is refused.
    ///
    /// @throws IllegalArgumentException when `text` is not the canonical lower-case form
    public static BootId parse(String text) {
        return new BootId(Uuids.parse(text));
    }

    @Override
    public int compareTo(BootId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
