package io.lockward.agent.hardware.i2c;

import java.io.IOException;

/// One channel of a TCA9548A multiplexer, behind which chips with the same address can live on one bus. The
/// channel is chosen before each transfer, so that several channels can share the bus as long as one caller
/// uses it at a time. Source: its data sheet, "Control Register": one byte, a bit for each channel.
public final class MuxedBus implements SmBus {
    private final SmBus bus;
    private final int address;
    private final int channel;

    /// @param bus stays the caller's to close
    /// @param address of the multiplexer, 0x70 to 0x77
    /// @param channel 0 to 7
    public MuxedBus(SmBus bus, int address, int channel) {
        if (address < 0x70 || address > 0x77 || channel < 0 || channel > 7) {
            throw new IllegalArgumentException("multiplexers are 0x70 to 0x77, their channels 0 to 7");
        }
        this.bus = bus;
        this.address = address;
        this.channel = channel;
    }

    @Override
    public void sendByte(int chip, int value) throws IOException {
        choose();
        bus.sendByte(chip, value);
    }

    @Override
    public int receiveByte(int chip) throws IOException {
        choose();
        return bus.receiveByte(chip);
    }

    @Override
    public int readByte(int chip, int register) throws IOException {
        choose();
        return bus.readByte(chip, register);
    }

    @Override
    public void writeByte(int chip, int register, int value) throws IOException {
        choose();
        bus.writeByte(chip, register, value);
    }

    @Override
    public int readWord(int chip, int register) throws IOException {
        choose();
        return bus.readWord(chip, register);
    }

    @Override
    public void writeWord(int chip, int register, int value) throws IOException {
        choose();
        bus.writeWord(chip, register, value);
    }

    @Override
    public byte[] readBlock(int chip, int register, int count) throws IOException {
        choose();
        return bus.readBlock(chip, register, count);
    }

    @Override
    public void close() {
        // The bus is shared.
    }

    private void choose() throws IOException {
        bus.sendByte(address, 1 << channel);
    }
}
