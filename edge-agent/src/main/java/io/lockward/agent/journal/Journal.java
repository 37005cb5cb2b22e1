package io.lockward.agent.journal;

import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import java.util.function.Consumer;

/// The durable, numbered, hash-linked log of one bank.
///
/// Any thread may call any method. Writers ([#append], [#sync], [#acknowledge], [#snapshot], [#close]) are serialised;
/// a reader waits for memory and for other readers, never for a force.
public final class Journal implements AutoCloseable {

    private Journal() {}

    /// Opens what is in the folder, mends what a power cut left, or makes a new journal.
    ///
    /// @throws JournalFailed when the folder is in use or cannot be read or put in order
    public static Journal open(Disk disk, JournalLimits limits, JournalSetup setup) {
        throw new UnsupportedOperationException("not yet");
    }

    public JournalId id() {
        throw new UnsupportedOperationException("not yet");
    }

    /// From 1; higher than that of any journal known to have been here before.
    public long epoch() {
        throw new UnsupportedOperationException("not yet");
    }

    /// The boot counter, from 1.
    public long boot() {
        throw new UnsupportedOperationException("not yet");
    }

    public Recovered recovered() {
        throw new UnsupportedOperationException("not yet");
    }

    /// Takes an entry and numbers it. It is in memory until [#sync()]; no reader sees it before.
    ///
    /// @param type lowercase name of the entry's type, for the counts of a gap
    /// @throws EntryRefused when it is empty or too large; nothing changed
    /// @throws JournalFull when there is no space to take more; nothing changed
    public long append(byte[] entry, Durability durability, Priority priority, String type) {
        throw new UnsupportedOperationException("not yet");
    }

    /// Makes everything appended so far durable, with one force. Cheap when nothing is pending.
    ///
    /// @throws JournalFull when the disk is full: entries stay pending
    /// @throws JournalFailed when the disk failed: the process must restart
    public void sync() {
        throw new UnsupportedOperationException("not yet");
    }

    public Pending pending() {
        throw new UnsupportedOperationException("not yet");
    }

    /// The last number given, durable or not; 0 at first.
    public long lastSeq() {
        throw new UnsupportedOperationException("not yet");
    }

    /// The last number that is durable, and so visible to readers.
    public long durableSeq() {
        throw new UnsupportedOperationException("not yet");
    }

    /// The chain hash after [#lastSeq()], for a checkpoint.
    public ChainHash head() {
        throw new UnsupportedOperationException("not yet");
    }

    /// Reads durable entries from `fromSeq` on: at least one if there is one, else as many as fit.
    ///
    /// @param maxBytes bound on the sum of entry bytes, at least 1
    /// @param maxEntries bound on entries, at least 1
    public Run read(long fromSeq, int maxBytes, int maxEntries) {
        throw new UnsupportedOperationException("not yet");
    }

    /// The cloud has committed everything up to `upTo`. Never goes back. Kept lazily: a power cut may forget the
    /// latest.
    ///
    /// @return false when it changes nothing: not above the last one, or above what is durable (no sane cloud says so)
    public boolean acknowledge(long upTo) {
        throw new UnsupportedOperationException("not yet");
    }

    /// Everything up to this number was acknowledged; 0 at first.
    public long acknowledged() {
        throw new UnsupportedOperationException("not yet");
    }

    /// Keeps the state of the bank as of [#lastSeq()], durably (syncs first), so that a restart replays only what
    /// follows.
    ///
    /// @throws EntryRefused when it is too large
    public void snapshot(byte[] state) {
        throw new UnsupportedOperationException("not yet");
    }

    /// True when so much followed the last snapshot that replay would be long, or dropping at the limit could touch it.
    public boolean advisesSnapshot() {
        throw new UnsupportedOperationException("not yet");
    }

    /// Gives the newest snapshot found at opening (an empty array when there is none), then every entry after it.
    public void replay(Consumer<byte[]> snapshot, Consumer<Recorded> entry) {
        throw new UnsupportedOperationException("not yet");
    }

    public JournalStats stats() {
        throw new UnsupportedOperationException("not yet");
    }

    /// Syncs, keeps the acknowledgement and lets go of the disk. Twice is once.
    @Override
    public void close() {
        throw new UnsupportedOperationException("not yet");
    }
}
