package io.lockward.simulator.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockward.agent.journal.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A folder in memory that tells what is forced from what is not. Every create, write, force, truncate, rename,
/// delete and force of the directory is a numbered step. One thread.
///
/// After a power cut, of a file's unforced bytes there is nothing, all, any beginning, or the full length with
/// zeros or garbage in place of them; unforced creates, renames and deletes happened or not, each by itself.
public final class SimulatedDisk implements Disk {

    /// What a step answers instead of working.
    public enum Fault {
        /// An `IOException`; a write leaves half behind, and what a force failed on can never be forced again (the
        /// kernel marks such pages clean).
        BROKEN,
        /// [Full]; a write leaves half behind. Steps that take no space work.
        FULL
    }

    /// How honest a disk is. The dishonest ones exist to prove that a checker can fail.
    public enum Honesty {
        HONEST,
        IGNORES_FORCE_OF_FILES,
        IGNORES_FORCE_OF_DIRECTORY
    }

    /// One unforced change of names: `from` null is a create, `to` null a delete.
    private record Change(@Nullable String from, @Nullable String to, Inode inode) {

        void applyTo(Map<String, Inode> names) {
            if (from != null && names.get(from) != inode) {
                return;
            }
            if (from != null) {
                names.remove(from);
            }
            if (to != null) {
                names.put(to, inode);
            }
        }
    }

    private final TreeMap<String, Inode> names = new TreeMap<>();
    private final TreeMap<String, Inode> forcedNames = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Honesty honesty;
    private long capacity = Long.MAX_VALUE;
    private long steps;
    private long faultAt = -1;
    private Fault fault = Fault.BROKEN;
    private boolean cut;
    private @Nullable Consumer<SimulatedDisk> afterStep;

    public SimulatedDisk() {
        this(Honesty.HONEST);
    }

    public SimulatedDisk(Honesty honesty) {
        this.honesty = honesty;
    }

    /// Bytes that fit on it in all.
    public void capacity(long bytes) {
        capacity = bytes;
    }

    /// Lets the step with this number (from 1) fail.
    public void failAt(long step, Fault how) {
        faultAt = step;
        fault = how;
    }

    /// Called after each step: the points at which the power can go.
    public void afterEachStep(@Nullable Consumer<SimulatedDisk> observer) {
        afterStep = observer;
    }

    /// Steps so far.
    public long steps() {
        return steps;
    }

    @Override
    public List<String> list() throws IOException {
        live();
        return List.copyOf(names.keySet());
    }

    @Override
    public Appender create(String name) throws IOException {
        live();
        begin(true);
        if (names.containsKey(name)) {
            throw new IOException("There is a " + name);
        }
        Inode inode = new Inode();
        change(new Change(null, name, inode));
        return new MemoryAppender(inode);
    }

    @Override
    public Appender append(String name) throws IOException {
        live();
        return new MemoryAppender(inode(name));
    }

    @Override
    public byte[] read(String name, long offset, int length) throws IOException {
        live();
        Inode inode = inode(name);
        int from = (int) Math.min(offset, inode.size);
        return Arrays.copyOfRange(inode.data, from, Math.min(inode.size, from + length));
    }

    @Override
    public long size(String name) throws IOException {
        live();
        return inode(name).size;
    }

    @Override
    public void truncate(String name, long size) throws IOException {
        live();
        begin(false);
        Inode inode = inode(name);
        inode.size = (int) Math.min(size, inode.size);
        inode.forced = inode.poisoned ? Math.min(inode.forced, inode.size) : inode.size;
        inode.lastWrite = inode.size;
        end();
    }

    @Override
    public void rename(String from, String to) throws IOException {
        live();
        begin(false);
        change(new Change(from, to, inode(from)));
    }

    @Override
    public void delete(String name) throws IOException {
        live();
        begin(false);
        change(new Change(name, null, inode(name)));
    }

    @Override
    public void forceDirectory() throws IOException {
        live();
        begin(false);
        if (honesty != Honesty.IGNORES_FORCE_OF_DIRECTORY) {
            forcedNames.clear();
            forcedNames.putAll(names);
            changes.clear();
        }
        end();
    }

    @Override
    public long freeBytes() throws IOException {
        live();
        return capacity - used();
    }

    @Override
    public void close() {
        // Nothing is held: a process that ends leaves what it wrote.
    }

    private long used() {
        long used = 0;
        for (Inode inode : names.values()) {
            used += inode.size;
        }
        return used;
    }

    private void live() throws IOException {
        if (cut) {
            throw new IOException("The power of this disk was cut");
        }
    }

    private Inode inode(String name) throws IOException {
        Inode inode = names.get(name);
        if (inode == null) {
            throw new IOException("There is no " + name);
        }
        return inode;
    }

    private void begin(boolean takesSpace) throws IOException {
        if (++steps == faultAt) {
            if (fault == Fault.BROKEN) {
                throw new IOException("Injected at step " + steps);
            }
            if (takesSpace) {
                throw new Full("Injected at step " + steps);
            }
        }
    }

