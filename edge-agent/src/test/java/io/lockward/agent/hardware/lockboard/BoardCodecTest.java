package io.lockward.agent.hardware.lockboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BoardCodecTest {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    static List<BoardReply> read(BoardFamily family, String hex) {
        FrameReader reader = new FrameReader(family.codec());
        List<BoardReply> replies = new ArrayList<>();
        for (byte one : HEX.parseHex(hex)) {
            reader.add(new byte[] {one}, 1);
            BoardReply reply = reader.next();
            if (reply != null) {
                replies.add(reply);
            }
        }
        return replies;
    }

    /// Frames as others quote them.
    @ParameterizedTest
    @CsvSource({
        "CU48, 0, 1, 02 00 00 61 03 66, 02 00 00 60 03 65",
        "CU48, 3, 48, 02 03 2F 61 03 98, 02 03 00 60 03 68",
        "CU16, 0, 1, 02 00 31 03 36, 02 00 30 03 35",
        "CU16, 2, 16, 02 2F 31 03 65, 02 20 30 03 55",
        "YH, 1, 1, 8A 01 01 11 9B, 80 01 00 33 B2",
        "YH, 1, 24, 8A 01 18 11 82, 80 01 00 33 B2",
        "WKLY, 0, 1, 57 4B 4C 59 09 00 82 01 83, 57 4B 4C 59 08 00 84 85",
        "WKLY, 1, 2, 57 4B 4C 59 09 01 82 02 81, 57 4B 4C 59 08 01 84 84",
        "WKLY, 10, 1, 57 4B 4C 59 09 0A 82 01 89, 57 4B 4C 59 08 0A 84 8F",
    })
    void writesWhatTheBoardsRead(BoardFamily family, int board, int channel, String unlock, String status) {
        assertEquals(unlock, HEX.formatHex(family.codec().unlock(board, channel)));
        assertEquals(status, HEX.formatHex(family.codec().status(board)));
    }

    @Test
    void readsEachFamilysStatus() {
        assertEquals(List.of(new BoardReply.Status(1, 0xABCDEFL, null)), read(BoardFamily.YH, "80 01 AB CD EF 33 3B"));
        assertEquals(
                List.of(new BoardReply.Status(2, 0x01FEL, 0x8001)),
                read(BoardFamily.CU16, "02 20 35 FE 01 01 80 03 DA"));
        assertEquals(
                List.of(new BoardReply.Status(3, 0x8000_0000_00FEL, null)),
                read(BoardFamily.CU48, "02 03 00 75 06 FE 00 00 00 00 80 FE"));
    }

    @Test
    void readsWhatBecameOfAnOrder() {
        assertEquals(List.of(new BoardReply.Taken(1, 5, false)), read(BoardFamily.YH, "8A 01 05 00 8E"));
        assertEquals(List.of(new BoardReply.Taken(1, 5, true)), read(BoardFamily.YH, "8A 01 05 11 9F"));
        assertEquals(List.of(new BoardReply.Taken(0, 5, false)), read(BoardFamily.CU48, "02 00 04 75 00 7B"));
        assertEquals(List.of(new BoardReply.Refused(0, 5)), read(BoardFamily.CU48, "02 00 04 00 00 06"));
    }

    /// The first five bytes of this status have a right checksum themselves.
    @Test
    void takesAStatusForAStatusThatBeginsLikeAQuestion() {
        assertEquals(List.of(new BoardReply.Status(1, 0x0033B2L, null)), read(BoardFamily.YH, "80 01 00 33 B2 33 33"));
        assertEquals(
                List.of(new BoardReply.Request(1), new BoardReply.Status(1, 0xFFFFFFL, null)),
                read(BoardFamily.YH, "80 01 00 33 B2 80 01 FF FF FF 33 4D"));
    }

    @ParameterizedTest
    @EnumSource(BoardFamily.class)
    void hearsItsOwnOrdersAsNothingABoardSaid(BoardFamily family) {
        byte[] order = family.codec().unlock(1, 5);
        FrameReader reader = new FrameReader(family.codec());
        reader.add(order, order.length);
        BoardReply reply = reader.next();
        assertTrue(
                reply instanceof BoardReply.Request
                        || (reply instanceof BoardReply.Taken taken && taken.looksLikeEcho()),
                String.valueOf(reply));
    }

    @ParameterizedTest
    @EnumSource(BoardFamily.class)
    void findsTheNextFrameAfterAnything(BoardFamily family) {
        Random random = new Random(7);
        byte[] status = status(family);
        for (int run = 0; run < 20_000; run++) {
            FrameReader reader = new FrameReader(family.codec());
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            reader.add(noise, noise.length);
            BoardReply last = drained(reader);
            // What noise began is over at the latest when as many bytes have come as the longest frame has.
            for (int i = 0; i < 3; i++) {
                reader.add(status, status.length);
                BoardReply next = drained(reader);
                last = next == null ? last : next;
            }
            assertEquals(expected(family), last, HEX.formatHex(noise));
        }
    }

    @ParameterizedTest
    @EnumSource(BoardFamily.class)
    void takesNoFrameWithAFlippedBitForWhatItWas(BoardFamily family) {
        byte[] status = status(family);
        for (int bit = 0; bit < status.length * 8; bit++) {
            byte[] flipped = status.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            FrameReader reader = new FrameReader(family.codec());
            reader.add(flipped, flipped.length);
            BoardReply reply = drained(reader);
            assertNull(reply instanceof BoardReply.Status ? reply : null, HEX.formatHex(flipped));
        }
    }

    @ParameterizedTest
    @EnumSource(BoardFamily.class)
    void neverThrowsNorGrows(BoardFamily family) {
        Random random = new Random(11);
        FrameReader reader = new FrameReader(family.codec());
        byte[] chunk = new byte[64];
        for (int run = 0; run < 50_000; run++) {
            random.nextBytes(chunk);
            if (run % 2 == 0) {
                byte[] begins = status(family);
                System.arraycopy(begins, 0, chunk, 0, family == BoardFamily.WKLY ? 4 : 1);
            }
            reader.add(chunk, 1 + random.nextInt(64));
            drained(reader);
        }
        assertNotEquals(0, reader.skipped());
        assertNotEquals(0, reader.broken());
        reader.clear();
        assertArrayEquals(status(family), status(family));
    }

    private static @org.jspecify.annotations.Nullable BoardReply drained(FrameReader reader) {
        BoardReply last = null;
        BoardReply next = reader.next();
        while (next != null) {
            last = next;
            next = reader.next();
        }
        return last;
    }

    private static byte[] status(BoardFamily family) {
        return HEX.parseHex(
                switch (family) {
                    case YH -> "80 01 AB CD EF 33 3B";
                    case CU16 -> "02 20 35 FE 01 01 80 03 DA";
                    case CU48 -> "02 03 00 75 06 FE 00 00 00 00 80 FE";
                    case WKLY -> "57 4B 4C 59 12 00 84 00 08 01 00 00 00 00 00 00 00 96";
                });
    }

    private static BoardReply expected(BoardFamily family) {
        return switch (family) {
            case YH -> new BoardReply.Status(1, 0xABCDEFL, null);
            case CU16 -> new BoardReply.Status(2, 0x01FEL, 0x8001);
            case CU48 -> new BoardReply.Status(3, 0x8000_0000_00FEL, null);
            case WKLY -> new BoardReply.Status(0, 1, 0xFF, null);
        };
    }
}
