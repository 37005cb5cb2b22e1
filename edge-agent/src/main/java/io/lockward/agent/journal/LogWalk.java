package io.lockward.agent.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockward.protocol.ChainHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Walks the segments oldest first and mends them.
///
/// *Proof* is the highest number known to have been durable once. What is missing up to it was lost by the
/// medium: a counted gap takes its place, so that no number is ever given twice. What is missing above it was never
/// promised: the log ends there. The last segment is always written anew: what an earlier process left in the page
/// cache may look good and not be on the disk.
final class LogWalk {
    private final Disk disk;
    private final GapBody gapBody;
    private final Identity identity;
    private final long acknowledged;
    private long proof;

    private final List<Segment> segments = new ArrayList<>();
    private @Nullable Plan held;
    private boolean started;
    private boolean stopped;
    private long expected = 1;
    private ChainHash chain = ChainHash.START;
    private long tornBytes;
    private long damaged;
    private int chainBreaks;

    /// What one file will hold.
    private static final class Plan {
        final @Nullable String oldName;
        final boolean soundHeader;
        final long base;
        final ChainHash prev;
        final List<Frame> frames = new ArrayList<>();
        boolean rewrite;

        Plan(@Nullable String oldName, boolean soundHeader, long base, ChainHash prev) {
            this.oldName = oldName;
            this.soundHeader = soundHeader;
            this.base = base;
            this.prev = prev;
        }
    }

    LogWalk(Disk disk, GapBody gapBody, Identity identity, long acknowledged, long proof) {
        this.disk = disk;
        this.gapBody = gapBody;
        this.identity = identity;
        this.acknowledged = acknowledged;
        this.proof = proof;
    }

    static Segment createFirst(Disk disk, Identity identity) throws IOException {
        Frame header = Frame.header(1, 0, ChainHash.START, identity.encode());
        Segment first = SegmentFile.writeBeside(disk, header, List.of());
        disk.rename(first.name + SealedFile.TEMPORARY, first.name);
        disk.forceDirectory();
        return first;
    }

    long tornBytes() {
        return tornBytes;
    }

    long damaged() {
        return damaged;
    }

    int chainBreaks() {
        return chainBreaks;
    }

    /// @return the segments, oldest first, the last one forced; none when not a single record can be read
    List<Segment> walk(List<String> names) throws IOException {
        findProof(names);
        for (String name : names) {
            SegmentFile file = SegmentFile.read(disk, name);
            if (stopped || (file.header() == null && file.frames().isEmpty())) {
                tornBytes += disk.size(name);
                disk.delete(name);
                disk.forceDirectory();
                continue;
            }
            take(name, file);
        }
        if (!started) {
            return List.of();
        }
        Plan last = held == null ? new Plan(null, false, expected, chain) : held;
        if (expected <= proof) {
            gap(last, expected, proof, reseeded(expected, proof));
        }
        segments.add(writeActive(last));
        return segments;
    }

    /// Records say what was durable when they were written; the newest readable file knows most.
    private void findProof(List<String> names) throws IOException {
        for (int i = names.size() - 1; i >= 0; i--) {
            SegmentFile file = SegmentFile.read(disk, names.get(i));
            if (file.header() != null) {
                proof = Math.max(proof, file.header().durableMark);
            }
            for (Frame frame : file.frames()) {
                proof = Math.max(proof, frame.durableMark);
            }
            if (file.header() != null || !file.frames().isEmpty()) {
                return;
            }
        }
    }

    private void take(String name, SegmentFile file) throws IOException {
        Frame header = file.header();
        if (!started) {
            start(
                    Long.parseLong(name.substring(0, 20)),
                    header == null ? file.frames().getFirst() : header);
        }
        Plan plan = new Plan(name, header != null, expected, chain);
        plan.rewrite =
                file.badBytes() > 0 || header == null || !Segment.name(expected).equals(name);
        if (header != null) {
            mind(plan, header);
        }
        for (Frame frame : file.frames()) {
            mind(plan, frame);
        }
        if (stopped || file.endsBad()) {
            tornBytes += file.badBytes();
        }
        boolean emptyButNext = header != null && header.seq == expected;
        if (plan.frames.isEmpty() && !emptyButNext) {
            disk.delete(name);
            disk.forceDirectory();
            return;
        }
        if (held != null) {
            segments.add(writeClosed(held));
        }
        held = plan;
    }

