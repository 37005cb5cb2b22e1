package io.lockward.agent.journal;

import io.lockward.protocol.ChainHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The segment files of an open journal. One writer at a time; readers take the view lock only, which is held while
/// memory changes, a file is renamed or read, and never during a force.
final class SegmentLog {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
    private static final int LEAST_READ = Frame.FIXED + Frame.MAX_PAYLOAD + (16 << 10);

    final Disk disk;
    final JournalLimits limits;
    final Identity identity;
    final GapBody gapBody;
    private final ReentrantLock view = new ReentrantLock();
    private final List<Segment> segments;
    private final TailCache tail;
    private Disk.Appender appender;
    private volatile long durable;
    private volatile ChainHash durableHead;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong syncs = new AtomicLong();

    /// A record that was sound at opening is not any more.
    static final class Damaged extends IOException {
        Damaged(String message) {
            super(message);
        }
    }

    SegmentLog(Disk disk, JournalLimits limits, GapBody gapBody, Opened opened) throws IOException {
        this.disk = disk;
        this.limits = limits;
        this.gapBody = gapBody;
        identity = opened.identity();
        segments = new ArrayList<>(opened.segments());
        tail = new TailCache(limits.tailBytes());
        durable = active().last;
        durableHead = active().after;
        appender = disk.append(active().name);
    }

    long durable() {
        return durable;
    }

    ChainHash durableHead() {
        return durableHead;
    }

    private Segment active() {
        return segments.getLast();
    }

    /// Whether `bytes` more still belong into the active segment.
    boolean fits(int bytes) {
        return active().size + (long) bytes <= limits.segmentBytes();
    }

    boolean activeIsEmpty() {
        return active().isEmpty();
    }

    /// Writes behind the last durable record; not durable, and not visible, before [#force] and [#publish].
    void write(byte[] bytes) throws IOException {
        try {
            writeWhole(bytes);
        } catch (Disk.Full full) {
            if (!makeSomeRoom()) {
                throw full;
            }
            writeWhole(bytes);
        }
    }

    private void writeWhole(byte[] bytes) throws IOException {
        try {
            appender.write(bytes, 0, bytes.length);
        } catch (Disk.Full full) {
            disk.truncate(active().name, active().size);
            throw full;
        }
    }

    void force() throws IOException {
        appender.force();
        syncs.incrementAndGet();
    }

    void publish(List<Frame> frames, ChainHash head) {
        view.lock();
        try {
            for (int i = 0; i < frames.size(); i++) {
                active().add(frames.get(i), i + 1 < frames.size() ? frames.get(i + 1).prev : head);
                tail.add(frames.get(i));
            }
            durable = active().last;
            durableHead = head;
        } finally {
            view.unlock();
        }
    }

    /// Starts the next segment, within the limits. Everything written so far must be durable.
    void roll() throws IOException {
        try {
            startNext();
        } catch (Disk.Full full) {
            if (!makeSomeRoom()) {
                throw full;
            }
            startNext();
        }
        Reserve.restore(disk, limits.segmentBytes());
        long free = disk.freeBytes();
        long spare = disk.list().contains(Reserve.NAME) ? 0 : limits.segmentBytes();
        long budget =
                free > limits.maxBytes() ? limits.maxBytes() : Math.min(limits.maxBytes(), bytes() + free - spare);
        shrinkBestEffort(budget - limits.segmentBytes());
    }

    private void startNext() throws IOException {
        Frame header = Frame.header(durable + 1, durable, durableHead, identity.encode());
        Segment next = new Segment(header);
        byte[] bytes = header.encode();
        Disk.Appender file = disk.create(next.name);
        try {
            file.write(bytes, 0, bytes.length);
            file.force();
            disk.forceDirectory();
        } catch (Disk.Full full) {
            file.close();
            disk.delete(next.name);
            throw full;
        }
        appender.close();
        appender = file;
        view.lock();
        try {
            segments.add(next);
        } finally {
            view.unlock();
        }
    }

    private boolean makeSomeRoom() throws IOException {
        boolean released = Reserve.release(disk);
        long before = bytes();
        shrinkBestEffort(before - limits.segmentBytes());
        return released || bytes() < before;
    }

    /// Thinning out needs space itself; where there is none, the next roll tries again.
    private void shrinkBestEffort(long bytes) throws IOException {
        try {
            new Compaction(this).shrinkTo(Math.max(0, bytes));
        } catch (Disk.Full full) {
            LOG.atWarn().addKeyValue("bytes", bytes()).log("No space to thin the journal out");
        }
    }

