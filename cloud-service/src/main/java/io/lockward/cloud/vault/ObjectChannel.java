package io.lockward.cloud.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/// An object as a channel that reads ahead a little, so that a bucket is not asked for each segment. One thread.
final class ObjectChannel implements SeekableByteChannel {
    private static final int AHEAD = 512 * 1024;

    private final Vault vault;
    private final String name;
    private final long size;
    private long position;
    private ByteBuffer ahead = ByteBuffer.allocate(0);
    private long aheadFrom;

    /// @param size how long it must be, in bytes
    ObjectChannel(Vault vault, String name, long size) {
        this.vault = vault;
        this.name = name;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (position >= size) {
            return -1;
        }
        if (position < aheadFrom || position >= aheadFrom + ahead.limit()) {
            byte[] bytes = vault.read(name, position, (int) Math.min(AHEAD, size - position));
            if (bytes == null || bytes.length == 0) {
                throw new IOException("the object is gone or cut off");
            }
            ahead = ByteBuffer.wrap(bytes);
            aheadFrom = position;
        }
        ahead.position((int) (position - aheadFrom));
        int count = Math.min(to.remaining(), ahead.remaining());
        to.put(to.position(), ahead, ahead.position(), count);
        to.position(to.position() + count);
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long next) {
        position = next;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long length) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
