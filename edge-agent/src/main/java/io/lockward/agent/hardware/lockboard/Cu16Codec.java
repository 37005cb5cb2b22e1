package io.lockward.agent.hardware.lockboard;

/// Kerong CU16 and CU12, 19200 8N1; every frame ends with the low byte of the sum of all before. ADDR holds the board
/// in its upper and the channel, from 0, in its lower four bits.
///
/// ```
/// open    02 ADDR 31 03 SUM  ->  the status, or nothing
/// status  02 ADDR 30 03 SUM  ->  02 ADDR 35 H1 H2 IR1 IR2 03 SUM
/// ```
///
/// H are the hooks (1: closed), IR the infrared sensors (1: something inside), channel 1 in the lowest bit of the first
/// byte. Board 15 would be all boards at once, and is never addressed.
final class Cu16Codec implements BoardCodec {
    static final int MOST_CHANNELS = 16;
    static final int MOST_BOARD = 14;
    private static final int STX = 0x02;
    private static final int ETX = 0x03;
    private static final int STATUS = 0x30;
    private static final int OPEN = 0x31;
    private static final int ANSWER = 0x35;
    private static final int LAST_COMMAND = 0x39;
    private static final int SHORT = 5;
    private static final int LONG = 9;

    @Override
    public byte[] unlock(int board, int channel) {
        return request((board << 4) | (channel - 1), OPEN);
    }

    @Override
    public byte[] status(int board) {
        return request(board << 4, STATUS);
    }

    private static byte[] request(int address, int command) {
        return BoardCodec.bytes(STX, address, command, ETX, STX + address + command + ETX);
    }

    @Override
    public Parsed parse(byte[] bytes, int length) {
        if (BoardCodec.at(bytes, 0) != STX) {
            return NOISE;
        }
        if (length < 3) {
            return PARTIAL;
        }
        int word = BoardCodec.at(bytes, 2);
        if (word < STATUS || word > LAST_COMMAND) {
            return NOISE;
        }
        int size = word == ANSWER ? LONG : SHORT;
        if (length < size) {
            return PARTIAL;
        }
        if (BoardCodec.at(bytes, size - 2) != ETX
                || BoardCodec.sum(bytes, size - 1) != BoardCodec.at(bytes, size - 1)) {
            return BROKEN;
        }
        int board = BoardCodec.at(bytes, 1) >> 4;
        if (word != ANSWER) {
            return new Parsed.Whole(new BoardReply.Request(board), SHORT);
        }
        long hooks = BoardCodec.at(bytes, 3) | (BoardCodec.at(bytes, 4) << 8);
        int items = BoardCodec.at(bytes, 5) | (BoardCodec.at(bytes, 6) << 8);
        return new Parsed.Whole(new BoardReply.Status(board, hooks, items), LONG);
    }
}
