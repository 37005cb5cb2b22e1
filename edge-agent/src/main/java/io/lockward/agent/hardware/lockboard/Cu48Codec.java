package io.lockward.agent.hardware.lockboard;

/// Kerong CU48, 19200 8N1; every frame ends with the low byte of the sum of all before. Channels count from 0 on the
/// wire.
///
/// ```
/// open    02 BOARD CHANNEL 61 03 SUM  ->  02 BOARD CHANNEL 75 00 SUM; 00 in place of 75: not done
/// status  02 BOARD 00 60 03 SUM       ->  02 BOARD 00 75 06 S1 .. S6 SUM
/// ```
///
/// S are the hooks (1: closed), channel 1 in the lowest bit of S1.
final class Cu48Codec implements BoardCodec {
    static final int MOST_CHANNELS = 48;
    private static final int STX = 0x02;
    private static final int ETX = 0x03;
    private static final int STATUS = 0x60;
    private static final int OPEN = 0x61;
    private static final int DONE = 0x75;
    private static final int NOT_DONE = 0x00;
    private static final int MOST_DATA = 6;
    private static final int SHORT = 6;

    @Override
    public byte[] unlock(int board, int channel) {
        return request(board, channel - 1, OPEN);
    }

    @Override
    public byte[] status(int board) {
        return request(board, 0, STATUS);
    }

    private static byte[] request(int board, int channel, int command) {
        return BoardCodec.bytes(STX, board, channel, command, ETX, STX + board + channel + command + ETX);
    }

    @Override
    public Parsed parse(byte[] bytes, int length) {
        if (BoardCodec.at(bytes, 0) != STX) {
            return NOISE;
        }
        if (length < 5) {
            return PARTIAL;
        }
        int board = BoardCodec.at(bytes, 1);
        int channel = BoardCodec.at(bytes, 2) + 1;
        int data = BoardCodec.at(bytes, 4);
        return switch (BoardCodec.at(bytes, 3)) {
            case STATUS, OPEN -> data == ETX ? whole(bytes, length, SHORT, new BoardReply.Request(board)) : NOISE;
            case NOT_DONE -> data == 0 ? whole(bytes, length, SHORT, new BoardReply.Refused(board, channel)) : NOISE;
            case DONE -> {
                if (data == 0) {
                    yield whole(bytes, length, SHORT, new BoardReply.Taken(board, channel, false));
                }
                yield data == MOST_DATA ? status(bytes, length, board) : NOISE;
            }
            default -> NOISE;
        };
    }

    private static Parsed status(byte[] bytes, int length, int board) {
        int size = SHORT + MOST_DATA;
        if (length < size) {
            return PARTIAL;
        }
        long hooks = 0;
        for (int i = 0; i < MOST_DATA; i++) {
            hooks |= (long) BoardCodec.at(bytes, 5 + i) << (8 * i);
        }
        return whole(bytes, length, size, new BoardReply.Status(board, hooks, null));
    }

    private static Parsed whole(byte[] bytes, int length, int size, BoardReply reply) {
        if (length < size) {
            return PARTIAL;
        }
        return BoardCodec.sum(bytes, size - 1) == BoardCodec.at(bytes, size - 1)
                ? new Parsed.Whole(reply, size)
                : BROKEN;
    }
}
