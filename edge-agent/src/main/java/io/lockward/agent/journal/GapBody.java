package io.lockward.agent.journal;

import io.lockward.protocol.ChainHash;
import java.util.Map;

/// Writes the bytes of a `journal.gap` entry. Must not call the journal.
@FunctionalInterface
public interface GapBody {

    /// The type under which entries are counted whose type can no longer be read.
    String UNKNOWN_TYPE = "unknown";

    /// @param from the first sequence number that is gone
    /// @param to the last one
    /// @param droppedByType how many entries of each type went, sorted by type
    /// @param chainAfterTo the chain hash after `to`: the chain goes on from it
    byte[] render(long from, long to, Map<String, Long> droppedByType, ChainHash chainAfterTo);
}
