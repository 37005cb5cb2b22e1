package io.lockward.agent.hardware.sensor;

import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.hardware.i2c.SmBus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Infrared reflectance (a phototransistor beside its LED) on one input of an ADS1115 converter. Readings are
/// given as counts of 10 bits over 4.096 V, with fractions. Four inputs share the chip, so each conversion is
/// asked for alone. Source: its data sheet, "Config Register".
public final class Ads1115 implements Sensor {
    static final int CONVERSION = 0x00;
    static final int CONFIG = 0x01;
    /// Written: convert once. Read: no conversion under way.
    static final int START_OR_IDLE = 0x8000;
    /// Input 0 against ground; the input's number is added above bit 12.
    static final int INPUT_0 = 0x4000;
    /// Full scale 4.096 V, single conversions, 128 a second, comparator off.
    static final int SETTING = 0x0383;

    private static final double PER_COUNT = 32;

    private final SmBus bus;
    private final int address;
    private final int input;
    private boolean asked;

    /// @param bus stays the caller's to close
    /// @param address 0x48 to 0x4B
    /// @param input 0 to 3
    public Ads1115(SmBus bus, int address, int input) {
        if (address < 0x48 || address > 0x4B || input < 0 || input > 3) {
            throw new IllegalArgumentException("converters are 0x48 to 0x4b, their inputs 0 to 3");
        }
        this.bus = bus;
        this.address = address;
        this.input = input;
    }

    @Override
    public SensorChannel channel() {
        return SensorChannel.REFLECTANCE;
    }

    @Override
    public long everyMillis() {
        return 100;
    }

    @Override
    public @Nullable Double read() throws IOException {
        int wanted = INPUT_0 | input << 12 | SETTING;
        if (!asked) {
            bus.writeWordHighFirst(address, CONFIG, START_OR_IDLE | wanted);
            asked = true;
            return null;
        }
        int config = bus.readWordHighFirst(address, CONFIG);
        if ((config & ~START_OR_IDLE) != wanted) {
            // Another input was asked in between, or the chip was reset: that conversion is not ours.
            asked = false;
            return null;
        }
        if ((config & START_OR_IDLE) == 0) {
            return null;
        }
        asked = false;
        return (short) bus.readWordHighFirst(address, CONVERSION) / PER_COUNT;
    }
}
