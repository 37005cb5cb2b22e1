package io.lockward.agent.hardware.lockboard;

import org.jspecify.annotations.Nullable;

/// Finds frames in what a bus gives, whatever it gives: bytes that begin no frame are skipped one at a time, so the
/// next whole frame is always found. Bounded.
///
/// Thread rule: one thread.
final class FrameReader {
    /// Longer than two of the longest frames; what does not fit is dropped, oldest first.
    static final int CAPACITY = 128;

    private final BoardCodec codec;
    private final byte[] bytes = new byte[CAPACITY];
    private int length;
    private long skipped;
    private long broken;

    FrameReader(BoardCodec codec) {
        this.codec = codec;
    }

    void add(byte[] more, int count) {
        for (int i = 0; i < count; i++) {
            if (length == CAPACITY) {
                drop(1);
                skipped++;
            }
            bytes[length++] = more[i];
        }
    }

    /// The next whole frame, or `null` when more bytes are needed.
    @Nullable
    BoardReply next() {
        while (length > 0) {
            switch (codec.parse(bytes, length)) {
                case BoardCodec.Parsed.Whole(BoardReply reply, int size) -> {
                    drop(size);
                    return reply;
                }
                case BoardCodec.Parsed.Partial _ -> {
                    return null;
                }
                case BoardCodec.Parsed.Noise(boolean looksBroken) -> {
                    drop(1);
                    skipped++;
                    broken += looksBroken ? 1 : 0;
                }
            }
        }
        return null;
    }

    /// Forgets what has come so far.
    void clear() {
        skipped += length;
        length = 0;
    }

    /// Bytes that were part of no frame.
    long skipped() {
        return skipped;
    }

    /// Frames whose checksum was wrong.
    long broken() {
        return broken;
    }

    private void drop(int count) {
        length -= count;
        System.arraycopy(bytes, count, bytes, 0, length);
    }
}
