package io.lockward.agent.hardware.gpiochip;

import io.lockward.agent.hardware.LocateLight;
import io.lockward.agent.hardware.kernel.DeviceFault;

/// A light on an output of a kernel GPIO chip. The kernel drives it inactive in the same call that requests it, so what
/// an earlier process left on is off then. Thread rule: any thread.
public final class GpioLight implements LocateLight.Line {
    private final GpioLines line;

    private GpioLight(GpioLines line) {
        this.line = line;
    }

    /// @param chip stays the caller's to close; it may be closed once this returns
    /// @throws DeviceFault when the line cannot be had
    public static GpioLight open(GpioChip chip, int line, boolean activeHigh) throws DeviceFault {
        return new GpioLight(chip.output(line, activeHigh));
    }

    @Override
    public void drive(boolean on) throws DeviceFault {
        line.setValues(on ? 1 : 0);
    }

    @Override
    public boolean isOn() throws DeviceFault {
        return (line.values() & 1) == 1;
    }

    @Override
    public void close() {
        line.release();
    }
}
