package io.lockward.agent.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What [Recovery] hands over: a folder in order.
///
/// @param segments oldest first; the last one takes what is appended
/// @param snapshotSeqs of the readable snapshots, oldest first
record Opened(
        Identity identity,
        long acknowledged,
        List<Segment> segments,
        @Nullable Snapshot snapshot,
        List<Long> snapshotSeqs,
        Recovered recovered) {}
