package io.lockward.protocol.entry;

import io.lockward.protocol.ChainHash;

/// One entry as it came over the wire.
///
/// @param seq its number in the journal, from 1
/// @param lastSeq the last number it occupies: `seq`, but for a `journal.gap`
/// @param type what it calls itself
/// @param json its exact text; the hash chain runs over the UTF-8 bytes of this
/// @param chain where the chain stands after it
public record ReceivedEntry(
        long seq, long lastSeq, Stamp stamp, String type, Entry entry, String json, ChainHash chain) {}
