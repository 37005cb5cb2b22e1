package io.lockward.agent.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A segment file as records. Reading goes on behind damage; writing is beside, forced, and shown by a rename.
///
/// @param header null when it cannot be read
/// @param frames the sound records after it, in file order
/// @param badBytes bytes that belong to no sound record
/// @param endsBad whether the last bytes are among them
record SegmentFile(@Nullable Frame header, List<Frame> frames, int badBytes, boolean endsBad) {
    private static final int MAX_BYTES = 256 << 20;

    static SegmentFile read(Disk disk, String name) throws IOException {
        long size = disk.size(name);
        byte[] file = disk.read(name, 0, (int) Math.min(size, MAX_BYTES));
        List<Frame> frames = new ArrayList<>();
        Frame header = null;
        int bad = 0;
        boolean endsBad = false;
        int at = 0;
        while (at < file.length) {
            Frame frame = Frame.decode(file, at);
            endsBad = frame == null;
            if (frame == null) {
                bad++;
                at++;
                continue;
            }
            if (frame.kind != Frame.Kind.HEADER) {
                frames.add(frame);
            } else if (at == 0 && Segment.name(frame.seq).equals(name)) {
                header = frame;
            }
            at += frame.size();
        }
        return new SegmentFile(header, frames, bad, endsBad);
    }

    /// Reads only the header; null when it cannot be read.
    static @Nullable Frame readHeader(Disk disk, String name) throws IOException {
        Frame first = Frame.decode(disk.read(name, 0, Frame.FIXED + Identity.BYTES), 0);
        return first != null && first.kind == Frame.Kind.HEADER ? first : null;
    }

    /// Writes a whole segment beside its place; a rename of `name.tmp` then shows it.
    static Segment writeBeside(Disk disk, Frame header, List<Frame> frames) throws IOException {
        Segment segment = index(header, frames);
        byte[] file = new byte[segment.size];
        byte[] encodedHeader = header.encode();
        System.arraycopy(encodedHeader, 0, file, 0, encodedHeader.length);
        int at = encodedHeader.length;
        for (Frame frame : frames) {
            byte[] encoded = frame.encode();
            System.arraycopy(encoded, 0, file, at, encoded.length);
            at += encoded.length;
        }
        SealedFile.writeBeside(disk, segment.name, file);
        return segment;
    }

    static Segment index(Frame header, List<Frame> frames) {
        Segment segment = new Segment(header);
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            segment.add(frame, i + 1 < frames.size() ? frames.get(i + 1).prev : frame.after());
        }
        return segment;
    }
}
