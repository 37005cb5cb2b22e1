package io.lockward.agent.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockward.protocol.ChainHash;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One record in a segment file. Big endian:
/// ```
/// FE 4C | flags 1 | type length 1 | payload length 4 | seq 8
///       | durable mark 8 | chain hash before 32 | CRC32C 4 | payload
/// ```
///
/// The first byte never occurs in UTF-8, so that a search for the next record after a damaged one does not stop
/// inside an entry. The *durable mark* is what was durable when the record was written: a record that cannot be read
/// although a later one calls it durable was lost to the medium, not to a power cut.
final class Frame {
    static final int FIXED = 60;
    static final int MAX_TYPE = 64;
    static final int MAX_OVERHEAD = FIXED + MAX_TYPE;
    static final int MAX_PAYLOAD = 1 << 16;
    private static final int MAX_GAP_TYPES = 100;
    private static final byte MAGIC_0 = (byte) 0xFE;
    private static final byte MAGIC_1 = 'L';
    private static final int CRC_AT = 56;
    private static final int HASH_BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    /// What a record is.
    enum Kind {
        HEADER,
        ENTRY,
        GAP;

        /// As written in a record.
        int code() {
            return switch (this) {
                case HEADER -> 0;
                case ENTRY -> 1;
                case GAP -> 2;
            };
        }

        static Kind ofCode(int code) {
            for (Kind one : values()) {
                if (one.code() == code) {
                    return one;
                }
            }
            throw new IllegalArgumentException("No such kind: " + code);
        }
    }

    final Kind kind;
    final Durability durability;
    final Priority priority;
    final String type;
    final long seq;
    final long lastSeq;
    final long durableMark;
    final ChainHash prev;
    final SortedMap<String, Long> dropped;
    private final @Nullable ChainHash gapAfter;
    final byte[] content;

    private Frame(
            Kind kind,
            Durability durability,
            Priority priority,
            String type,
            long seq,
            long lastSeq,
            long durableMark,
            ChainHash prev,
            SortedMap<String, Long> dropped,
            @Nullable ChainHash gapAfter,
            byte[] content) {
        this.kind = kind;
        this.durability = durability;
        this.priority = priority;
        this.type = type;
        this.seq = seq;
        this.lastSeq = lastSeq;
        this.durableMark = durableMark;
        this.prev = prev;
        this.dropped = dropped;
        this.gapAfter = gapAfter;
        this.content = content;
    }

    static Frame entry(
            long seq, long mark, ChainHash prev, Durability durability, Priority priority, String type, byte[] bytes) {
        return new Frame(
                Kind.ENTRY,
                durability,
                priority,
                type,
                seq,
                seq,
                mark,
                prev,
                Collections.emptySortedMap(),
                null,
                bytes.clone());
    }

    static Frame gap(
            long from,
            long to,
            long mark,
            ChainHash prev,
            SortedMap<String, Long> dropped,
            ChainHash after,
            GapBody body) {
        SortedMap<String, Long> counts = bounded(dropped);
        byte[] bytes = body.render(from, to, counts, after);
        return new Frame(
                Kind.GAP,
                Durability.BEFORE_EFFECT,
                Priority.HIGH,
                "",
                from,
                to,
                mark,
                prev,
                counts,
                after,
                bytes.clone());
    }

    static Frame header(long base, long mark, ChainHash prev, byte[] identity) {
        return new Frame(
                Kind.HEADER,
                Durability.GROUPED,
                Priority.LOW,
                "",
                base,
                base - 1,
                mark,
                prev,
                Collections.emptySortedMap(),
                null,
                identity);
    }

    /// The chain hash after this record.
    ChainHash after() {
        return switch (kind) {
            case HEADER -> prev;
            case ENTRY -> prev.then(content);
            case GAP -> gapAfter == null ? prev : gapAfter;
        };
    }

    Recorded recorded() {
        boolean gap = kind == Kind.GAP;
        return new Recorded(seq, lastSeq, gap, durability, priority, gap ? "journal.gap" : type, content);
    }

    /// Bytes in the file.
    int size() {
        return FIXED + type.length() + gapFieldsSize() + content.length;
    }

    private int gapFieldsSize() {
        if (kind != Kind.GAP) {
            return 0;
        }
        int size = 8 + HASH_BYTES + 2;
        for (String name : dropped.keySet()) {
            size += 1 + name.length() + 8;
        }
        return size;
    }

