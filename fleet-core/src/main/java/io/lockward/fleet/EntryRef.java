package io.lockward.fleet;

import io.lockward.protocol.JournalId;
import java.util.Comparator;

/// Points at one entry of one journal: the evidence behind a statement.
///
/// @param epoch the journal's epoch, from 1; with `seq` it orders everything one bank ever said
/// @param seq the entry's number, from 1
public record EntryRef(JournalId journal, long epoch, long seq) implements Comparable<EntryRef> {
    private static final Comparator<EntryRef> ORDER = Comparator.comparingLong(EntryRef::epoch)
            .thenComparingLong(EntryRef::seq)
            .thenComparing(EntryRef::journal);

    @Override
    public int compareTo(EntryRef other) {
        return ORDER.compare(this, other);
    }
}
