package io.lockward.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A set of sequence numbers as ranges, both ends included, that neither overlap nor touch. Immutable.
public final class SeqRanges {
    /// No numbers at all.
    public static final SeqRanges EMPTY = new SeqRanges(new long[0]);

    /// `from` to `to`, both included; 1 or more.
    public record Range(long from, long to) {
        public Range {
            if (from < 1 || to < from || to == Long.MAX_VALUE) {
                throw new IllegalArgumentException("a range goes up, from 1");
            }
        }
    }

    /// from, to, from, to …, rising
    private final long[] ends;

    private SeqRanges(long[] ends) {
        this.ends = ends;
    }

    public static SeqRanges of(long from, long to) {
        return EMPTY.with(from, to);
    }

    public boolean isEmpty() {
        return ends.length == 0;
    }

    public boolean contains(long seq) {
        int at = Arrays.binarySearch(ends, seq);
        // Inside a range the insertion point is odd: after a `from`, before its `to`.
        return at >= 0 || ((-at - 1) & 1) == 1;
    }

    /// The end of the range that starts at 1: everything up to here is in the set; 0 when 1 is not.
    public long upTo() {
        return ends.length > 0 && ends[0] == 1 ? ends[1] : 0;
    }

    /// The highest number in the set, 0 when it is empty.
    public long last() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /// How many numbers are in the set.
    public long count() {
        long sum = 0;
        for (int i = 0; i < ends.length; i += 2) {
            sum += ends[i + 1] - ends[i] + 1;
        }
        return sum;
    }

    public List<Range> ranges() {
        List<Range> ranges = new ArrayList<>(ends.length / 2);
        for (int i = 0; i < ends.length; i += 2) {
            ranges.add(new Range(ends[i], ends[i + 1]));
        }
        return ranges;
    }

    /// This set and everything from `from` to `to`.
    public SeqRanges with(long from, long to) {
        Range added = new Range(from, to);
        long[] next = new long[ends.length + 2];
        int size = 0;
        long low = added.from;
        long high = added.to;
        boolean placed = false;
        for (int i = 0; i < ends.length; i += 2) {
            if (ends[i + 1] + 1 < low) {
                next[size++] = ends[i];
                next[size++] = ends[i + 1];
            } else if (ends[i] > high + 1) {
                if (!placed) {
                    next[size++] = low;
                    next[size++] = high;
                    placed = true;
                }
                next[size++] = ends[i];
                next[size++] = ends[i + 1];
            } else {
                low = Math.min(low, ends[i]);
                high = Math.max(high, ends[i + 1]);
            }
        }
        if (!placed) {
            next[size++] = low;
            next[size++] = high;
        }
        return new SeqRanges(Arrays.copyOf(next, size));
    }

    public SeqRanges with(SeqRanges other) {
        SeqRanges all = this;
        for (Range range : other.ranges()) {
            all = all.with(range.from, range.to);
        }
        return all;
    }

    /// The part of `from` to `to` that is not in this set.
    public SeqRanges missing(long from, long to) {
        SeqRanges missing = EMPTY;
        long next = from;
        for (int i = 0; i < ends.length && next <= to; i += 2) {
            if (ends[i + 1] < next) {
                continue;
            }
            if (ends[i] > next) {
                missing = missing.with(next, Math.min(to, ends[i] - 1));
            }
            next = Math.max(next, ends[i + 1] + 1);
        }
        return next <= to ? missing.with(next, to) : missing;
    }

    /// This set without everything from `from` to `to`.
    public SeqRanges without(long from, long to) {
        if (isEmpty()) {
            return this;
        }
        SeqRanges left = EMPTY;
        for (Range range : ranges()) {
            if (range.to < from || range.from > to) {
                left = left.with(range.from, range.to);
                continue;
            }
            if (range.from < from) {
                left = left.with(range.from, from - 1);
            }
            if (range.to > to) {
                left = left.with(to + 1, range.to);
            }
        }
        return left;
    }

    /// The text of a PostgreSQL `int8multirange`, such as `{[1,5),[7,9)}`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < ends.length; i += 2) {
            if (i > 0) {
                text.append(',');
            }
            text.append('[').append(ends[i]).append(',').append(ends[i + 1] + 1).append(')');
        }
        return text.append('}').toString();
    }

    /// Reads what [#toString] and PostgreSQL write.
    ///
    /// @throws IllegalArgumentException when `text` is no such set
    public static SeqRanges parse(String text) {
        if (text.length() < 2 || text.charAt(0) != '{' || text.charAt(text.length() - 1) != '}') {
            throw new IllegalArgumentException("not a multirange");
        }
        SeqRanges ranges = EMPTY;
        int at = 1;
        while (at < text.length() - 1) {
            int comma = text.indexOf(',', at);
            int close = text.indexOf(')', at);
            if (text.charAt(at) != '[' || comma < 0 || close < comma) {
                throw new IllegalArgumentException("not a multirange");
            }
            long from = Long.parseLong(text, at + 1, comma, 10);
            long to = Long.parseLong(text, comma + 1, close, 10) - 1;
            ranges = ranges.with(from, to);
            at = close + 2;
        }
        return ranges;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeqRanges that && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ends);
    }
}
