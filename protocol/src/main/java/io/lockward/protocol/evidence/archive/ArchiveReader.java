package io.lockward.protocol.evidence.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a package's directory and holds every header against the one form it may have. Total on any bytes; needs
/// memory for the directory only. For one thread.
public final class ArchiveReader {
    /// More files are not looked at: the manifest allows fewer.
    private static final int MOST_FILES = 1_000;

    private final SeekableByteChannel channel;
    private final List<Slot> slots = new ArrayList<>();

    /// Where a file of the archive lies.
    ///
    /// @param offset of its first byte
    /// @param crc32 as its header says
    public record Slot(String name, long offset, long bytes, long crc32) {}

    /// What reading gives.
    public sealed interface Found {
        /// Every byte that is not in one of these files is as it must be.
        record Whole(List<Slot> slots) implements Found {
            public Whole {
                slots = List.copyOf(slots);
            }
        }

        /// @param place what part of the archive
        /// @param why for people
        record Broken(String place, String why) implements Found {}
    }

    private ArchiveReader(SeekableByteChannel channel) {
        this.channel = channel;
    }

    /// @throws IOException when the file cannot be read
    public static Found read(SeekableByteChannel channel) throws IOException {
        ArchiveReader reader = new ArchiveReader(channel);
        Found.@Nullable Broken broken = reader.walk();
        return broken == null ? new Found.Whole(reader.slots) : broken;
    }

    private Found.@Nullable Broken walk() throws IOException {
        long size = channel.size();
        if (size < ZipLayout.END_BYTES || size > ZipLayout.MOST_BYTES) {
            return new Found.Broken("archive", "a package has 22 bytes to 4 GiB");
        }
        byte[] end = bytes(channel, size - ZipLayout.END_BYTES, ZipLayout.END_BYTES);
        ByteBuffer fields = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
        int files = Short.toUnsignedInt(fields.getShort(10));
        long directoryBytes = Integer.toUnsignedLong(fields.getInt(12));
        long directory = size - ZipLayout.END_BYTES - directoryBytes;
        if (files == 0 || files > MOST_FILES || directory < 0) {
            return new Found.Broken("end of archive", "does not say where its files are");
        }
        if (!Arrays.equals(end, ZipLayout.end(files, directoryBytes, directory))) {
            return new Found.Broken("end of archive", "is not as the format says");
        }
        if (directoryBytes > (long) files * (ZipLayout.CENTRAL_BYTES + ZipLayout.MOST_NAME_BYTES)) {
            return new Found.Broken("directory", "is longer than its files need");
        }
        return entries(bytes(channel, directory, (int) directoryBytes), files, directory);
    }

    private Found.@Nullable Broken entries(byte[] directory, int files, long end) throws IOException {
        Set<String> names = new HashSet<>();
        long at = 0;
        int from = 0;
        for (int i = 1; i <= files; i++) {
            Entry entry = entry(directory, from);
            if (entry == null) {
                return new Found.Broken("directory entry " + i, "is not as the format says");
            }
            String name = entry.name();
            if (!names.add(name)) {
                return new Found.Broken("directory entry of " + name, "is there twice");
            }
            byte[] wanted = ZipLayout.central(name, entry.bytes(), entry.crc32(), at);
            if (!Arrays.equals(wanted, 0, wanted.length, directory, from, from + wanted.length)) {
                return new Found.Broken("directory entry of " + name, "is not as the format says");
            }
            byte[] header = ZipLayout.local(name, entry.bytes(), entry.crc32());
            if (at + header.length + entry.bytes() > end || !Arrays.equals(header, bytes(channel, at, header.length))) {
                return new Found.Broken("header of " + name, "is not as the format says");
            }
            slots.add(new Slot(name, at + header.length, entry.bytes(), entry.crc32()));
            at += header.length + entry.bytes();
            from += wanted.length;
        }
        if (from != directory.length) {
            return new Found.Broken("directory", "holds more than its files");
        }
        return at == end ? null : new Found.Broken("archive", "holds bytes that belong to no file");
    }

    private record Entry(String name, long bytes, long crc32) {}

    private static @Nullable Entry entry(byte[] directory, int from) {
        if (directory.length - from < ZipLayout.CENTRAL_BYTES) {
            return null;
        }
        ByteBuffer fields = ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN);
        int length = Short.toUnsignedInt(fields.getShort(from + 28));
        if (length > ZipLayout.MOST_NAME_BYTES || directory.length - from - ZipLayout.CENTRAL_BYTES < length) {
            return null;
        }
        String name = new String(directory, from + ZipLayout.CENTRAL_BYTES, length, StandardCharsets.ISO_8859_1);
        return ZipLayout.isName(name)
                ? new Entry(
                        name,
                        Integer.toUnsignedLong(fields.getInt(from + 24)),
                        Integer.toUnsignedLong(fields.getInt(from + 16)))
                : null;
    }

    /// Part of the archive, whole.
    ///
    /// @throws IOException when the file cannot be read, or became shorter meanwhile
    public static byte[] bytes(SeekableByteChannel channel, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(offset);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return buffer.array();
    }
}
