package io.lockward.agent.hardware.lockboard;

import static io.lockward.agent.hardware.lockboard.BoardFamily.WKLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What only WKLY boards do; the rest is in [BoardCodecTest].
class WklyCodecTest {
    private static final String HEADER = "57 4B 4C 59 ";
    private static final String FOUR = HEADER + "0E 00 84 00 04 00 01 01 00 87";
    private static final BoardReply FOUR_SAY = new BoardReply.Status(0, 0b0110, 0b1111, null);

    private static List<BoardReply> read(String hex) {
        return BoardCodecTest.read(WKLY, hex);
    }

    /// With a right checksum at the end.
    private static String checked(String frame) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(frame);
        return frame + " " + HexFormat.of().withUpperCase().toHexDigits((byte) BoardCodec.xor(bytes, bytes.length));
    }

    /// Frames as four sources quote them, of boards with 4, 8 and 24 channels.
    @Test
    void readsTheStatusesThatOthersQuote() {
        assertEquals(List.of(FOUR_SAY), read(FOUR));
        assertEquals(
                List.of(new BoardReply.Status(1, 0, 0b1111, null)), read(HEADER + "0E 01 84 00 04 00 00 00 00 86"));
        assertEquals(
                List.of(new BoardReply.Status(0, 1, 0xFF, null)),
                read(HEADER + "12 00 84 00 08 01 00 00 00 00 00 00 00 96"));
        assertEquals(
                List.of(new BoardReply.Status(0, 0, 0xFF_FFFF, null)),
                read(HEADER + "22 00 84 00 18" + " 00".repeat(24) + " B7"));
    }

    @Test
    void readsWhatBecameOfAnOrder() {
        assertEquals(List.of(new BoardReply.Taken(0, 1, false)), read(HEADER + "0B 00 82 00 01 00 81"));
        assertEquals(List.of(new BoardReply.Taken(1, 4, false)), read(HEADER + "0B 01 82 00 04 00 85"));
        assertEquals(
                List.of(new BoardReply.Taken(0, 5, false)),
                read(HEADER + "0B 00 82 00 05 01 84"),
                "the door has not moved yet");
        assertEquals(List.of(new BoardReply.Doubtful(0, 5, 0xFF)), read(checked(HEADER + "0B 00 82 FF 05 01")));
        assertEquals(List.of(new BoardReply.Doubtful(0, 5, 1)), read(checked(HEADER + "0B 00 82 01 05 01")));
    }

    /// A contact can be FF, which is neither open nor closed; nor is a channel that the board has not.
    @Test
    void tellsNothingOfAChannelThatTheBoardSaysNothingOf() {
        BoardReply.Status status = (BoardReply.Status)
                read(checked(HEADER + "0E 02 84 00 04 01 FF 07 00")).getFirst();
        assertEquals(new BoardReply.Status(2, 0b0001, 0b1001, null), status);
        assertEquals(
                List.of(true, false, false, true, false),
                IntStream.rangeClosed(1, 5).mapToObj(status::tells).toList());
    }

    @Test
    void hearsMoreChannelsThanAreWiredAndNotEndlesslyMany() {
        BoardReply.Status most = (BoardReply.Status)
                read(checked(HEADER + "3A 00 84 00 30" + " 01".repeat(48))).getFirst();
        assertEquals((1L << 48) - 1, most.feedback());
        assertTrue(most.tells(48));
        assertFalse(most.tells(49));
        assertEquals(List.of(), read(checked(HEADER + "3B 00 84 00 31" + " 01".repeat(49))));
    }

    @Test
    void takesAChangeToldUnaskedForNewsAndForNoAnswer() {
        assertEquals(List.of(new BoardReply.News(0)), read(HEADER + "0A 00 85 01 01 86"));
        assertEquals(List.of(new BoardReply.News(0)), read(HEADER + "0A 00 85 02 00 84"));
        assertEquals(List.of(new BoardReply.News(0), FOUR_SAY), read(HEADER + "0A 00 85 02 00 84 " + FOUR));
    }

    /// What other boards and other masters say under the same header, and answers that say nothing of use.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "09 00 80 00",
                "0A 00 81 00 01",
                "0B 00 83 00 01 00",
                "09 00 86 00",
                "09 00 87 00",
                "0A 00 88 00 02",
                "0E 00 96 00 00 00 FF FF 01",
                "09 00 84 FF",
                "0E 00 84 FF 04 01 01 01 01"
            })
    void takesNothingElseForAnAnswer(String frame) {
        assertEquals(List.of(new BoardReply.Foreign(0)), read(checked(HEADER + frame)));
        assertEquals(
                List.of(new BoardReply.Foreign(0), FOUR_SAY),
                read(checked(HEADER + frame) + " " + FOUR),
                "and what follows is found");
    }

    /// The right checksum on a shape that no board sends.
    @ParameterizedTest
    @ValueSource(
            strings = {
                // its count and its length differ; one source's own emulator leaves the status out
                "0E 00 84 00 03 00 01 01 00",
                "0E 00 84 00 05 00 01 01 00",
                "0A 00 84 00 00",
                "0B 00 84 00 00 01",
                // an answer to an order without its channel or with a door that is neither
                "0A 00 82 00 01",
                "0B 00 82 00 01 02",
                "0C 00 82 00 01 00 00",
                // news of channel 0, of a contact that is neither, too long
                "0A 00 85 00 01",
                "0A 00 85 01 57",
                "0B 00 85 00 01 01",
                // a length that holds no frame
                "07 00 84",
                "00 00 84"
            })
    void believesNoShapeThatNoSourceKnows(String frame) {
        assertEquals(List.of(), read(checked(HEADER + frame)));
    }

    @Test
    void takesARepeatedOrderForARequestAndForNoAnswer() {
        assertEquals(List.of(new BoardReply.Request(0)), read(HEADER + "09 00 82 01 83"));
        assertFalse(WKLY.codec().answersOrdersByStatus());
    }

    /// Cut anywhere, the frame after it is found as soon as it is whole: a torn one never waits for its rest.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0A 00 85 02 00 84",
                "0B 00 82 00 01 00 81",
                "0E 00 84 00 04 00 01 01 00 87",
                // promises more than comes
                "3A 00 84 00 30 01 01"
            })
    void findsWhatFollowsATornFrame(String torn) {
        String[] bytes = (HEADER + torn).split(" ");
        int whole = Integer.parseInt(bytes[4], 16);
        for (int cut = 1; cut < Math.min(bytes.length, whole); cut++) {
            String before = String.join(" ", Arrays.copyOf(bytes, cut));
            assertEquals(List.of(FOUR_SAY), read(before + " " + FOUR), before);
        }
    }

    @Test
    void findsAFrameAfterItsOwnHeaderInGarbage() {
        assertEquals(List.of(FOUR_SAY), read("57 57 4B 57 4B 4C 57 4B 4C 59 " + FOUR));
        assertEquals(List.of(FOUR_SAY), read(HEADER + "FF " + FOUR), "a length no frame has");
        assertEquals(List.of(FOUR_SAY), read(HEADER + "3A 99 99 " + FOUR), "a length that lies");
        assertEquals(List.of(FOUR_SAY), read("FF 00 85 57 " + FOUR));
    }

    @Test
    void countsATornFrameAsBroken() {
        FrameReader reader = new FrameReader(WKLY.codec());
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(HEADER + "0A 00 85 " + FOUR);
        reader.add(bytes, bytes.length);
        assertEquals(FOUR_SAY, reader.next());
        assertNull(reader.next());
        assertEquals(List.of(1L, 7L), List.of(reader.broken(), reader.skipped()));
    }

    /// Whoever asks and orders writes two words and no others: those that open many or hold a coil on are one bit away.
    @Test
    void writesNoWordThatOpensManyOrHoldsACoil() {
        BoardCodec codec = WKLY.codec();
        for (int board = 0; board <= WKLY.mostBoard(); board++) {
            byte[] status = codec.status(board);
            assertEquals(0x84, BoardCodec.at(status, 6));
            assertEquals(0, BoardCodec.xor(status, status.length));
            for (int channel = 1; channel <= WKLY.channels(); channel++) {
                byte[] order = codec.unlock(board, channel);
                assertEquals(
                        List.of(9, board, 0x82, channel),
                        IntStream.range(4, 8)
                                .mapToObj(i -> BoardCodec.at(order, i))
                                .toList());
                assertEquals(0, BoardCodec.xor(order, order.length));
            }
        }
    }
}
