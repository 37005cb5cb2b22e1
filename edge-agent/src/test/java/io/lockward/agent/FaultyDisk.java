package io.lockward.agent;

import io.lockward.agent.journal.Disk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// A disk in memory that notes its forces and can be told to fail or to lose power. What was forced survives
/// [#powerCut()]; of the rest, nothing does.
final class FaultyDisk implements Disk {
    private static final class Content {
        private byte[] bytes = new byte[0];
        private int forced;
    }

    private final SortedMap<String, Content> files = new TreeMap<>();
    private final List<String> story;
    private volatile boolean failsForce;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean isBlocked;

    /// @param story gets a line for each force of a file
    FaultyDisk(List<String> story) {
        this.story = story;
    }

    void failForces() {
        failsForce = true;
    }

    /// Lets a disk go on at the end of a test, so that a failure leaves no thread in a force that never ends.
    interface Letting extends AutoCloseable {
        @Override
        void close();
    }

    /// From now on a force does not come back before [#goOn()], as with a card that hangs.
    void blockForces() {
        gate = new CountDownLatch(1);
    }

    /// Whether somebody waits in a force.
    boolean isBlocked() {
        return isBlocked;
    }

    void goOn() {
        isBlocked = false;
        gate.countDown();
    }

    private void passGate() throws IOException {
        try {
            if (gate.getCount() > 0) {
                isBlocked = true;
                gate.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// What another process would find after the power came back. Names are kept: the directory is not what is tested.
    FaultyDisk powerCut(List<String> storyAfter) {
        FaultyDisk after = new FaultyDisk(storyAfter);
        files.forEach((name, content) -> {
            Content kept = new Content();
            kept.bytes = Arrays.copyOf(content.bytes, content.forced);
            kept.forced = content.forced;
            after.files.put(name, kept);
        });
        return after;
    }

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public Appender create(String name) throws IOException {
        if (files.putIfAbsent(name, new Content()) != null) {
            throw new IOException(name + " exists");
        }
        return append(name);
    }

    @Override
    public Appender append(String name) throws IOException {
        Content content = content(name);
        return new Appender() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                int before = content.bytes.length;
                content.bytes = Arrays.copyOf(content.bytes, before + length);
                System.arraycopy(bytes, offset, content.bytes, before, length);
            }

            @Override
            public void force() throws IOException {
                passGate();
                if (failsForce) {
                    throw new IOException("the disk is gone");
                }
                content.forced = content.bytes.length;
                story.add("force");
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public byte[] read(String name, long offset, int length) throws IOException {
        byte[] bytes = content(name).bytes;
        int from = (int) Math.min(offset, bytes.length);
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length));
    }

    @Override
    public long size(String name) throws IOException {
        return content(name).bytes.length;
    }

    @Override
    public void truncate(String name, long size) throws IOException {
        Content content = content(name);
        content.bytes = Arrays.copyOf(content.bytes, (int) size);
        content.forced = Math.min(content.forced, content.bytes.length);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        files.put(to, content(from));
        files.remove(from);
    }

    @Override
    public void delete(String name) {
        files.remove(name);
    }

    @Override
    public void forceDirectory() {}

    @Override
    public long freeBytes() {
        return 1L << 30;
    }

    @Override
    public void close() {}

    private Content content(String name) throws IOException {
        Content content = files.get(name);
        if (content == null) {
            throw new IOException("no " + name);
        }
        return content;
    }
}
