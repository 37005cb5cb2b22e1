package io.lockward.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Small files that are replaced whole: written beside, forced, renamed, directory forced; `CRC32C 4 | length 4 |
/// bytes`.
final class SealedFile {
    static final String TEMPORARY = ".tmp";
    private static final int FIXED = 8;

    private SealedFile() {}

    static void write(Disk disk, String name, byte[] content) throws IOException {
        byte[] file = ByteBuffer.allocate(FIXED + content.length)
                .putInt(crc(content))
                .putInt(content.length)
                .put(content)
                .array();
        writeBeside(disk, name, file);
        disk.rename(name + TEMPORARY, name);
        disk.forceDirectory();
    }

    /// Writes and forces `name.tmp`; removes it again when there is no space.
    static void writeBeside(Disk disk, String name, byte[] bytes) throws IOException {
        String temporary = name + TEMPORARY;
        if (disk.list().contains(temporary)) {
            disk.delete(temporary);
        }
        try (Disk.Appender file = disk.create(temporary)) {
            file.write(bytes, 0, bytes.length);
            file.force();
        } catch (Disk.Full full) {
            if (disk.list().contains(temporary)) {
                disk.delete(temporary);
            }
            throw full;
        }
    }

    /// The content; null when the file is not whole.
    static byte @Nullable [] read(Disk disk, String name, int maxBytes) throws IOException {
        long size = disk.size(name);
        if (size < FIXED || size > FIXED + (long) maxBytes) {
            return null;
        }
        byte[] file = disk.read(name, 0, (int) size);
        if (file.length != size) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        int crc = in.getInt();
        byte[] content = Arrays.copyOfRange(file, FIXED, file.length);
        return in.getInt() == content.length && crc == crc(content) ? content : null;
    }

    private static int crc(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }
}