    byte[] encode() {
        int payload = size() - FIXED;
        if (payload > MAX_PAYLOAD) {
            throw new IllegalStateException("A record holds 64 KiB at most");
        }
        ByteBuffer out = ByteBuffer.allocate(FIXED + payload);
        out.put(MAGIC_0).put(MAGIC_1).put(flags()).put((byte) type.length()).putInt(payload);
        out.putLong(seq).putLong(durableMark).put(HEX.parseHex(prev.hex())).putInt(0);
        out.put(type.getBytes(UTF_8));
        if (kind == Kind.GAP) {
            out.putLong(lastSeq).put(HEX.parseHex(after().hex())).putShort((short) dropped.size());
            dropped.forEach((name, count) ->
                    out.put((byte) name.length()).put(name.getBytes(UTF_8)).putLong(count));
        }
        out.put(content);
        byte[] bytes = out.array();
        out.putInt(CRC_AT, crc(bytes, 0, payload));
        return bytes;
    }

    private byte flags() {
        return (byte) (kind.code() | (priority.rank() << 2) | (durability.code() << 4));
    }

    private static int crc(byte[] bytes, int at, int payload) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, CRC_AT);
        crc.update(bytes, at + FIXED, payload);
        return (int) crc.getValue();
    }

    /// The bytes a record at `at` claims to take, or 0 when none can start there.
    static int claimedSize(byte[] bytes, int at) {
        if (bytes.length - at < FIXED || bytes[at] != MAGIC_0 || bytes[at + 1] != MAGIC_1) {
            return 0;
        }
        int payload = ByteBuffer.wrap(bytes).getInt(at + 4);
        return payload < 0 || payload > MAX_PAYLOAD ? 0 : FIXED + payload;
    }

    /// Reads the record at `at`; null when there is none, or not a whole and sound one.
    static @Nullable Frame decode(byte[] bytes, int at) {
        int size = claimedSize(bytes, at);
        if (size == 0 || bytes.length - at < size) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, at, size);
        if (in.getInt(at + CRC_AT) != crc(bytes, at, size - FIXED)) {
            return null;
        }
        int flags = bytes[at + 2];
        int typeLength = Byte.toUnsignedInt(bytes[at + 3]);
        if ((flags & 3) > 2 || ((flags >> 2) & 3) > 2 || (flags & ~0x1F) != 0 || typeLength > size - FIXED) {
            return null;
        }
        in.position(at + 8);
        long seq = in.getLong();
        long mark = in.getLong();
        ChainHash prev = hash(in);
        in.position(at + FIXED);
        Durability durability = Durability.ofCode(flags >> 4);
        Priority priority = Priority.ofRank((flags >> 2) & 3);
        return switch (Kind.ofCode(flags & 3)) {
            case HEADER -> header(seq, mark, prev, rest(in));
            case ENTRY -> {
                String type = text(in, typeLength);
                byte[] content = rest(in);
                yield new Frame(
                        Kind.ENTRY,
                        durability,
                        priority,
                        type,
                        seq,
                        seq,
                        mark,
                        prev,
                        Collections.emptySortedMap(),
                        null,
                        content);
            }
            case GAP -> decodeGap(in, seq, mark, prev);
        };
    }

    private static @Nullable Frame decodeGap(ByteBuffer in, long seq, long mark, ChainHash prev) {
        if (in.remaining() < 8 + HASH_BYTES + 2) {
            return null;
        }
        long to = in.getLong();
        ChainHash after = hash(in);
        int types = in.getShort();
        SortedMap<String, Long> dropped = new TreeMap<>();
        for (int i = 0; i < types; i++) {
            int length = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : Integer.MAX_VALUE;
            if (length > in.remaining() - 8) {
                return null;
            }
            String name = text(in, length);
            dropped.put(name, in.getLong());
        }
        if (to < seq) {
            return null;
        }
        return new Frame(
                Kind.GAP, Durability.BEFORE_EFFECT, Priority.HIGH, "", seq, to, mark, prev, dropped, after, rest(in));
    }

    private static ChainHash hash(ByteBuffer in) {
        byte[] bytes = new byte[HASH_BYTES];
        in.get(bytes);
        return new ChainHash(HEX.formatHex(bytes));
    }

    private static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }

    /// Folds what goes beyond a hundred types into one, so that a gap always fits a record.
    private static SortedMap<String, Long> bounded(SortedMap<String, Long> dropped) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, Long> one : dropped.entrySet()) {
            String name = counts.size() < MAX_GAP_TYPES || counts.containsKey(one.getKey())
                    ? one.getKey()
                    : GapBody.UNKNOWN_TYPE;
            counts.merge(name, one.getValue(), Long::sum);
        }
        return counts;
    }
}
