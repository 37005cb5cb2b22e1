package io.lockward.agent.journal;

import io.lockward.protocol.ChainHash;
import java.util.List;

/// Consecutive durable entries, oldest first: the seq of each is the last seq of the one before it plus 1.
///
/// @param first the seq of the first entry; below the one asked for when that lies inside a gap, above it when
///     earlier entries were acknowledged and are gone; where the next entry will be when there are none
/// @param prev the chain hash before `first`
/// @param entries none when the reader has caught up
public record Run(long first, ChainHash prev, List<Recorded> entries) {
    public Run {
        entries = List.copyOf(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Where to read on.
    public long nextSeq() {
        return entries.isEmpty() ? first : entries.getLast().lastSeq() + 1;
    }
}
