package io.lockward.agent.hardware.hat;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A chip that measures a battery, and what its registers mean. Words have their high byte first. What a register
/// cannot mean is dropped, never bent. Pure.
public enum FuelGauge {
    /// MAX17040 of the Geekworm X7xx boards, at 0x36: one lithium cell. Source: its data sheet, table 1.
    MAX17040(0x36) {
        @Override
        Measured read(Registers registers) throws IOException {
            int cell = registers.word(address, 0x02);
            int charge = registers.word(address, 0x04);
            // 12 bits of 1.25 mV at the top; 1/256 percent.
            return new Measured(within((cell >>> 4) * 5 / 4, 2_000, 5_000), within(charge >>> 8, 0, 100));
        }
    },
    /// INA219 of the Waveshare UPS HATs, at 0x42: the voltage of two cells in series; it knows no charge. Source: its
    /// data sheet, "Bus Voltage Register".
    INA219(0x42) {
        @Override
        Measured read(Registers registers) throws IOException {
            int bus = registers.word(address, 0x02);
            boolean overflowed = (bus & 1) != 0;
            // 13 bits of 4 mV at the top. Two lithium cells have 5 V when empty and 8.4 V when full.
            return new Measured(overflowed ? null : within((bus >>> 3) * 4, 4_000, 9_000), null);
        }
    };

    final int address;

    FuelGauge(int address) {
        this.address = address;
    }

    /// The registers of the chips on a bus.
    interface Registers {
        /// @param address of the chip, 7 bits
        /// @param register 0 to 255
        /// @return 0 to 65,535, as the chip means it
        /// @throws IOException when the chip does not answer
        int word(int address, int register) throws IOException;
    }

    /// What a chip says; `null` for what it does not know or what makes no sense.
    ///
    /// @param millivolts 2,000 to 9,000
    /// @param chargePercent 0 to 100
    record Measured(@Nullable Integer millivolts, @Nullable Integer chargePercent) {}

    abstract Measured read(Registers registers) throws IOException;

    private static @Nullable Integer within(int value, int least, int most) {
        return value < least || value > most ? null : value;
    }
}
