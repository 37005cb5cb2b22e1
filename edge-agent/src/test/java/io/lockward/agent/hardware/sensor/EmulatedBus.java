package io.lockward.agent.hardware.sensor;

import io.lockward.agent.hardware.i2c.SmBus;
import io.lockward.agent.hardware.kernel.DeviceFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An I2C bus with chips on it and behind its multiplexers, as bytes on the wire.
final class EmulatedBus implements SmBus {
    private static final int REMOTE_IO = 121;

    /// A chip as the bus meets it.
    interface Chip {
        /// The master writes: mostly a register, and then what goes into it.
        void written(int... bytes) throws IOException;

        /// The master reads one byte.
        int read() throws IOException;
    }

    final Map<Integer, Chip> chips = new TreeMap<>();
    final List<String> traffic = new ArrayList<>();
    boolean closed;

    /// A TCA9548A: what is behind it answers while its channel is chosen.
    static final class Mux implements Chip {
        final Map<Integer, Map<Integer, Chip>> channels = new TreeMap<>();
        private int chosen;

        @Override
        public void written(int... bytes) {
            chosen = bytes[0];
        }

        @Override
        public int read() {
            return chosen;
        }

        private @Nullable Chip at(int address) {
            Chip found = null;
            for (Map.Entry<Integer, Map<Integer, Chip>> channel : channels.entrySet()) {
                Chip chip = channel.getValue().get(address);
                if ((chosen >> channel.getKey() & 1) == 1 && chip != null) {
                    if (found != null) {
                        throw new AssertionError("two chips at address " + address + " answer at once");
                    }
                    found = chip;
                }
            }
            return found;
        }
    }

    @Override
    public void sendByte(int address, int value) throws IOException {
        chip(address).written(value);
        traffic.add("%02x<%02x".formatted(address, value));
    }

    @Override
    public int receiveByte(int address) throws IOException {
        int value = chip(address).read();
        traffic.add("%02x>%02x".formatted(address, value));
        return value;
    }

    @Override
    public int readByte(int address, int register) throws IOException {
        Chip chip = chip(address);
        chip.written(register);
        int value = chip.read();
        traffic.add("%02x:%02x>%02x".formatted(address, register, value));
        return value;
    }

    @Override
    public void writeByte(int address, int register, int value) throws IOException {
        chip(address).written(register, value);
        traffic.add("%02x:%02x<%02x".formatted(address, register, value));
    }

    @Override
    public int readWord(int address, int register) throws IOException {
        Chip chip = chip(address);
        chip.written(register);
        return chip.read() | chip.read() << 8;
    }

    @Override
    public void writeWord(int address, int register, int value) throws IOException {
        chip(address).written(register, value & 0xFF, value >> 8 & 0xFF);
        traffic.add("%02x:%02x<%02x%02x".formatted(address, register, value & 0xFF, value >> 8 & 0xFF));
    }

    @Override
    public byte[] readBlock(int address, int register, int count) throws IOException {
        Chip chip = chip(address);
        chip.written(register);
        byte[] block = new byte[count];
        for (int i = 0; i < count; i++) {
            block[i] = (byte) chip.read();
        }
        return block;
    }

    @Override
    public void close() {
        closed = true;
    }

    private Chip chip(int address) throws IOException {
        Chip found = chips.get(address);
        for (Chip chip : chips.values()) {
            if (found == null && chip instanceof Mux mux) {
                found = mux.at(address);
            }
        }
        if (found == null) {
            throw new DeviceFault("reading chip", REMOTE_IO);
        }
        return found;
    }
}
