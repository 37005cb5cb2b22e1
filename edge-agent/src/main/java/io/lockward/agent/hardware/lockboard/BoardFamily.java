package io.lockward.agent.hardware.lockboard;

/// The kinds of lock boards that are understood.
public enum BoardFamily {
    /// Kerong CU16 and CU12: 16 channels, tells whether something is inside.
    CU16(19_200, 0, Cu16Codec.MOST_BOARD, Cu16Codec.MOST_CHANNELS, true),
    /// Kerong CU48: 48 channels.
    CU48(19_200, 0, 63, Cu48Codec.MOST_CHANNELS, false),
    /// Boards whose orders begin with 8A: 24 channels.
    YH(9_600, 1, 63, EightACodec.MOST_CHANNELS, false),
    /// Boards whose frames begin with the letters WKLY: 24 channels.
    WKLY(9_600, 0, WklyCodec.MOST_BOARD, WklyCodec.MOST_CHANNELS, false);

    private final int baud;
    private final int leastBoard;
    private final int mostBoard;
    private final int channels;
    private final boolean tellsItems;

    BoardFamily(int baud, int leastBoard, int mostBoard, int channels, boolean tellsItems) {
        this.baud = baud;
        this.leastBoard = leastBoard;
        this.mostBoard = mostBoard;
        this.channels = channels;
        this.tellsItems = tellsItems;
    }

    BoardCodec codec() {
        return switch (this) {
            case CU16 -> new Cu16Codec();
            case CU48 -> new Cu48Codec();
            case YH -> new EightACodec();
            case WKLY -> new WklyCodec();
        };
    }

    /// Bits per second as delivered.
    public int baud() {
        return baud;
    }

    /// The lowest address a board can have.
    public int leastBoard() {
        return leastBoard;
    }

    /// The highest address a board can have.
    public int mostBoard() {
        return mostBoard;
    }

    /// How many channels a board has; they count from 1.
    public int channels() {
        return channels;
    }

    /// Whether its boards tell that something is inside.
    public boolean tellsItems() {
        return tellsItems;
    }
}
