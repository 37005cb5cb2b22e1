package io.lockward.agent.journal;

/// Figures for the telemetry of a journal.
///
/// @param bytes of all segments
/// @param segments files
/// @param firstSeq the oldest sequence number kept
/// @param droppedEntries entries dropped for space since opening
/// @param syncs forces of the log since opening
public record JournalStats(long bytes, int segments, long firstSeq, long droppedEntries, long syncs) {}
