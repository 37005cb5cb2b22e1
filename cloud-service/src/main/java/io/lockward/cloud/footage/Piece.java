package io.lockward.cloud.footage;

/// A piece of a clip's content, an object of its own in the vault.
///
/// @param start its first byte within the content, from 0
/// @param bytes how long it is, decrypted, from 1
/// @param object its name in the vault
record Piece(long start, long bytes, String object) {
    /// The first byte after it.
    long end() {
        return start + bytes;
    }
}
