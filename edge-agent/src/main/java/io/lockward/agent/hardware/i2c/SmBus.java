package io.lockward.agent.hardware.i2c;

import java.io.IOException;

/// One I2C bus. `address` is a chip's, 7 bits; `register` 0 to 255; a value 0 to 255, or 0 to 65,535 for words.
///
/// Thread rule: one caller at a time.
public interface SmBus extends AutoCloseable {
    /// Most bytes of one block.
    int MOST_BLOCK = 32;

    /// Sends one byte without a register.
    ///
    /// @throws IOException when the chip does not answer; so with all transfers
    void sendByte(int address, int value) throws IOException;

    /// Takes one byte without naming a register.
    int receiveByte(int address) throws IOException;

    int readByte(int address, int register) throws IOException;

    void writeByte(int address, int register, int value) throws IOException;

    /// A word as SMBus has it: low byte first.
    int readWord(int address, int register) throws IOException;

    /// A word as SMBus has it: low byte first.
    void writeWord(int address, int register, int value) throws IOException;

    /// The bytes of successive registers.
    ///
    /// @param count 1 to [#MOST_BLOCK]
    byte[] readBlock(int address, int register, int count) throws IOException;

    /// A word of a chip that sends the high byte first.
    default int readWordHighFirst(int address, int register) throws IOException {
        return swapped(readWord(address, register));
    }

    /// A word for a chip that takes the high byte first.
    default void writeWordHighFirst(int address, int register, int value) throws IOException {
        writeWord(address, register, swapped(value));
    }

    /// A byte of a chip whose registers have 16 bits: its pointer is set, and then the byte is taken.
    ///
    /// @param register 0 to 65,535
    default int readByteOfWide(int address, int register) throws IOException {
        writeByte(address, register >> 8, register & 0xFF);
        return receiveByte(address);
    }

    /// A byte for a chip whose registers have 16 bits: on the wire the high half of the register, the low half,
    /// the value.
    ///
    /// @param register 0 to 65,535
    default void writeByteOfWide(int address, int register, int value) throws IOException {
        writeWord(address, register >> 8, (register & 0xFF) | value << 8);
    }

    @Override
    void close();

    private static int swapped(int word) {
        return (word & 0xFF) << 8 | (word >> 8 & 0xFF);
    }
}
