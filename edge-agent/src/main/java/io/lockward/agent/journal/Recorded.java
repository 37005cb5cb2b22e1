package io.lockward.agent.journal;

/// One entry as the journal keeps it: an event, or a gap that stands for a dropped stretch. Immutable; do not write
/// into [#bytes()].
public final class Recorded {
    private final long seq;
    private final long lastSeq;
    private final boolean gap;
    private final Durability durability;
    private final Priority priority;
    private final String type;
    private final byte[] bytes;

    Recorded(long seq, long lastSeq, boolean gap, Durability durability, Priority priority, String type, byte[] bytes) {
        this.seq = seq;
        this.lastSeq = lastSeq;
        this.gap = gap;
        this.durability = durability;
        this.priority = priority;
        this.type = type;
        this.bytes = bytes;
    }

    /// The (first) sequence number, from 1.
    public long seq() {
        return seq;
    }

    /// The last sequence number it occupies: [#seq()] but for a gap.
    public long lastSeq() {
        return lastSeq;
    }

    public boolean isGap() {
        return gap;
    }

    public Durability durability() {
        return durability;
    }

    public Priority priority() {
        return priority;
    }

    /// As given to `append`; `journal.gap` for a gap.
    public String type() {
        return type;
    }

    /// The entry exactly as appended; for a gap, what [GapBody] wrote.
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return type + "[" + seq + (gap ? ".." + lastSeq : "") + ", " + bytes.length + " bytes]";
    }
}
