package io.lockward.agent.hardware.gpiochip;

import io.lockward.agent.hardware.kernel.DeviceFault;
import io.lockward.agent.hardware.sensor.Hx711;

/// A data line and a clock line, moved one level at a time through the kernel: about a microsecond each on a
/// Raspberry Pi when nothing interrupts, and any time when something does.
///
/// Thread rule: one caller at a time; [#close()] from any thread.
public final class GpioPins implements Hx711.Pins {
    private final GpioLines data;
    private final GpioLines clock;

    private GpioPins(GpioLines data, GpioLines clock) {
        this.data = data;
        this.clock = clock;
    }

    /// The clock is driven low in the same call that requests it.
    ///
    /// @param chip stays the caller's to close; it may be closed once this returns
    /// @throws DeviceFault when a line cannot be had
    public static GpioPins open(GpioChip chip, int dataLine, int clockLine) throws DeviceFault {
        GpioLines clock = chip.output(clockLine, true);
        try {
            return new GpioPins(chip.input(dataLine), clock);
        } catch (DeviceFault e) {
            clock.close();
            throw e;
        }
    }

    @Override
    public boolean data() throws DeviceFault {
        return (data.values() & 1) == 1;
    }

    @Override
    public void clock(boolean high) throws DeviceFault {
        clock.setValues(high ? 1 : 0);
    }

    @Override
    public void close() {
        data.close();
        clock.close();
    }
}
