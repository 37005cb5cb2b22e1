package io.lockward.agent.hardware.sensor;

import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.hardware.i2c.SmBus;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// VL6180X, time of flight up to 255 mm: low compartments only. It tells boxes, never paper. All of them have
/// address 0x29: more than one need multiplexers. Source: its data sheet and the application note AN4545, "SR03
/// settings".
public final class Vl6180x implements Sensor {
    static final int ADDRESS = 0x29;
    static final int MODEL_ID = 0x000;
    static final int MODEL = 0xB4;
    static final int FRESH_OUT_OF_RESET = 0x016;
    static final int INTERRUPT_CLEAR = 0x015;
    static final int INTERRUPT_CONFIG = 0x014;
    static final int RANGE_START = 0x018;
    static final int RANGE_STATUS = 0x04D;
    static final int INTERRUPT_STATUS = 0x04F;
    static final int RANGE_VALUE = 0x062;

    /// A new range measurement is told by interrupt; the rest of the byte is about light.
    private static final int RANGE_READY = 4;

    private static final int RANGE_BITS = 7;

    /// Registers that every chip must be given after a reset, and no data sheet explains.
    static final List<Setting> SETTINGS = List.of(
            new Setting(0x207, 0x01),
            new Setting(0x208, 0x01),
            new Setting(0x096, 0x00),
            new Setting(0x097, 0xFD),
            new Setting(0x0E3, 0x01),
            new Setting(0x0E4, 0x03),
            new Setting(0x0E5, 0x02),
            new Setting(0x0E6, 0x01),
            new Setting(0x0E7, 0x03),
            new Setting(0x0F5, 0x02),
            new Setting(0x0D9, 0x05),
            new Setting(0x0DB, 0xCE),
            new Setting(0x0DC, 0x03),
            new Setting(0x0DD, 0xF8),
            new Setting(0x09F, 0x00),
            new Setting(0x0A3, 0x3C),
            new Setting(0x0B7, 0x00),
            new Setting(0x0BB, 0x3C),
            new Setting(0x0B2, 0x09),
            new Setting(0x0CA, 0x09),
            new Setting(0x198, 0x01),
            new Setting(0x1B0, 0x17),
            new Setting(0x1AD, 0x00),
            new Setting(0x0FF, 0x05),
            new Setting(0x100, 0x05),
            new Setting(0x199, 0x05),
            new Setting(0x1A6, 0x1B),
            new Setting(0x1AC, 0x3E),
            new Setting(0x1A7, 0x1F),
            new Setting(0x030, 0x00));

    private final SmBus bus;
    private boolean running;
    private boolean asked;

    record Setting(int register, int value) {}

    /// @param bus stays the caller's to close
    public Vl6180x(SmBus bus) {
        this.bus = bus;
    }

    @Override
    public SensorChannel channel() {
        return SensorChannel.DISTANCE;
    }

    @Override
    public long everyMillis() {
        return 100;
    }

    @Override
    public long fastMillis() {
        return 50;
    }

    @Override
    public @Nullable Double read() throws IOException {
        try {
            if (!running) {
                setUp();
            }
            if (!asked) {
                bus.writeByteOfWide(ADDRESS, RANGE_START, 1);
                asked = true;
                return null;
            }
            return range();
        } catch (IOException e) {
            running = false;
            asked = false;
            throw e;
        }
    }

    private void setUp() throws IOException {
        if (bus.readByteOfWide(ADDRESS, MODEL_ID) != MODEL) {
            throw new IOException("chip 0x29 is no VL6180X");
        }
        if (bus.readByteOfWide(ADDRESS, FRESH_OUT_OF_RESET) == 1) {
            for (Setting setting : SETTINGS) {
                bus.writeByteOfWide(ADDRESS, setting.register(), setting.value());
            }
            bus.writeByteOfWide(ADDRESS, FRESH_OUT_OF_RESET, 0);
        }
        bus.writeByteOfWide(ADDRESS, INTERRUPT_CONFIG, RANGE_READY);
        running = true;
    }

    private @Nullable Double range() throws IOException {
        if ((bus.readByteOfWide(ADDRESS, INTERRUPT_STATUS) & RANGE_BITS) != RANGE_READY) {
            if (bus.readByteOfWide(ADDRESS, FRESH_OUT_OF_RESET) == 1) {
                throw new IOException("the VL6180X was reset");
            }
            return null;
        }
        int error = bus.readByteOfWide(ADDRESS, RANGE_STATUS) >> 4;
        int millimetres = bus.readByteOfWide(ADDRESS, RANGE_VALUE);
        bus.writeByteOfWide(ADDRESS, INTERRUPT_CLEAR, RANGE_BITS);
        asked = false;
        // 0: valid. Otherwise nothing came back, or too much light: no distance.
        return error == 0 ? Double.valueOf(millimetres) : null;
    }
}
