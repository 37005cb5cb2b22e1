package io.lockward.agent.hardware.i2c;

import io.lockward.agent.hardware.kernel.DeviceFault;
import io.lockward.agent.hardware.kernel.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// An I2C bus of the kernel, by SMBus transfers as `<linux/i2c-dev.h>` and `<linux/i2c.h>` give them on 64-bit
/// Linux. It is opened with the first transfer, so that a bus that is missing, or went away and came back, is a
/// matter of its transfers only.
///
/// Thread rule: any thread; transfers take turns.
public final class LinuxSmBus implements SmBus {
    private static final int NONE = -1;
    private static final long I2C_SLAVE = 0x0703;
    private static final long I2C_SMBUS = 0x0720;
    private static final byte WRITE = 0;
    private static final byte READ = 1;
    private static final int BYTE = 1;
    private static final int BYTE_DATA = 2;
    private static final int WORD_DATA = 3;
    private static final int I2C_BLOCK_DATA = 8;

    // struct i2c_smbus_ioctl_data
    private static final int REQUEST_SIZE = 16;
    private static final int REQUEST_REGISTER = 1;
    private static final int REQUEST_KIND = 4;
    private static final int REQUEST_DATA = 8;
    // union i2c_smbus_data
    private static final int DATA_SIZE = 34;

    private final Path device;
    private int fd = NONE;
    private int chosen = NONE;
    private boolean closed;

    private LinuxSmBus(Path device) {
        this.device = device;
    }

    /// @param device such as `/dev/i2c-1`
    public static LinuxSmBus on(Path device) {
        return new LinuxSmBus(device);
    }

    @Override
    public void sendByte(int address, int value) throws DeviceFault {
        transfer(address, WRITE, value, BYTE, 0);
    }

    @Override
    public int receiveByte(int address) throws DeviceFault {
        return transfer(address, READ, 0, BYTE, 0)[0] & 0xFF;
    }

    @Override
    public int readByte(int address, int register) throws DeviceFault {
        return transfer(address, READ, register, BYTE_DATA, 0)[0] & 0xFF;
    }

    @Override
    public void writeByte(int address, int register, int value) throws DeviceFault {
        transfer(address, WRITE, register, BYTE_DATA, value);
    }

    @Override
    public int readWord(int address, int register) throws DeviceFault {
        byte[] data = transfer(address, READ, register, WORD_DATA, 0);
        return (data[0] & 0xFF) | (data[1] & 0xFF) << 8;
    }

    @Override
    public void writeWord(int address, int register, int value) throws DeviceFault {
        transfer(address, WRITE, register, WORD_DATA, value);
    }

    @Override
    public byte[] readBlock(int address, int register, int count) throws DeviceFault {
        if (count < 1 || count > MOST_BLOCK) {
            throw new IllegalArgumentException("a block has 1 to " + MOST_BLOCK + " bytes");
        }
        byte[] data = transfer(address, READ, register, I2C_BLOCK_DATA, count);
        byte[] block = new byte[count];
        System.arraycopy(data, 1, block, 0, count);
        return block;
    }

    @Override
    public synchronized void close() {
        closed = true;
        giveBack();
    }

    private synchronized byte[] transfer(int address, byte direction, int register, int kind, int value)
            throws DeviceFault {
        if (closed) {
            throw new DeviceFault(DeviceFault.Kind.NO_DEVICE, device + " is closed");
        }
        String chip = "chip 0x%02x on %s".formatted(address, device);
        try (Arena arena = Arena.ofConfined()) {
            if (fd == NONE) {
                fd = Kernel.open(device.toString());
            }
            if (chosen != address) {
                Kernel.ioctl("choosing " + chip, fd, I2C_SLAVE, MemorySegment.ofAddress(address));
                chosen = address;
            }
            MemorySegment data = arena.allocate(DATA_SIZE, 8);
            data.set(ValueLayout.JAVA_BYTE, 0, (byte) value);
            data.set(ValueLayout.JAVA_BYTE, 1, (byte) (value >> 8));
            MemorySegment request = arena.allocate(REQUEST_SIZE, 8);
            request.set(ValueLayout.JAVA_BYTE, 0, direction);
            request.set(ValueLayout.JAVA_BYTE, REQUEST_REGISTER, (byte) register);
            request.set(ValueLayout.JAVA_INT, REQUEST_KIND, kind);
            request.set(ValueLayout.ADDRESS, REQUEST_DATA, data);
            Kernel.ioctl((direction == READ ? "reading " : "writing ") + chip, fd, I2C_SMBUS, request);
            return data.toArray(ValueLayout.JAVA_BYTE);
        } catch (DeviceFault fault) {
            // The next transfer begins with a bus that was opened anew.
            giveBack();
            throw fault;
        }
    }

    private void giveBack() {
        if (fd != NONE) {
            Kernel.close(fd);
            fd = NONE;
            chosen = NONE;
        }
    }
}
