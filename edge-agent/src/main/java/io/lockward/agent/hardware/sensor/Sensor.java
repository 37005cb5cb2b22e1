package io.lockward.agent.hardware.sensor;

import io.lockward.agent.bank.sensing.SensorChannel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One occupancy sensor.
///
/// Thread rule: one caller at a time.
public interface Sensor extends AutoCloseable {
    SensorChannel channel();

    /// Milliseconds between two samples while nothing happens, 5 to 5,000.
    long everyMillis();

    /// The same while a verdict is waited for; at most [#everyMillis()].
    default long fastMillis() {
        return everyMillis();
    }

    /// Reads once, without waiting for the chip. The first call, and the first after a failure, sets the chip
    /// up.
    ///
    /// @return `null` when nothing new is there yet, or what came cannot be believed: ask again soon
    /// @throws IOException when the chip does not answer
    @Nullable
    Double read() throws IOException;

    @Override
    default void close() {
        // Most hold nothing.
    }
}
