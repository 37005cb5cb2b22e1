package io.lockward.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;

/// A bank's journal as it lies on its disk, read without any code of the agent: the segment files of its folder and
/// those put aside before they were deleted.
///
/// @param entries by sequence number
/// @param problems what should not be there: two versions of one entry, a broken chain, two journals
public record JournalOnDisk(UUID journal, long epoch, SortedMap<Long, Entry> entries, List<String> problems) {
    private static final int FIXED = 60;
    private static final int CRC_AT = 56;
    private static final int HEADER = 0;
    private static final int GAP = 2;

    /// One entry, exactly as written.
    ///
    /// @param prev the chain hash before it, in hexadecimal
    @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
    public record Entry(long seq, String prev, byte[] bytes) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return Rest.JSON.readTree(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public long lastSeq() {
        return entries.isEmpty() ? 0 : entries.lastKey();
    }

    /// Reads a bank whose agent may be running: its last, half-written record then does not count.
    public static JournalOnDisk read(Path folder) {
        Reading reading = new Reading();
        for (Path part : List.of(folder.resolve("archive"), folder.resolve("journal"))) {
            for (Path segment : Folders.files(part, ".seg")) {
                try {
                    reading.segment(Files.readAllBytes(segment));
                } catch (NoSuchFileException _) {
                    // It was put aside and deleted just now; the next reading has it.
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        reading.checkChain();
        return new JournalOnDisk(reading.journal, reading.epoch, reading.entries, reading.problems);
    }

    private static final class Reading {
        private final SortedMap<Long, Entry> entries = new TreeMap<>();
        private final List<String> problems = new ArrayList<>();
        private final Set<UUID> journals = new HashSet<>();
        private UUID journal = new UUID(0, 0);
        private long epoch;

        void segment(byte[] file) {
            int at = 0;
            while (at + FIXED <= file.length) {
                int size = FIXED + ByteBuffer.wrap(file).getInt(at + 4);
                if (file[at] != (byte) 0xFE || file[at + 1] != 'L' || size < FIXED || at + size > file.length) {
                    return;
                }
                ByteBuffer frame = ByteBuffer.wrap(file, at, size).slice();
                if (frame.getInt(CRC_AT) != checksum(file, at, size)) {
                    return;
                }
                frame(frame);
                at += size;
            }
        }

        private void frame(ByteBuffer frame) {
            int kind = frame.get(2) & 3;
            int typeLength = Byte.toUnsignedInt(frame.get(3));
            byte[] prev = new byte[32];
            frame.get(24, prev);
            frame.position(FIXED + typeLength);
            if (kind == HEADER) {
                header(frame);
            } else if (kind == GAP) {
                problems.add("a gap at " + frame.getLong(8));
            } else {
                byte[] bytes = new byte[frame.remaining()];
                frame.get(bytes);
                Entry entry = new Entry(frame.getLong(8), HexFormat.of().formatHex(prev), bytes);
                Entry other = entries.put(entry.seq, entry);
                if (other != null && !Arrays.equals(other.bytes, bytes)) {
                    problems.add("entry " + entry.seq + " has two versions: " + other.text() + " and " + entry.text());
                }
            }
        }

        private void header(ByteBuffer frame) {
            frame.get();
            journal = new UUID(frame.getLong(), frame.getLong());
            epoch = frame.getLong();
            if (journals.add(journal) && journals.size() > 1) {
                problems.add("more than one journal: " + journals);
            }
        }

        void checkChain() {
            long expected = entries.isEmpty() ? 0 : 1;
            String chain = "0".repeat(64);
            for (Entry entry : entries.values()) {
                if (entry.seq != expected || !entry.prev.equals(chain)) {
                    problems.add("the chain is broken at " + entry.seq + " (expected " + expected + ")");
                    return;
                }
                chain = after(entry);
                expected++;
            }
        }
    }

    /// The chain hash after an entry.
    static String after(Entry entry) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(HexFormat.of().parseHex(entry.prev));
            return HexFormat.of().formatHex(sha256.digest(entry.bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A run of entries as it goes over the wire.
    ///
    /// @param first of the run
    /// @param count how many, from 1
    byte[] run(long first, int count) {
        StringBuilder run =
                new StringBuilder("{\"journal\":\"%s\",\"epoch\":%d,\"first\":%d,\"prev\":\"%s\",\"entries\":["
                        .formatted(journal, epoch, first, entry(first).prev));
        for (long seq = first; seq < first + count; seq++) {
            run.append(seq == first ? "" : ",").append(entry(seq).text());
        }
        return run.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private Entry entry(long seq) {
        Entry entry = entries.get(seq);
        if (entry == null) {
            throw new IllegalArgumentException("there is no entry " + seq);
        }
        return entry;
    }

    private static int checksum(byte[] file, int at, int size) {
        CRC32C crc = new CRC32C();
        crc.update(file, at, CRC_AT);
        crc.update(file, at + FIXED, size - FIXED);
        return (int) crc.getValue();
    }
}