    private void end() {
        if (afterStep != null) {
            afterStep.accept(this);
        }
    }

    private void change(Change change) {
        change.applyTo(names);
        changes.add(change);
        end();
    }

    private final class MemoryAppender implements Appender {
        private final Inode inode;

        MemoryAppender(Inode inode) {
            this.inode = inode;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            live();
            int fits = (int) Math.min(length, Math.max(0, capacity - used()));
            try {
                begin(true);
            } catch (IOException injected) {
                put(bytes, offset, Math.min(fits, length / 2));
                end();
                throw injected;
            }
            put(bytes, offset, fits);
            end();
            if (fits < length) {
                throw new Full("The simulated disk is full");
            }
        }

        private void put(byte[] bytes, int offset, int length) {
            if (inode.data.length < inode.size + length) {
                inode.data = Arrays.copyOf(inode.data, Math.max(inode.size + length, inode.data.length * 2));
            }
            System.arraycopy(bytes, offset, inode.data, inode.size, length);
            inode.lastWrite = inode.size;
            inode.size += length;
        }

        @Override
        public void force() throws IOException {
            live();
            try {
                begin(false);
            } catch (IOException injected) {
                inode.poisoned = true;
                throw injected;
            }
            if (!inode.poisoned && honesty != Honesty.IGNORES_FORCE_OF_FILES) {
                inode.forced = inode.size;
            }
            end();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    /// Gives every disk that a power cut right now can leave, unless so many names changed unforced that only some
    /// combinations are taken.
    ///
    /// @param stride torn files end at each multiple of so many bytes; 1 is every byte
    public void eachSurvivor(int stride, Consumer<SimulatedDisk> survivor) {
        for (Map<String, Inode> left : namesLeft()) {
            List<Inode> unforced =
                    left.values().stream().filter(one -> one.forced < one.size).toList();
            if (unforced.isEmpty()) {
                survivor.accept(with(left, null, null, false));
            }
            for (Inode torn : unforced) {
                for (Tear tear : Tear.all(torn, stride)) {
                    survivor.accept(with(left, torn, tear, false));
                    if (unforced.size() > 1) {
                        survivor.accept(with(left, torn, tear, true));
                    }
                }
            }
        }
    }

    /// Cuts the power: this disk answers no more, and what is left of it comes back.
    public SimulatedDisk powerCut(RandomGenerator random) {
        Map<String, Inode> left = new TreeMap<>(forcedNames);
        for (Change change : changes) {
            if (random.nextBoolean()) {
                change.applyTo(left);
            }
        }
        cut = true;
        SimulatedDisk survivor = new SimulatedDisk(honesty);
        survivor.capacity = capacity;
        left.forEach((name, inode) -> {
            List<Tear> tears = Tear.all(inode, 1 + random.nextInt(64));
            survivor.put(name, tears.get(random.nextInt(tears.size())).of(inode));
        });
        return survivor;
    }

    private List<Map<String, Inode>> namesLeft() {
        int open = Math.min(changes.size(), 3);
        List<Map<String, Inode>> all = new ArrayList<>();
        for (int mask = 0; mask < 1 << open; mask++) {
            Map<String, Inode> left = new TreeMap<>(forcedNames);
            for (int i = 0; i < changes.size(); i++) {
                int fromEnd = changes.size() - 1 - i;
                if (fromEnd >= open || (mask & (1 << fromEnd)) != 0) {
                    changes.get(i).applyTo(left);
                }
            }
            all.add(left);
        }
        if (changes.size() > open) {
            all.add(new TreeMap<>(forcedNames));
        }
        return all;
    }

    private SimulatedDisk with(Map<String, Inode> left, @Nullable Inode torn, @Nullable Tear tear, boolean othersKept) {
        SimulatedDisk survivor = new SimulatedDisk(honesty);
        survivor.capacity = capacity;
        left.forEach((name, inode) -> survivor.put(
                name,
                inode == torn && tear != null
                        ? tear.of(inode)
                        : Arrays.copyOf(inode.data, othersKept ? inode.size : inode.forced)));
        return survivor;
    }

    private void put(String name, byte[] content) {
        Inode inode = new Inode();
        inode.data = content;
        inode.size = content.length;
        inode.forced = content.length;
        inode.lastWrite = content.length;
        names.put(name, inode);
        forcedNames.put(name, inode);
    }

    /// Damages one bit of a file as it lies there.
    public void flipBit(String name, int at, int bit) throws IOException {
        Inode inode = inode(name);
        inode.data[at] ^= (byte) (1 << bit);
    }

    /// Tells disks of different content apart; files named in `but` count by name and size only.
    public long fingerprint(String but) {
        CRC32 one = new CRC32();
        CRC32C other = new CRC32C();
        names.forEach((name, inode) -> {
            byte[] label = (name + "/" + inode.size + "/").getBytes(UTF_8);
            one.update(label);
            other.update(label);
            if (!name.startsWith(but)) {
                one.update(inode.data, 0, inode.size);
                other.update(inode.data, 0, inode.size);
            }
        });
        return (one.getValue() << 32) | other.getValue();
    }
}
