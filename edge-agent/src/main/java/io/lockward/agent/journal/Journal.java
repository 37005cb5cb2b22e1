package io.lockward.agent.journal;

import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The durable, numbered, hash-linked log of one bank.
///
/// Any thread may call any method. Writers ([#append], [#sync], [#acknowledge], [#snapshot], [#close]) are
/// serialised; a reader waits for memory and for other readers, never for a force.
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int ACKNOWLEDGED_WRITE_STEP = 512;

    private final ReentrantLock writer = new ReentrantLock();
    private final Disk disk;
    private final JournalLimits limits;
    private final JournalSetup setup;
    private final Recovered recovered;
    private final @Nullable Snapshot found;
    private final SegmentLog log;

    private final List<Frame> waiting = new ArrayList<>();
    private final ByteArrayOutputStream waitingBytes = new ByteArrayOutputStream();
    private volatile Waiting pending = Waiting.NONE;
    private volatile long last;
    private volatile ChainHash head;
    private volatile long acknowledged;
    private volatile @Nullable JournalFailed failure;
    private final AtomicLong bytesSinceSnapshot = new AtomicLong();
    private long writtenAcknowledged;
    private List<Long> snapshotSeqs;
    private final DiskProof proof = new DiskProof();
    private volatile long provenUp;
    private boolean closed;

    private record Waiting(int entries, int bytes, boolean beforeEffect, long sinceMillis) {
        static final Waiting NONE = new Waiting(0, 0, false, 0);
    }

    private Journal(Disk disk, JournalLimits limits, JournalSetup setup, Opened opened) throws IOException {
        this.disk = disk;
        this.limits = limits;
        this.setup = setup;
        recovered = opened.recovered();
        found = opened.snapshot();
        snapshotSeqs = opened.snapshotSeqs();
        acknowledged = opened.acknowledged();
        writtenAcknowledged = acknowledged;
        log = new SegmentLog(disk, limits, setup.gapBody(), opened);
        last = log.durable();
        head = log.durableHead();
        provenUp = setup.uptimeMillis().getAsLong();
        bytesSinceSnapshot.set(log.bytesAfter(snapshotSeqs.isEmpty() ? 0 : snapshotSeqs.getLast()));
    }

    /// Opens what is in the folder, mends what a power cut left, or makes a new journal. It closes the disk.
    ///
    /// @throws JournalFailed when the folder cannot be read or put in order
    public static Journal open(Disk disk, JournalLimits limits, JournalSetup setup) {
        try {
            Opened opened = Recovery.open(disk, limits, setup);
            Journal journal = new Journal(disk, limits, setup, opened);
            Reserve.restore(disk, limits.segmentBytes());
            LOG.atLevel(opened.recovered().lostSomething() ? Level.ERROR : Level.DEBUG)
                    .addKeyValue("journal", journal.id())
                    .addKeyValue("epoch", journal.epoch())
                    .addKeyValue("boot", journal.boot())
                    .addKeyValue("seq", journal.lastSeq())
                    .addKeyValue("recovered", opened.recovered())
                    .log("Journal open");
            return journal;
        } catch (IOException broken) {
            throw new JournalFailed(JournalFailed.Reason.OPEN_FAILED, "The journal cannot be opened", broken);
        }
    }

    public JournalId id() {
        return log.identity.journal();
    }

    /// From 1; higher than that of any journal known to have been here before.
    public long epoch() {
        return log.identity.epoch();
    }

    /// The boot counter, from 1.
    public long boot() {
        return log.identity.boot();
    }

    public Recovered recovered() {
        return recovered;
    }

    /// Remembers for the rest of this boot that something is lost ([Recovered#mayHaveForgotten]).
    public void markLoss() {
        onDisk(JournalFailed.Reason.WRITE_FAILED, () -> LossMark.set(disk, log.identity.bootId()));
    }

    /// Syncs, and remembers that this process was asked to stop. An entry after it makes it void.
    public void markStopped() {
        sync();
        onDisk(JournalFailed.Reason.WRITE_FAILED, () -> StopMark.write(disk, log.identity, log.durable()));
    }

    /// Takes an entry and numbers it. It is in memory until [#sync()]; no reader sees it before.
    ///
    /// @param type lowercase name of the entry's type, for the counts of a gap
    /// @throws EntryRefused when it is empty or too large; nothing changed
    /// @throws JournalFull when there is no space to take more; nothing changed
    public long append(byte[] entry, Durability durability, Priority priority, String type) {
        EntryRefused.check(entry, type, limits.entryBytes());
        writer.lock();
        try {
            checkUsable();
            int size = Frame.FIXED + type.length() + entry.length;
            if (!log.fits(waitingBytes.size() + size)) {
                startSegment();
            }
            Frame frame = Frame.entry(last + 1, log.durable(), head, durability, priority, type, entry);
            waiting.add(frame);
            waitingBytes.writeBytes(frame.encode());
            Waiting before = pending;
            pending = new Waiting(
                    waiting.size(),
                    waitingBytes.size(),
                    before.beforeEffect || durability == Durability.BEFORE_EFFECT,
                    before.entries == 0 ? setup.uptimeMillis().getAsLong() : before.sinceMillis);
            head = frame.after();
            last = frame.seq;
            bytesSinceSnapshot.addAndGet(size);
            return last;
        } finally {
            writer.unlock();
        }
    }

    private void startSegment() {
        sync();
        if (!log.activeIsEmpty()) {
            onDisk(JournalFailed.Reason.WRITE_FAILED, log::roll);
        }
    }

    /// Makes everything appended so far durable, with one force. Cheap when nothing is pending.
    ///
    /// @throws JournalFull when the disk is full: entries stay pending
    /// @throws JournalFailed when the disk failed: the process must restart
    public void sync() {
        writer.lock();
        try {
            checkUsable();
            if (waiting.isEmpty()) {
                return;
            }
            onDisk(JournalFailed.Reason.WRITE_FAILED, () -> log.write(waitingBytes.toByteArray()));
            try {
                log.force();
            } catch (IOException broken) {
                throw fail(JournalFailed.Reason.FORCE_FAILED, "A force of the journal failed", broken);
            }
            provenUp = setup.uptimeMillis().getAsLong();
            log.publish(waiting, head);
            waiting.clear();
            waitingBytes.reset();
            pending = Waiting.NONE;
        } finally {
            writer.unlock();
        }
    }

    /// Shows that the disk still takes writes, for a bank that has had none to make: one byte beside the log, forced.
    /// Takes as long as the disk does. A full disk has answered, too.
    ///
    /// @throws JournalFailed when the disk failed: the process must restart
    public void prove() {
        writer.lock();
        try {
            checkUsable();
            try {
                proof.write(disk);
            } catch (IOException broken) {
                throw fail(JournalFailed.Reason.FORCE_FAILED, "The disk takes no more writes", broken);
            }
            provenUp = setup.uptimeMillis().getAsLong();
        } finally {
            writer.unlock();
        }
    }

    /// Uptime in milliseconds at which the disk last took a write: at opening, by [#sync()] or by [#prove()].
    public long provenUp() {
        return provenUp;
    }

    /// What [#sync()] would make durable.
    public Pending pending() {
        Waiting now = pending;
        long age = now.entries == 0 ? 0 : Math.max(0, setup.uptimeMillis().getAsLong() - now.sinceMillis);
        return new Pending(now.entries, now.bytes, now.beforeEffect, age);
    }

    /// The last number given, durable or not; 0 at first.
    public long lastSeq() {
        return last;
    }

    /// The last number that is durable, and so visible to readers.
    public long durableSeq() {
        return log.durable();
    }

    /// The chain hash after [#lastSeq()], for a checkpoint. Ask from the thread that appends.
    public ChainHash head() {
        return head;
    }

    /// Reads durable entries from `fromSeq` on: at least one if there is one, else as many as fit.
    ///
    /// @param fromSeq at least 1
    /// @param maxBytes bound on the sum of entry bytes, at least 1
    /// @param maxEntries bound on entries, at least 1
    public Run read(long fromSeq, int maxBytes, int maxEntries) {
        if (fromSeq < 1 || maxBytes < 1 || maxEntries < 1) {
            throw new IllegalArgumentException("Bounds of a read are at least 1");
        }
        checkUsable();
        try {
            return log.read(fromSeq, maxBytes, maxEntries);
        } catch (SegmentLog.Damaged damaged) {
            throw fail(JournalFailed.Reason.DAMAGED, "The journal is damaged", damaged);
        } catch (IOException broken) {
            throw fail(JournalFailed.Reason.READ_FAILED, "The journal cannot be read", broken);
        }
    }

    /// The cloud has committed everything up to `upTo`. Never goes back. Kept lazily: a power cut may forget the
    /// latest.
    ///
    /// @return false when it changes nothing: not above the last one, or above what is durable (no sane cloud
    ///     says so)
    public boolean acknowledge(long upTo) {
        writer.lock();
        try {
            checkUsable();
            if (upTo <= acknowledged || upTo > log.durable()) {
                return false;
            }
            acknowledged = upTo;
            if (upTo - writtenAcknowledged >= ACKNOWLEDGED_WRITE_STEP || log.deletable(deletableUpTo())) {
                onDisk(JournalFailed.Reason.WRITE_FAILED, this::letGo);
            }
            return true;
        } finally {
            writer.unlock();
        }
    }

    /// Everything up to this number was acknowledged; 0 at first.
    public long acknowledged() {
        return acknowledged;
    }

    /// An acknowledgement must be on the disk before what it covers is gone: else the loss looks like damage.
    private void letGo() throws IOException {
        if (acknowledged > writtenAcknowledged) {
            writeState();
        }
        log.deleteUpTo(deletableUpTo());
    }

    private void writeState() throws IOException {
        Reserve.withSpace(disk, () -> {
            new StateFile(log.identity, acknowledged, log.durable()).write(disk);
            return true;
        });
        writtenAcknowledged = acknowledged;
    }

    /// The older of two snapshots counts, so that it can still be replayed from.
    private long deletableUpTo() {
        return snapshotSeqs.size() < 2 ? 0 : Math.min(acknowledged, snapshotSeqs.getFirst());
    }

    /// Keeps the bank's state as of [#lastSeq()], durably (syncs first): a restart replays only the rest.
    ///
    /// @throws EntryRefused when it is too large
    public void snapshot(byte[] state) {
        EntryRefused.check(state, "snapshot", limits.snapshotBytes());
        writer.lock();
        try {
            sync();
            onDisk(JournalFailed.Reason.WRITE_FAILED, () -> {
                Reserve.withSpace(disk, () -> {
                    new Snapshot(log.identity, last, state).write(disk);
                    return true;
                });
                snapshotSeqs = Snapshot.prune(disk, 2);
                bytesSinceSnapshot.set(0);
                letGo();
            });
        } finally {
            writer.unlock();
        }
    }

    /// True when so much followed the last snapshot that replay would be long, or dropping at the limit could
    /// touch it.
    public boolean advisesSnapshot() {
        return bytesSinceSnapshot.get() > 2L * limits.segmentBytes();
    }

    /// Gives the newest snapshot found at opening (empty when there is none), then every entry after it.
    public void replay(Consumer<byte[]> snapshot, Consumer<Recorded> entry) {
        snapshot.accept(found == null ? new byte[0] : found.state.clone());
        long from = found == null ? 1 : found.seq + 1;
        while (from <= durableSeq()) {
            Run run = read(from, 256 << 10, 1024);
            run.entries().forEach(entry);
            from = run.nextSeq();
        }
    }

    public JournalStats stats() {
        return log.stats();
    }

    /// Syncs, keeps the acknowledgement and lets go of the disk. Twice is once. A failed journal only lets go.
    @Override
    public void close() {
        writer.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            try {
                if (failure == null) {
                    sync();
                    onDisk(JournalFailed.Reason.WRITE_FAILED, this::writeState);
                }
            } finally {
                release();
            }
        } finally {
            writer.unlock();
        }
    }

    private void release() {
        if (failure == null) {
            failure = new JournalFailed(JournalFailed.Reason.CLOSED, "The journal is closed", null);
        }
        try {
            log.close();
            disk.close();
        } catch (IOException broken) {
            LOG.atWarn().setCause(broken).log("The journal's files did not close");
        }
    }

    private void checkUsable() {
        JournalFailed past = failure;
        if (past != null) {
            throw new JournalFailed(past.reason(), "The journal is over: " + past.getMessage(), past);
        }
    }

    private JournalFailed fail(JournalFailed.Reason reason, String message, IOException cause) {
        JournalFailed failed = new JournalFailed(reason, message, cause);
        failure = failed;
        LOG.atError().setCause(cause).addKeyValue("reason", reason).log("The journal failed: restart and read anew");
        return failed;
    }

    private void onDisk(JournalFailed.Reason reason, DiskWork work) {
        try {
            work.run();
        } catch (Disk.Full full) {
            throw new JournalFull("No space left for the journal", full);
        } catch (IOException broken) {
            throw fail(reason, "The journal cannot write", broken);
        }
    }
}
