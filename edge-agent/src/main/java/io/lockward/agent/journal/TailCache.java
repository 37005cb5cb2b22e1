package io.lockward.agent.journal;

import java.util.ArrayList;
import java.util.List;

/// The newest durable entries, for the reader that keeps up. Not thread-safe.
final class TailCache {
    private final int maxBytes;
    private final List<Frame> frames = new ArrayList<>();
    private int head;
    private long bytes;

    TailCache(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(Frame frame) {
        frames.add(frame);
        bytes += frame.size();
        while (bytes > maxBytes && head < frames.size()) {
            bytes -= frames.get(head++).size();
        }
        if (head > 64 && head > frames.size() / 2) {
            frames.subList(0, head).clear();
            head = 0;
        }
    }

    /// Whether the entry is here. Only entries are, never gaps, so numbers and places run in step.
    boolean holds(long seq) {
        return head < frames.size() && seq >= frames.get(head).seq && seq <= frames.getLast().seq;
    }

    List<Frame> from(long seq) {
        return frames.subList(head + (int) (seq - frames.get(head).seq), frames.size());
    }
}
