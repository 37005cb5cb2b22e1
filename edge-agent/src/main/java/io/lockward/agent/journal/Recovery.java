package io.lockward.agent.journal;

import io.lockward.protocol.JournalId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Puts a folder in order: decides whose journal it is, lets [LogWalk] mend the log, and makes a new journal where
/// there is none or nothing readable. Crashing anywhere in here and opening again comes to the same end.
final class Recovery {
    private static final Comparator<Identity> NEWEST =
            Comparator.comparingLong(Identity::epoch).thenComparingLong(Identity::boot);
    private static final String ALIEN = "alien-";

    private final Disk disk;
    private final JournalLimits limits;
    private final JournalSetup setup;
    private int skippedSnapshots;

    private Recovery(Disk disk, JournalLimits limits, JournalSetup setup) {
        this.disk = disk;
        this.limits = limits;
        this.setup = setup;
    }

    static Opened open(Disk disk, JournalLimits limits, JournalSetup setup) throws IOException {
        return new Recovery(disk, limits, setup).open();
    }

    private Opened open() throws IOException {
        for (String name : disk.list()) {
            if (name.endsWith(SealedFile.TEMPORARY)) {
                disk.delete(name);
            }
        }
        StateFile state = StateFile.read(disk);
        List<Snapshot> snapshots = readableSnapshots();
        Identity known = newestIdentity(state, snapshots);
        if (known == null) {
            boolean remains = names().stream().anyMatch(this::holdsRecords);
            return makeNew(remains ? 2 : 1, 1, true, null, remains);
        }
        boolean newBoot = !known.bootId().equals(setup.kernelBootId());
        long boot = newBoot ? known.boot() + 1 : known.boot();
        Identity identity = new Identity(known.journal(), known.epoch(), boot, setup.kernelBootId());
        List<Snapshot> ours = snapshots.stream()
                .filter(one -> one.identity.journal().equals(identity.journal()))
                .toList();
        boolean stateIsOurs = state != null && state.identity().journal().equals(identity.journal());
        long acknowledged = state != null && stateIsOurs ? state.acknowledged() : -1;
        long durable = state != null && stateIsOurs ? state.durable() : 0;
        setAliensAside(identity.journal(), false);
        long proof = Math.max(durable, ours.isEmpty() ? 0 : ours.getLast().seq);
        LogWalk walk = new LogWalk(disk, setup.gapBody(), identity, acknowledged, proof);
        List<Segment> segments = walk.walk(names());
        if (segments.isEmpty()) {
            Snapshot newest = snapshots.isEmpty() ? null : snapshots.getLast();
            return makeNew(known.epoch() + 1, boot, newBoot, newest, true);
        }
        if (snapshots.size() > ours.size()) {
            removeSnapshotsBut(ours);
        }
        long acked = acknowledged < 0 ? segments.getFirst().base - 1 : acknowledged;
        if (state == null || acknowledged < 0 || !state.identity().equals(identity)) {
            new StateFile(identity, acked, segments.getLast().last).write(disk);
        }
        return new Opened(
                identity,
                acked,
                segments,
                ours.isEmpty() ? null : ours.getLast(),
                ours.stream().map(one -> one.seq).toList(),
                new Recovered(
                        false,
                        false,
                        newBoot,
                        walk.tornBytes(),
                        walk.damaged(),
                        walk.chainBreaks(),
                        skippedSnapshots,
                        LossMark.stands(disk, setup.kernelBootId()),
                        StopMark.read(disk, identity, segments.getLast().last)));
    }

    /// The order matters: what is known of the old journal stays until the new one stands.
    private Opened makeNew(long epoch, long boot, boolean newBoot, @Nullable Snapshot carried, boolean afterLoss)
            throws IOException {
        if (afterLoss) {
            LossMark.set(disk, setup.kernelBootId());
        }
        long high = setup.random().nextLong();
        long low = setup.random().nextLong();
        UUID uuid = new UUID((high & ~0xF000L) | 0x4000L, (low & ~(3L << 62)) | (1L << 63));
        Identity identity =
                new Identity(new JournalId(uuid), Math.max(epoch, setup.epochFloor()), boot, setup.kernelBootId());
        Snapshot snapshot = carried == null ? null : new Snapshot(identity, 0, carried.state);
        if (snapshot != null) {
            snapshot.write(disk);
        }
        setAliensAside(identity.journal(), true);
        Segment first = LogWalk.createFirst(disk, identity);
        removeSnapshotsBut(snapshot == null ? List.of() : List.of(snapshot));
        new StateFile(identity, 0, 0).write(disk);
        return new Opened(
                identity,
                0,
                List.of(first),
                snapshot,
                snapshot == null ? List.of() : List.of(0L),
                new Recovered(
                        true,
                        afterLoss,
                        newBoot,
                        0,
                        0,
                        0,
                        skippedSnapshots,
                        LossMark.stands(disk, setup.kernelBootId()),
                        null));
    }

    private @Nullable Identity newestIdentity(@Nullable StateFile state, List<Snapshot> snapshots) throws IOException {
        List<Identity> found = new ArrayList<>();
        for (Snapshot snapshot : snapshots) {
            found.add(snapshot.identity);
        }
        for (String name : names()) {
            Frame header = SegmentFile.readHeader(disk, name);
            Identity identity = header == null ? null : Identity.decode(header.content);
            if (identity != null) {
                found.add(identity);
            }
        }
        if (state != null) {
            found.add(state.identity());
        }
        return found.stream().max(NEWEST).orElse(null);
    }

    private List<Snapshot> readableSnapshots() throws IOException {
        List<Snapshot> snapshots = new ArrayList<>();
        for (String name : disk.list()) {
            if (Snapshot.isName(name)) {
                Snapshot snapshot = Snapshot.read(disk, name, limits.snapshotBytes());
                if (snapshot == null) {
                    skippedSnapshots++;
                    disk.delete(name);
                } else {
                    snapshots.add(snapshot);
                }
            }
        }
        snapshots.sort(
                Comparator.<Snapshot>comparingLong(one -> one.identity.epoch()).thenComparingLong(one -> one.seq));
        return snapshots;
    }

    private void removeSnapshotsBut(List<Snapshot> kept) throws IOException {
        List<String> names = kept.stream().map(one -> Snapshot.name(one.seq)).toList();
        for (String name : disk.list()) {
            if (Snapshot.isName(name) && !names.contains(name)) {
                disk.delete(name);
            }
        }
        disk.forceDirectory();
    }

    /// Segments of another journal are no part of this one; the latest such find is kept for a person to look
    /// at.
    private void setAliensAside(JournalId journal, boolean nameless) throws IOException {
        List<String> aliens = new ArrayList<>();
        for (String name : names()) {
            Frame header = SegmentFile.readHeader(disk, name);
            Identity owner = header == null ? null : Identity.decode(header.content);
            if (owner == null ? nameless : !owner.journal().equals(journal)) {
                aliens.add(name);
            }
        }
        if (aliens.isEmpty()) {
            return;
        }
        for (String name : disk.list()) {
            if (name.startsWith(ALIEN)) {
                disk.delete(name);
            }
        }
        for (String name : aliens) {
            disk.rename(name, ALIEN + name);
        }
        disk.forceDirectory();
    }

    private boolean holdsRecords(String name) {
        try {
            return !SegmentFile.read(disk, name).frames().isEmpty();
        } catch (IOException unreadable) {
            return true;
        }
    }

    private List<String> names() throws IOException {
        return disk.list().stream().filter(Segment::isName).toList();
    }
}
