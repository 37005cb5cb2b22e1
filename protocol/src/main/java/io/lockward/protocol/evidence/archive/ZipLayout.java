package io.lockward.protocol.evidence.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The bytes of the one ZIP form we use (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16): every file stored as it
/// is, dated 1980-01-01, no extra field, no comment, no ZIP64. Nothing in it is a choice, so a reader can write it anew
/// and compare. Stateless; any thread.
final class ZipLayout {
    static final int LOCAL_BYTES = 30;
    static final int CENTRAL_BYTES = 46;
    static final int END_BYTES = 22;
    static final int MOST_NAME_BYTES = 200;
    /// Sizes and offsets have 32 bits.
    static final long MOST_BYTES = 0xFFFF_FFFFL;

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    /// Version 1.0: stored files need no more (section 4.4.3.2).
    private static final short VERSION = 10;
    /// 1980-01-01, the first day this format can say.
    private static final short DAY = 0x0021;

    private ZipLayout() {}

    static boolean isName(String name) {
        return name.length() <= MOST_NAME_BYTES
                && name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    }

    static byte[] local(String name, long bytes, long crc32) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] header = new byte[LOCAL_BYTES + text.length];
        ByteBuffer out = little(header);
        out.putInt(LOCAL).putShort(VERSION);
        common(out, bytes, crc32, text.length);
        out.put(text);
        return header;
    }

    static byte[] central(String name, long bytes, long crc32, long offset) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] header = new byte[CENTRAL_BYTES + text.length];
        ByteBuffer out = little(header);
        out.putInt(CENTRAL).putShort(VERSION).putShort(VERSION);
        common(out, bytes, crc32, text.length);
        // comment, disk, internal and external attributes
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        out.putInt((int) offset).put(text);
        return header;
    }

    /// Flags, method, time, day, CRC, both sizes, and the lengths of name and extra field.
    private static void common(ByteBuffer out, long bytes, long crc32, int nameBytes) {
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort(DAY);
        out.putInt((int) crc32).putInt((int) bytes).putInt((int) bytes);
        out.putShort((short) nameBytes).putShort((short) 0);
    }

    static byte[] end(int files, long directoryBytes, long directoryOffset) {
        byte[] header = new byte[END_BYTES];
        ByteBuffer out = little(header);
        out.putInt(END).putShort((short) 0).putShort((short) 0);
        out.putShort((short) files).putShort((short) files);
        out.putInt((int) directoryBytes).putInt((int) directoryOffset).putShort((short) 0);
        return header;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
