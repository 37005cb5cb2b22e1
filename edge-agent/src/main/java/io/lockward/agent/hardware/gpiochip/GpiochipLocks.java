package io.lockward.agent.hardware.gpiochip;

import io.lockward.agent.hardware.Coil;
import io.lockward.agent.hardware.LockLimits;
import io.lockward.agent.hardware.LockWiring;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.PulsedLocks;
import io.lockward.agent.hardware.kernel.DeviceFault;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Locks on a kernel GPIO chip, one request per line, pulsed by [PulsedLocks]. What a line does after the process is
/// gone is for its driver to say: most keep the level.
public final class GpiochipLocks {
    private GpiochipLocks() {}

    /// @param chip stays the caller's to close; it may be closed once this returns
    /// @throws IOException when a line cannot be had or driven inactive
    public static Locks open(GpioChip chip, List<LockWiring> wiring, LockLimits limits, LongSupplier nanoTime)
            throws IOException {
        Map<CompartmentId, LineCoil> coils = new HashMap<>();
        try {
            for (LockWiring lock : wiring) {
                coils.put(lock.compartment(), new LineCoil(chip.output(lock.line(), lock.activeHigh())));
            }
        } catch (DeviceFault e) {
            for (LineCoil coil : coils.values()) {
                coil.close();
            }
            throw e;
        }
        return new PulsedLocks(coils, limits, nanoTime);
    }

    private record LineCoil(GpioLines line) implements Coil {
        @Override
        public void on() throws IOException {
            line.setValues(1);
        }

        @Override
        public void off() throws IOException {
            line.setValues(0);
        }

        @Override
        public void close() {
            line.release();
        }
    }
}
