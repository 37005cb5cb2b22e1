package io.lockward.agent.hardware.gpiochip;

import io.lockward.agent.hardware.kernel.DeviceFault;
import java.time.Duration;
import java.util.List;

/// One input that is asked now and then. Thread rule: any thread.
public final class GpioInput implements AutoCloseable {
    private final GpioLines line;

    private GpioInput(GpioLines line) {
        this.line = line;
    }

    /// Requests a line and leaves its resistors as they are.
    ///
    /// @param chip stays the caller's to close; it may be closed once this returns
    /// @throws DeviceFault when the line cannot be had
    public static GpioInput open(GpioChip chip, int line) throws DeviceFault {
        return new GpioInput(chip.inputs(List.of(line), 0, Duration.ZERO));
    }

    /// @throws DeviceFault when it cannot be read any more
    public boolean isHigh() throws DeviceFault {
        return (line.values() & 1) == 1;
    }

    @Override
    public void close() {
        line.close();
    }
}
