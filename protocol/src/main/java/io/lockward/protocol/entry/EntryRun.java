package io.lockward.protocol.entry;

import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import java.util.List;

/// A run of journal entries without a hole, oldest first.
///
/// @param journal whose
/// @param epoch the journal's epoch, from 1
/// @param first the sequence number of the first entry, from 1
/// @param prev the chain hash of the entry before it
/// @param entries at least one
public record EntryRun(JournalId journal, long epoch, long first, ChainHash prev, List<ReceivedEntry> entries) {
    /// More entries than this are not accepted in one run.
    public static final int MAX_ENTRIES = 1_000;

    /// No entry's JSON is longer than this, in bytes.
    public static final int MAX_ENTRY_BYTES = 16 * 1024;

    public EntryRun {
        entries = List.copyOf(entries);
    }

    /// The last sequence number the run occupies.
    public long last() {
        return entries.getLast().lastSeq();
    }
}
