package io.lockward.agent.link;

import io.lockward.protocol.ChainHash;
import java.util.List;

/// The durable entries of the bank's journal, as the uplink reads them. Nothing that is not durable shows here.
public interface Backlog {

    /// The last durable sequence number; 0 at first. Never goes back.
    long durableUpTo();

    /// Consecutive durable entries: at least one if there is one at or after `fromSeq`, else as many as fit.
    ///
    /// @param fromSeq from 1
    /// @param maxBytes bound on the sum of the entries' bytes, at least 1
    /// @param maxEntries at least 1
    Stretch read(long fromSeq, int maxBytes, int maxEntries);

    /// @param first the sequence number of the first entry: the one asked for, or below it inside a gap, or above it
    ///     when entries in between are gone
    /// @param last the last sequence number occupied; `first - 1` when there are no entries
    /// @param prev the chain hash before `first`
    /// @param entries the exact bytes of each; must not be changed
    record Stretch(long first, long last, ChainHash prev, List<byte[]> entries) {
        public Stretch {
            entries = List.copyOf(entries);
        }
    }
}
