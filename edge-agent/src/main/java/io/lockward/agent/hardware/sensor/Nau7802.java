package io.lockward.agent.hardware.sensor;

import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.hardware.i2c.SmBus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// NAU7802, a bridge amplifier and 24-bit converter on I2C, at 10 samples a second and gain 128, with its own
/// 3.3 V for the bridge. All of them have address 0x2A: more than one need multiplexers. Source: its data
/// sheet, "Register Map" and "Power-up sequencing".
public final class Nau7802 implements Sensor {
    static final int ADDRESS = 0x2A;
    static final int PU_CTRL = 0x00;
    static final int CTRL1 = 0x01;
    static final int CTRL2 = 0x02;
    static final int ADCO = 0x12;
    static final int ADC = 0x15;
    static final int PGA_PWR = 0x1C;
    static final int REVISION = 0x1F;

    static final int RESET = 0x01;
    static final int POWER_DIGITAL = 0x02;
    static final int POWER_ANALOG = 0x04;
    static final int POWERED = 0x08;
    static final int START = 0x10;
    static final int READY = 0x20;
    static final int OWN_SUPPLY = 0x80;

    /// 3.3 V from the chip's regulator, gain 128.
    static final int CTRL1_SET = 0x27;

    static final int CALIBRATE = 0x04;
    static final int CALIBRATION_FAILED = 0x08;
    /// The chopper's clock off, as the data sheet asks for.
    static final int ADC_SET = 0x30;
    /// A capacitor on the second input steadies the first.
    static final int PGA_CAPACITOR = 0x80;

    private static final int GAIN = 128;

    private final SmBus bus;
    private final LoadCell cell;
    private Stage stage = Stage.OFF;

    /// How far the chip is set up. No step waits: each [#read()] goes as far as the chip is.
    private enum Stage {
        OFF,
        POWERING,
        CALIBRATING,
        RUNNING
    }

    /// @param bus stays the caller's to close
    public Nau7802(SmBus bus, LoadCell cell) {
        this.bus = bus;
        this.cell = cell;
    }

    @Override
    public SensorChannel channel() {
        return SensorChannel.LOAD_CELL;
    }

    @Override
    public long everyMillis() {
        return 100;
    }

    @Override
    public @Nullable Double read() throws IOException {
        try {
            return switch (stage) {
                case OFF -> powerUp();
                case POWERING -> calibrate();
                case CALIBRATING -> run();
                case RUNNING -> sample();
            };
        } catch (IOException e) {
            stage = Stage.OFF;
            throw e;
        }
    }

    private @Nullable Double powerUp() throws IOException {
        if ((bus.readByte(ADDRESS, REVISION) & 0x0F) != 0x0F) {
            throw new IOException("chip 0x2a is no NAU7802");
        }
        bus.writeByte(ADDRESS, PU_CTRL, RESET);
        bus.writeByte(ADDRESS, PU_CTRL, POWER_DIGITAL);
        stage = Stage.POWERING;
        return null;
    }

    private @Nullable Double calibrate() throws IOException {
        if ((bus.readByte(ADDRESS, PU_CTRL) & POWERED) != 0) {
            bus.writeByte(ADDRESS, PU_CTRL, POWER_DIGITAL | POWER_ANALOG | OWN_SUPPLY);
            bus.writeByte(ADDRESS, CTRL1, CTRL1_SET);
            bus.writeByte(ADDRESS, ADC, ADC_SET);
            bus.writeByte(ADDRESS, PGA_PWR, bus.readByte(ADDRESS, PGA_PWR) | PGA_CAPACITOR);
            // Rate 0: 10 samples a second.
            bus.writeByte(ADDRESS, CTRL2, CALIBRATE);
            stage = Stage.CALIBRATING;
        }
        return null;
    }

    private @Nullable Double run() throws IOException {
        int control = bus.readByte(ADDRESS, CTRL2);
        if ((control & CALIBRATE) != 0) {
            return null;
        }
        if ((control & CALIBRATION_FAILED) != 0) {
            throw new IOException("the NAU7802 cannot calibrate itself");
        }
        bus.writeByte(ADDRESS, PU_CTRL, POWER_DIGITAL | POWER_ANALOG | OWN_SUPPLY | START);
        stage = Stage.RUNNING;
        return null;
    }

    private @Nullable Double sample() throws IOException {
        int control = bus.readByte(ADDRESS, PU_CTRL);
        int wanted = POWER_DIGITAL | POWER_ANALOG | OWN_SUPPLY | START;
        if ((control & wanted) != wanted) {
            // It lost its power in between, and with it all that was set.
            throw new IOException("the NAU7802 has forgotten how it was set up");
        }
        if ((control & READY) == 0) {
            return null;
        }
        byte[] bytes = bus.readBlock(ADDRESS, ADCO, 3);
        int bits = (bytes[0] & 0xFF) << 16 | (bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF);
        return cell.grams(LoadCell.signed(bits), GAIN);
    }
}
