package io.lockward.agent.journal;

import io.lockward.protocol.ChainHash;
import java.util.Arrays;
import java.util.Locale;

/// What is known in memory about one segment file: a sparse index (a point each 16 KiB) and sums. Not thread-
/// safe.
final class Segment {
    private static final int INDEX_STEP = 16 << 10;
    private static final String SUFFIX = ".seg";

    final long base;
    final String name;
    long last;
    int size;
    ChainHash after;
    final long[] bytesOf = new long[Priority.values().length];
    /// Rewriting without entries up to this ordinal was tried: what is left of them would not become smaller.
    int exhausted = -1;

    private long[] pointSeq = new long[4];
    private int[] pointAt = new int[4];
    private int points;

    Segment(Frame header) {
        base = header.seq;
        name = name(base);
        last = base - 1;
        after = header.prev;
        size = header.size();
    }

    static String name(long base) {
        return String.format(Locale.ROOT, "%020d%s", base, SUFFIX);
    }

    static boolean isName(String name) {
        return name.length() == 24
                && name.endsWith(SUFFIX)
                && name.substring(0, 20).matches("\\d{20}");
    }

    /// The record that was just written at the end.
    void add(Frame frame, ChainHash afterFrame) {
        if (points == 0 || size - pointAt[points - 1] >= INDEX_STEP) {
            if (points == pointAt.length) {
                pointSeq = Arrays.copyOf(pointSeq, points * 2);
                pointAt = Arrays.copyOf(pointAt, points * 2);
            }
            pointSeq[points] = frame.seq;
            pointAt[points++] = size;
        }
        if (frame.kind == Frame.Kind.ENTRY) {
            bytesOf[frame.priority.rank()] += frame.size();
        }
        size += frame.size();
        last = frame.lastSeq;
        after = afterFrame;
    }

    boolean isEmpty() {
        return last < base;
    }

    /// Where to start reading for `seq`: at or before its record.
    int offsetFor(long seq) {
        int found = Arrays.binarySearch(pointSeq, 0, points, seq);
        int at = found >= 0 ? found : Math.max(0, -found - 2);
        return points == 0 ? size : pointAt[at];
    }

    boolean holdsUpTo(int priority) {
        long sum = 0;
        for (int p = 0; p <= priority; p++) {
            sum += bytesOf[p];
        }
        return sum > 0 && exhausted < priority;
    }
}
