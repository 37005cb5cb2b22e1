package io.lockward.protocol.evidence;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/// A file that is in memory. It gives few bytes at a time, as files and sockets may.
final class Bytes implements SeekableByteChannel {
    private final byte[] bytes;
    private int at;

    Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer into) {
        if (at >= bytes.length) {
            return -1;
        }
        int n = Math.min(Math.min(into.remaining(), bytes.length - at), 1_021);
        into.put(bytes, at, n);
        at += n;
        return n;
    }

    @Override
    public long position() {
        return at;
    }

    @Override
    public SeekableByteChannel position(long position) {
        at = (int) Math.min(position, bytes.length);
        return this;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