    private void start(long base, Frame first) {
        started = true;
        boolean missingFront = acknowledged >= 0 && base > acknowledged + 1;
        expected = missingFront ? acknowledged + 1 : base;
        chain = missingFront || first.seq != base ? ChainHash.START : first.prev;
    }

    private void mind(Plan plan, Frame frame) throws IOException {
        if (stopped) {
            plan.rewrite = true;
            return;
        }
        if (frame.seq > expected) {
            hole(plan, frame);
            if (stopped) {
                return;
            }
        }
        if (frame.kind == Frame.Kind.HEADER) {
            return;
        }
        if (frame.seq < expected) {
            plan.rewrite = true;
            return;
        }
        if (!frame.prev.equals(chain)) {
            LossMark.set(disk, identity.bootId());
            chainBreaks++;
        }
        plan.frames.add(frame);
        expected = frame.lastSeq + 1;
        chain = frame.after();
    }

    private void hole(Plan plan, Frame next) throws IOException {
        long to = next.seq - 1;
        if (to <= proof) {
            gap(plan, expected, to, next.prev);
            return;
        }
        if (expected <= proof) {
            gap(plan, expected, proof, reseeded(expected, proof));
        }
        plan.rewrite = true;
        stopped = true;
    }

    private void gap(Plan plan, long from, long to, ChainHash after) throws IOException {
        LossMark.set(disk, identity.bootId());
        SortedMap<String, Long> counts = new TreeMap<>();
        counts.put(GapBody.UNKNOWN_TYPE, to - from + 1);
        plan.frames.add(Frame.gap(from, to, proof, chain, counts, after, gapBody));
        plan.rewrite = true;
        damaged += to - from + 1;
        expected = to + 1;
        chain = after;
    }

    /// Nothing tells the true hash after what was lost: the chain starts anew from a hash of the loss.
    private ChainHash reseeded(long from, long to) {
        return chain.then(("lost " + from + ".." + to).getBytes(UTF_8));
    }

    private Frame header(Plan plan, long mark) {
        return Frame.header(plan.base, mark, plan.prev, identity.encode());
    }

    private Segment writeClosed(Plan plan) throws IOException {
        if (!plan.rewrite) {
            return SegmentFile.index(header(plan, plan.base - 1), plan.frames);
        }
        return Reserve.withSpace(disk, () -> replace(plan));
    }

    private Segment writeActive(Plan plan) throws IOException {
        try {
            return Reserve.withSpace(disk, () -> replace(plan));
        } catch (Disk.Full full) {
            return cutInPlace(plan, full);
        }
    }

    private Segment replace(Plan plan) throws IOException {
        Segment written = SegmentFile.writeBeside(disk, header(plan, expected - 1), plan.frames);
        disk.rename(written.name + SealedFile.TEMPORARY, written.name);
        disk.forceDirectory();
        if (plan.oldName != null && !plan.oldName.equals(written.name)) {
            disk.delete(plan.oldName);
            disk.forceDirectory();
        }
        return written;
    }

    /// With no space for a copy, a sound beginning can stay where it is.
    private Segment cutInPlace(Plan plan, Disk.Full full) throws IOException {
        Segment segment = SegmentFile.index(header(plan, plan.base - 1), plan.frames);
        boolean onlyTorn = plan.soundHeader
                && plan.frames.stream().noneMatch(frame -> frame.kind == Frame.Kind.GAP)
                && segment.name.equals(plan.oldName);
        if (!onlyTorn || !startsWith(SegmentFile.read(disk, segment.name).frames(), plan.frames)) {
            throw full;
        }
        disk.truncate(segment.name, segment.size);
        return segment;
    }

    private static boolean startsWith(List<Frame> found, List<Frame> wanted) {
        if (found.size() < wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (found.get(i).seq != wanted.get(i).seq) {
                return false;
            }
        }
        return true;
    }
}