    /// Deletes whole segments up to `seq`, oldest first, one forced delete after the other, so that no hole can be
    /// left.
    void deleteUpTo(long seq) throws IOException {
        while (deletable(seq)) {
            Segment gone = segments.getFirst();
            view.lock();
            try {
                segments.removeFirst();
            } finally {
                view.unlock();
            }
            disk.delete(gone.name);
            disk.forceDirectory();
        }
    }

    boolean deletable(long seq) {
        return segments.size() > 1 && segments.getFirst().last <= seq;
    }

    /// The segments that are no longer written to, oldest first.
    List<Segment> closed() {
        return segments.subList(0, segments.size() - 1);
    }

    /// Puts one rewritten segment, waiting beside, in the place of `closed()[from..to]`.
    void replace(int from, int to, Segment rewritten, long droppedEntries) throws IOException {
        List<Segment> old = new ArrayList<>(segments.subList(from, to + 1));
        view.lock();
        try {
            disk.rename(rewritten.name + SealedFile.TEMPORARY, rewritten.name);
            segments.subList(from, to + 1).clear();
            segments.add(from, rewritten);
        } finally {
            view.unlock();
        }
        disk.forceDirectory();
        for (Segment one : old) {
            if (!one.name.equals(rewritten.name)) {
                disk.delete(one.name);
            }
        }
        if (old.size() > 1) {
            disk.forceDirectory();
        }
        dropped.addAndGet(droppedEntries);
    }

    long bytes() {
        long sum = 0;
        for (Segment segment : segments) {
            sum += segment.size;
        }
        return sum;
    }

    /// Bytes of the segments that hold something after `seq`.
    long bytesAfter(long seq) {
        long sum = 0;
        for (Segment segment : segments) {
            sum += segment.last > seq ? segment.size : 0;
        }
        return sum;
    }

    JournalStats stats() {
        view.lock();
        try {
            return new JournalStats(bytes(), segments.size(), segments.getFirst().base, dropped.get(), syncs.get());
        } finally {
            view.unlock();
        }
    }

    void close() throws IOException {
        appender.close();
    }

    Run read(long fromSeq, int maxBytes, int maxEntries) throws IOException {
        view.lock();
        try {
            if (fromSeq > durable) {
                return new Run(durable + 1, durableHead, List.of());
            }
            Collector collector = new Collector(maxBytes, maxEntries);
            if (tail.holds(fromSeq)) {
                for (Frame frame : tail.from(fromSeq)) {
                    if (!collector.take(frame)) {
                        break;
                    }
                }
            } else {
                readFiles(fromSeq, collector);
            }
            Frame first = collector.frames.getFirst();
            return new Run(
                    first.seq,
                    first.prev,
                    collector.frames.stream().map(Frame::recorded).toList());
        } finally {
            view.unlock();
        }
    }

    private void readFiles(long fromSeq, Collector collector) throws IOException {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).base <= fromSeq) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        boolean more = true;
        for (int i = low; i < segments.size() && more; i++) {
            more = readFile(segments.get(i), fromSeq, collector);
        }
        if (collector.frames.isEmpty()) {
            throw new Damaged("Nothing where entry " + fromSeq + " should be");
        }
    }

    private boolean readFile(Segment segment, long fromSeq, Collector collector) throws IOException {
        int at = segment.offsetFor(fromSeq);
        while (at < segment.size) {
            int length = Math.min(segment.size - at, Math.max(LEAST_READ, collector.maxBytes));
            byte[] chunk = disk.read(segment.name, at, length);
            int position = 0;
            while (position < chunk.length) {
                Frame frame = Frame.decode(chunk, position);
                if (frame == null) {
                    break;
                }
                position += frame.size();
                if (frame.kind != Frame.Kind.HEADER && frame.lastSeq >= fromSeq && !collector.take(frame)) {
                    return false;
                }
            }
            if (position == 0) {
                throw new Damaged("Segment " + segment.name + " cannot be read at byte " + at);
            }
            at += position;
        }
        return true;
    }

    /// Takes frames until the bounds of a read are met, but always the first.
    private static final class Collector {
        final int maxBytes;
        private final int maxEntries;
        final List<Frame> frames = new ArrayList<>();
        private long bytes;

        Collector(int maxBytes, int maxEntries) {
            this.maxBytes = maxBytes;
            this.maxEntries = maxEntries;
        }

        boolean take(Frame frame) {
            if (!frames.isEmpty() && (frames.size() >= maxEntries || bytes + frame.content.length > maxBytes)) {
                return false;
            }
            frames.add(frame);
            bytes += frame.content.length;
            return true;
        }
    }
}
