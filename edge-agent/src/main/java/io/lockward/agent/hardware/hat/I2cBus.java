package io.lockward.agent.hardware.hat;

import io.lockward.agent.hardware.kernel.DeviceFault;
import io.lockward.agent.hardware.kernel.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// An I2C bus of the kernel, read by SMBus words, as `<linux/i2c-dev.h>` and `<linux/i2c.h>` give it on 64-bit Linux.
/// It is opened for each reading: a poll is rare, and a bus that went away and came back is found again.
///
/// Thread rule: one caller at a time.
record I2cBus(Path device) implements FuelGauge.Registers {
    private static final long I2C_SLAVE = 0x0703;
    private static final long I2C_SMBUS = 0x0720;
    private static final byte READ = 1;
    private static final int WORD = 3;

    // struct i2c_smbus_ioctl_data
    private static final int REQUEST_SIZE = 16;
    private static final int REQUEST_REGISTER = 1;
    private static final int REQUEST_KIND = 4;
    private static final int REQUEST_DATA = 8;
    // union i2c_smbus_data
    private static final int DATA_SIZE = 34;

    @Override
    public int word(int address, int register) throws DeviceFault {
        String chip = "chip 0x%02x on %s".formatted(address, device);
        int fd = Kernel.open(device.toString());
        try (Arena arena = Arena.ofConfined()) {
            Kernel.ioctl("choosing " + chip, fd, I2C_SLAVE, MemorySegment.ofAddress(address));
            MemorySegment data = arena.allocate(DATA_SIZE, 8);
            MemorySegment request = arena.allocate(REQUEST_SIZE, 8);
            request.set(ValueLayout.JAVA_BYTE, 0, READ);
            request.set(ValueLayout.JAVA_BYTE, REQUEST_REGISTER, (byte) register);
            request.set(ValueLayout.JAVA_INT, REQUEST_KIND, WORD);
            request.set(ValueLayout.ADDRESS, REQUEST_DATA, data);
            Kernel.ioctl("reading " + chip, fd, I2C_SMBUS, request);
            // SMBus takes the low byte first, these chips send the high one first.
            return Short.toUnsignedInt(Short.reverseBytes(data.get(ValueLayout.JAVA_SHORT, 0)));
        } finally {
            Kernel.close(fd);
        }
    }
}
