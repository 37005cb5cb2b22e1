package io.lockward.agent.journal;

/// The bounds of a journal, in bytes.
///
/// @param maxBytes all segments together, at least four segments; snapshots (two at most) and the reserve
///     come on top
/// @param segmentBytes one segment file; also the reserve kept for making room on a full disk
/// @param entryBytes the largest entry taken, 32 KiB at most; with its frame it fits a quarter of a segment
/// @param snapshotBytes the largest snapshot taken
/// @param tailBytes the newest entries kept in memory for reading
public record JournalLimits(long maxBytes, int segmentBytes, int entryBytes, int snapshotBytes, int tailBytes) {

    /// 64 MiB in segments of 1 MiB; entries to 16 KiB; snapshots to 4 MiB; 256 KiB of tail in memory.
    public static final JournalLimits DEFAULT = new JournalLimits(64L << 20, 1 << 20, 16 << 10, 4 << 20, 256 << 10);

    public JournalLimits {
        if (entryBytes < 16
                || entryBytes > 32 << 10
                || segmentBytes < 4 * (entryBytes + Frame.MAX_OVERHEAD)
                || segmentBytes > 64 << 20) {
            throw new IllegalArgumentException("A segment holds at least four of the largest entries, 64 MiB at most");
        }
        if (maxBytes < 4L * segmentBytes) {
            throw new IllegalArgumentException("A journal holds at least four segments");
        }
        if (snapshotBytes < 0 || tailBytes < 0) {
            throw new IllegalArgumentException("Sizes are not negative");
        }
    }

    /// The defaults with another total.
    public static JournalLimits ofBytes(long maxBytes) {
        return new JournalLimits(
                maxBytes, DEFAULT.segmentBytes, DEFAULT.entryBytes, DEFAULT.snapshotBytes, DEFAULT.tailBytes);
    }
}
