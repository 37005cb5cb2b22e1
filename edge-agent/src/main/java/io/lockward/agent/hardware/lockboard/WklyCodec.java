package io.lockward.agent.hardware.lockboard;

/// Boards whose frames begin with the letters WKLY, 9600 8N1. LEN counts the whole frame; every frame ends with the
/// exclusive or of all before.
///
/// ```
/// open    57 4B 4C 59 09 BOARD 82 CHANNEL XOR  ->  57 4B 4C 59 0B BOARD 82 STATUS CHANNEL DOOR XOR, or nothing
/// status  57 4B 4C 59 08 BOARD 84 XOR          ->  57 4B 4C 59 LEN BOARD 84 STATUS COUNT D1 .. DCOUNT XOR
/// unasked                                          57 4B 4C 59 0A BOARD 85 CHANNEL DOOR XOR
/// ```
///
/// STATUS is 00 when it was done; sources name FF and 01 for a failure, and none says whether the coil was driven
/// before, so any other value leaves that open. D is one contact: 01 and 00 mean closed and open in most sources and
/// the reverse in one, FF that the board cannot tell. What comes unasked answers nothing and is only counted: the next
/// round asks. 80, 86 and 87 open many, 88 and 89 hold a coil: they are never written here.
final class WklyCodec implements BoardCodec {
    /// The largest board whose frames are quoted.
    static final int MOST_CHANNELS = 24;

    /// As the one source that gives a range has it.
    static final int MOST_BOARD = 31;

    /// What a length byte can promise at most: twice the channels that are known, so that a larger board is heard.
    private static final int MOST_TOLD = 48;

    private static final byte[] HEADER = BoardCodec.bytes(0x57, 0x4b, 0x4c, 0x59);
    private static final int OPEN = 0x82;
    private static final int ONE = 0x83;
    private static final int ALL = 0x84;
    private static final int CHANGE = 0x85;
    private static final int DONE = 0x00;
    private static final int CANNOT_TELL = 0xff;
    /// A frame without data.
    private static final int BARE = 8;
    private static final int REQUEST = BARE + 1;
    private static final int CHANGED = BARE + 2;
    private static final int ANSWER = BARE + 3;

    @Override
    public byte[] unlock(int board, int channel) {
        return checked(0x57, 0x4b, 0x4c, 0x59, REQUEST, board, OPEN, channel, 0);
    }

    @Override
    public byte[] status(int board) {
        return checked(0x57, 0x4b, 0x4c, 0x59, BARE, board, ALL, 0);
    }

    private static byte[] checked(int... values) {
        byte[] frame = BoardCodec.bytes(values);
        frame[frame.length - 1] = (byte) BoardCodec.xor(frame, frame.length - 1);
        return frame;
    }

    /// No source knows a board that answers an order by a status, so a status never confirms one.
    @Override
    public boolean answersOrdersByStatus() {
        return false;
    }

    @Override
    public Parsed parse(byte[] bytes, int length) {
        int beginning = Math.min(length, HEADER.length);
        if (!isHeader(bytes, 0, beginning)) {
            return NOISE;
        }
        if (length <= HEADER.length) {
            return PARTIAL;
        }
        int size = BoardCodec.at(bytes, HEADER.length);
        if (size < BARE || size > BARE + 2 + MOST_TOLD) {
            return NOISE;
        }
        // No frame holds a header inside, so this one was torn, or its length lies: do not wait for the rest of it.
        if (holdsAnother(bytes, Math.min(length, size))) {
            return BROKEN;
        }
        if (length < size) {
            return PARTIAL;
        }
        return BoardCodec.xor(bytes, size) == 0 ? whole(bytes, size) : BROKEN;
    }

    private static boolean holdsAnother(byte[] bytes, int length) {
        for (int i = HEADER.length; i <= length - HEADER.length; i++) {
            if (isHeader(bytes, i, HEADER.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHeader(byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != HEADER[i]) {
                return false;
            }
        }
        return true;
    }

    private static Parsed whole(byte[] bytes, int size) {
        int board = BoardCodec.at(bytes, 5);
        int first = size > BARE ? BoardCodec.at(bytes, 7) : 0;
        return switch (BoardCodec.at(bytes, 6)) {
            case OPEN -> size == REQUEST ? new Parsed.Whole(new BoardReply.Request(board), size) : one(bytes, size);
            case ONE -> size == REQUEST ? new Parsed.Whole(new BoardReply.Request(board), size) : foreign(board, size);
            case ALL -> size == BARE ? new Parsed.Whole(new BoardReply.Request(board), size) : all(bytes, size);
            case CHANGE ->
                size == CHANGED && first >= 1 && isContact(BoardCodec.at(bytes, 8))
                        ? new Parsed.Whole(new BoardReply.News(board), size)
                        : NOISE;
            default -> foreign(board, size);
        };
    }

    private static Parsed foreign(int board, int size) {
        return new Parsed.Whole(new BoardReply.Foreign(board), size);
    }

    private static Parsed one(byte[] bytes, int size) {
        if (size != ANSWER || !isContact(BoardCodec.at(bytes, 9))) {
            return NOISE;
        }
        int board = BoardCodec.at(bytes, 5);
        int status = BoardCodec.at(bytes, 7);
        int channel = BoardCodec.at(bytes, 8);
        return new Parsed.Whole(
                status == DONE
                        ? new BoardReply.Taken(board, channel, false)
                        : new BoardReply.Doubtful(board, channel, status),
                size);
    }

    private static Parsed all(byte[] bytes, int size) {
        int board = BoardCodec.at(bytes, 5);
        if (BoardCodec.at(bytes, 7) != DONE) {
            return foreign(board, size);
        }
        int count = size - BARE - 2;
        if (count < 1 || BoardCodec.at(bytes, 8) != count) {
            return NOISE;
        }
        long feedback = 0;
        long told = 0;
        for (int i = 0; i < count; i++) {
            int contact = BoardCodec.at(bytes, 9 + i);
            feedback |= contact == 1 ? 1L << i : 0;
            told |= contact <= 1 ? 1L << i : 0;
        }
        return new Parsed.Whole(new BoardReply.Status(board, feedback, told, null), size);
    }

    private static boolean isContact(int value) {
        return value <= 1 || value == CANNOT_TELL;
    }
}
