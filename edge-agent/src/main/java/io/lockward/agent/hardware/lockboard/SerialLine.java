package io.lockward.agent.hardware.lockboard;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// One serial device, 8N1, held by this process alone; the only user of jSerialComm beside [SerialLibrary].
///
/// Thread rule: one thread.
final class SerialLine implements AutoCloseable {
    /// The shortest wait the kernel offers for a byte that may not come (VTIME counts tenths of a second).
    static final int WAIT_MILLIS = 100;

    /// A wait that ends so early and brings nothing means that the device is gone, not that nobody spoke.
    private static final int HUNG_UP_BELOW_MILLIS = WAIT_MILLIS / 2;

    private static final int HUNG_UP_AFTER = 3;

    private final SerialPort port;
    private final Path device;
    private final LongSupplier nanoTime;
    private int emptyInARow;

    private SerialLine(SerialPort port, Path device, LongSupplier nanoTime) {
        this.port = port;
        this.device = device;
        this.nanoTime = nanoTime;
    }

    /// [SerialLibrary#load] must have been called.
    ///
    /// @param device its file or a symbolic link to it, such as one of `/dev/serial/by-id`
    /// @param baud bits per second
    /// @param nanoTime a clock such as `System::nanoTime`
    /// @throws IOException with a sentence for people
    static SerialLine open(Path device, int baud, LongSupplier nanoTime) throws IOException {
        if (!Files.exists(device)) {
            throw new IOException("there is no " + device);
        }
        SerialPort port;
        try {
            port = SerialPort.getCommPort(device.toString());
        } catch (SerialPortInvalidPortException e) {
            throw new IOException(device + " is no serial device", e);
        }
        port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY, false);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, WAIT_MILLIS, 0);
        if (!port.openPort(0)) {
            throw new IOException(device + " cannot be opened: " + words(port.getLastErrorCode()));
        }
        return new SerialLine(port, device, nanoTime);
    }

    private static String words(int errno) {
        return switch (errno) {
            case 2, 6, 19 -> "there is no such device (errno " + errno + ")";
            case 1, 13 -> "this user may not use it; join the group dialout (errno " + errno + ")";
            case 11, 16 -> "another program holds it (errno " + errno + ")";
            case 25 -> "it is no serial device (errno " + errno + ")";
            default -> "errno " + errno;
        };
    }

    /// Sends bytes.
    ///
    /// @return how many the kernel took: all of them, or fewer when the line broke on the way; then how many
    ///     reached the bus is not known
    int write(byte[] bytes) {
        return Math.max(0, port.writeBytes(bytes, bytes.length));
    }

    /// Waits up to [#WAIT_MILLIS] for bytes and takes what is there.
    ///
    /// @return how many, 0 when none came
    /// @throws IOException when the device is gone
    int read(byte[] into) throws IOException {
        long began = nanoTime.getAsLong();
        int count = port.readBytes(into, into.length);
        if (count < 0) {
            throw new IOException(device + " cannot be read any more: " + words(port.getLastErrorCode()));
        }
        boolean early = nanoTime.getAsLong() - began < HUNG_UP_BELOW_MILLIS * 1_000_000L;
        emptyInARow = count == 0 && early ? emptyInARow + 1 : 0;
        if (emptyInARow >= HUNG_UP_AFTER) {
            throw new IOException(device + " has hung up");
        }
        return count;
    }

    /// What has come and not been read.
    ///
    /// @return how many bytes wait
    /// @throws IOException when the device is gone
    int waiting() throws IOException {
        int count = port.bytesAvailable();
        if (count < 0) {
            throw new IOException(device + " is gone");
        }
        return count;
    }

    @Override
    public void close() {
        port.closePort();
    }
}
