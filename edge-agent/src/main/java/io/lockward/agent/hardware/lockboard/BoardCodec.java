package io.lockward.agent.hardware.lockboard;

/// How one family of boards puts its words into bytes. Stateless, and total: any bytes give an answer.
///
/// Channels count from 1, boards as their switches do.
interface BoardCodec {
    /// The order to open one lock. Whoever sends it twice opens twice.
    byte[] unlock(int board, int channel);

    /// The question after all channels of a board. Changes nothing.
    byte[] status(int board);

    /// Whether boards may answer an order by their status.
    default boolean answersOrdersByStatus() {
        return true;
    }

    /// What the first bytes are. It never looks further than [FrameReader#CAPACITY].
    ///
    /// @param bytes what came, oldest first
    /// @param length how many of them count, from 1
    Parsed parse(byte[] bytes, int length);

    /// What the first bytes are.
    sealed interface Parsed {
        /// A whole frame with a right checksum.
        ///
        /// @param size its length in bytes
        record Whole(BoardReply reply, int size) implements Parsed {}

        /// The beginning of something that may become a frame.
        record Partial() implements Parsed {}

        /// No frame begins at the first byte.
        ///
        /// @param looksBroken whether it is shaped like a frame and its checksum is wrong
        record Noise(boolean looksBroken) implements Parsed {}
    }

    Parsed PARTIAL = new Parsed.Partial();
    Parsed NOISE = new Parsed.Noise(false);
    Parsed BROKEN = new Parsed.Noise(true);

    static int at(byte[] bytes, int index) {
        return bytes[index] & 0xff;
    }

    /// The low byte of the sum of the first bytes.
    static int sum(byte[] bytes, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += at(bytes, i);
        }
        return sum & 0xff;
    }

    /// All of the first bytes, exclusive or.
    static int xor(byte[] bytes, int length) {
        int xor = 0;
        for (int i = 0; i < length; i++) {
            xor ^= at(bytes, i);
        }
        return xor;
    }

    /// Bytes as a frame, its last one made by the caller.
    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
