package io.lockward.agent.hardware.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import io.lockward.agent.hardware.Coil;
import io.lockward.agent.hardware.LockLimits;
import io.lockward.agent.hardware.LockWiring;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.PulsedLocks;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Locks on Pi4J's digital outputs, pulsed by [PulsedLocks]; Pi4J's own pulses are not used, because they are timed
/// by a pool they share with everything else. Initial and shutdown state of every output is inactive.
///
/// Not yet proven on a device: the gpiod provider. Tested with Pi4J's mock.
public final class Pi4jLocks {
    private Pi4jLocks() {}

    /// @param pi4j     made by [Pi4jContext]; it stays the caller's to shut down, after these locks
    /// @param provider id of the output provider, such as `gpiod-digital-output`
    /// @throws IOException when a line cannot be had or driven inactive
    public static Locks open(
            Context pi4j, String provider, List<LockWiring> wiring, LockLimits limits, LongSupplier nanoTime)
            throws IOException {
        Map<CompartmentId, OutputCoil> coils = new HashMap<>();
        try {
            for (LockWiring lock : wiring) {
                coils.put(lock.compartment(), new OutputCoil(pi4j, output(pi4j, provider, lock), lock.activeHigh()));
            }
        } catch (Pi4JException e) {
            for (OutputCoil coil : coils.values()) {
                coil.close();
            }
            throw new IOException("Pi4J refuses a lock line: " + e.getMessage(), e);
        }
        return new PulsedLocks(coils, limits, nanoTime);
    }

    private static DigitalOutput output(Context pi4j, String provider, LockWiring lock) {
        DigitalState inactive = DigitalState.getState(!lock.activeHigh());
        return pi4j.create(DigitalOutput.newConfigBuilder(pi4j)
                .id("lock-" + lock.compartment().value())
                .address(lock.line())
                .initial(inactive)
                .shutdown(inactive)
                .provider(provider)
                .build());
    }

    private record OutputCoil(Context pi4j, DigitalOutput output, boolean activeHigh) implements Coil {
        @Override
        public void on() throws IOException {
            drive(activeHigh);
        }

        @Override
        public void off() throws IOException {
            drive(!activeHigh);
        }

        private void drive(boolean high) throws IOException {
            try {
                output.setState(high);
            } catch (Pi4JException e) {
                throw new IOException("Pi4J cannot drive " + output.id() + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                if (pi4j.hasIO(output.id())) {
                    pi4j.shutdown(output.id());
                }
            } catch (Pi4JException e) {
                throw new IOException("Pi4J cannot release " + output.id() + ": " + e.getMessage(), e);
            }
        }
    }
}
