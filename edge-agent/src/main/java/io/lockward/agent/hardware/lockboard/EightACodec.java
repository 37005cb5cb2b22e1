package io.lockward.agent.hardware.lockboard;

/// Boards whose orders begin with 8A and whose questions with 80 (sold as YH and under many names), 9600 8N1; every
/// frame ends with the exclusive or of all before.
///
/// ```
/// open    8A BOARD CHANNEL 11 XOR  ->  8A BOARD CHANNEL 00|11 XOR
/// status  80 BOARD 00 33 XOR       ->  80 BOARD G3 G2 G1 33 XOR
/// ```
///
/// The answer to an order may be the order itself, byte for byte: where the adapter hears its own words, such an answer
/// proves nothing. Only the 24 channels of the common status frame are known; larger boards answer in ways that no
/// source agrees on.
final class EightACodec implements BoardCodec {
    static final int MOST_CHANNELS = 24;
    private static final int ORDER = 0x8a;
    private static final int QUESTION = 0x80;
    private static final int OPEN = 0x11;
    private static final int STATUS = 0x33;
    private static final int SHORT = 5;
    private static final int LONG = 7;

    @Override
    public byte[] unlock(int board, int channel) {
        return BoardCodec.bytes(ORDER, board, channel, OPEN, ORDER ^ board ^ channel ^ OPEN);
    }

    @Override
    public byte[] status(int board) {
        return BoardCodec.bytes(QUESTION, board, 0, STATUS, QUESTION ^ board ^ STATUS);
    }

    @Override
    public Parsed parse(byte[] bytes, int length) {
        return switch (BoardCodec.at(bytes, 0)) {
            case ORDER -> order(bytes, length);
            case QUESTION -> question(bytes, length);
            default -> NOISE;
        };
    }

    private static Parsed order(byte[] bytes, int length) {
        if (length < SHORT) {
            return PARTIAL;
        }
        if (BoardCodec.xor(bytes, SHORT) != 0) {
            return BROKEN;
        }
        int state = BoardCodec.at(bytes, 3);
        int channel = BoardCodec.at(bytes, 2);
        return state == OPEN || state == 0
                ? new Parsed.Whole(new BoardReply.Taken(BoardCodec.at(bytes, 1), channel, state == OPEN), SHORT)
                : NOISE;
    }

    /// Five bytes of a status can by chance be a question with a right checksum, so the longer frame is looked for
    /// first.
    private static Parsed question(byte[] bytes, int length) {
        if (length < LONG) {
            return PARTIAL;
        }
        int board = BoardCodec.at(bytes, 1);
        boolean isLong = BoardCodec.at(bytes, 5) == STATUS;
        if (isLong && BoardCodec.xor(bytes, LONG) == 0) {
            long feedback =
                    ((long) BoardCodec.at(bytes, 2) << 16) | (BoardCodec.at(bytes, 3) << 8) | BoardCodec.at(bytes, 4);
            return new Parsed.Whole(new BoardReply.Status(board, feedback, null), LONG);
        }
        if (BoardCodec.at(bytes, 3) == STATUS && BoardCodec.xor(bytes, SHORT) == 0) {
            return new Parsed.Whole(new BoardReply.Request(board), SHORT);
        }
        return BROKEN;
    }
}
