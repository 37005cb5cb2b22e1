package io.lockward.agent.hardware;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.protocol.CompartmentId;
import java.util.List;

/// Reads the occupancy sensors.
///
/// Thread rule: may be called from any thread.
public interface Occupancy extends AutoCloseable {
    /// No compartment has sensors.
    Occupancy NONE = new Occupancy() {
        @Override
        public void listen(Listener listener) {}

        @Override
        public void sampleFast(CompartmentId compartment, boolean fast) {}

        @Override
        public void close() {}
    };

    /// Hears samples on a thread of the adapter; must not block.
    @FunctionalInterface
    interface Listener {
        /// @param samples at least one, oldest first for each channel, stamped with the controller's uptime.
        ///     What could not be read or was not believed is missing, never made up
        void heard(CompartmentId compartment, List<Sample> samples);
    }

    /// Tells `listener` all samples from now on. One listener: a later call replaces the earlier one.
    void listen(Listener listener);

    /// From the pulse of a lock to the verdict a compartment may be read as fast as its sensors go; otherwise
    /// about ten times a second. One without sensors is none of our business.
    void sampleFast(CompartmentId compartment, boolean fast);

    @Override
    void close();
}
