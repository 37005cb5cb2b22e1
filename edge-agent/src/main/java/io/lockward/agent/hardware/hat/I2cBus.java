package io.lockward.agent.hardware.hat;

import io.lockward.agent.hardware.i2c.LinuxSmBus;
import io.lockward.agent.hardware.kernel.DeviceFault;
import java.nio.file.Path;

/// The chips on an I2C bus of the kernel. It is opened for each reading: a poll is rare, and a bus that went
/// away and came back is found again.
///
/// Thread rule: one caller at a time.
record I2cBus(Path device) implements FuelGauge.Registers {
    @Override
    public int word(int address, int register) throws DeviceFault {
        try (LinuxSmBus bus = LinuxSmBus.on(device)) {
            int word = bus.readWord(address, register);
            // SMBus takes the low byte first, these chips send the high one first.
            return (word & 0xFF) << 8 | word >> 8;
        }
    }
}
