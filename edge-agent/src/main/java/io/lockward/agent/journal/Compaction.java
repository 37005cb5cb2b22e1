package io.lockward.agent.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the log smaller: drops the lowest priority first, of each the oldest first, a closed segment at a time. Each
/// dropped stretch becomes one gap that keeps its numbers and its place in the chain, and gaps side by side become
/// one. A stretch whose gap would not be smaller than itself stays.
final class Compaction {
    private final SegmentLog log;
    private long droppedEntries;

    Compaction(SegmentLog log) {
        this.log = log;
    }

    void shrinkTo(long bytes) throws IOException {
        for (Priority priority : Priority.values()) {
            int p = priority.rank();
            for (int i = 0; i < log.closed().size() && log.bytes() > bytes; i++) {
                if (log.closed().get(i).holdsUpTo(p)) {
                    i = rewrite(i, p);
                }
            }
        }
    }

    /// Rewrites closed segment `i`, together with neighbours that have become small.
    ///
    /// @return the place of the result
    private int rewrite(int i, int priority) throws IOException {
        Segment segment = log.closed().get(i);
        List<Frame> frames = thinned(SegmentFile.read(log.disk, segment.name).frames(), priority);
        int size = sizeOf(frames);
        int from = i;
        int to = i;
        int room = log.limits.segmentBytes();
        while (from > 0 && size + log.closed().get(from - 1).size <= room) {
            size += log.closed().get(--from).size;
        }
        while (to + 1 < log.closed().size() && size + log.closed().get(to + 1).size <= room) {
            size += log.closed().get(++to).size;
        }
        if (from == to && size >= segment.size - Frame.FIXED - Identity.BYTES) {
            segment.exhausted = priority;
            return i;
        }
        List<Frame> all = new ArrayList<>();
        for (int k = from; k <= to; k++) {
            all.addAll(SegmentFile.read(log.disk, log.closed().get(k).name).frames());
        }
        droppedEntries = 0;
        List<Frame> kept = thinned(all, priority);
        Frame header =
                Frame.header(log.closed().get(from).base, log.durable(), kept.getFirst().prev, log.identity.encode());
        Segment rewritten = Reserve.withSpace(log.disk, () -> SegmentFile.writeBeside(log.disk, header, kept));
        rewritten.exhausted = priority;
        log.replace(from, to, rewritten, droppedEntries);
        return from;
    }

    private List<Frame> thinned(List<Frame> frames, int priority) {
        List<Frame> kept = new ArrayList<>();
        List<Frame> stretch = new ArrayList<>();
        for (Frame frame : frames) {
            if (frame.kind == Frame.Kind.GAP || frame.priority.rank() <= priority) {
                stretch.add(frame);
            } else {
                close(stretch, kept);
                kept.add(frame);
            }
        }
        close(stretch, kept);
        return kept;
    }

    private void close(List<Frame> stretch, List<Frame> kept) {
        if (stretch.size() == 1 && stretch.getFirst().kind == Frame.Kind.GAP) {
            kept.addAll(stretch);
        } else if (!stretch.isEmpty()) {
            SortedMap<String, Long> counts = new TreeMap<>();
            long entries = 0;
            for (Frame frame : stretch) {
                if (frame.kind == Frame.Kind.GAP) {
                    frame.dropped.forEach((type, count) -> counts.merge(type, count, Long::sum));
                } else {
                    counts.merge(frame.type, 1L, Long::sum);
                    entries++;
                }
            }
            Frame first = stretch.getFirst();
            Frame last = stretch.getLast();
            Frame gap =
                    Frame.gap(first.seq, last.lastSeq, log.durable(), first.prev, counts, last.after(), log.gapBody);
            boolean smaller = gap.size() < sizeOf(stretch);
            kept.addAll(smaller ? List.of(gap) : stretch);
            droppedEntries += smaller ? entries : 0;
        }
        stretch.clear();
    }

    private static int sizeOf(List<Frame> frames) {
        int size = 0;
        for (Frame frame : frames) {
            size += frame.size();
        }
        return size;
    }
}
