package io.lockward.agent.hardware;

import io.lockward.protocol.CompartmentId;
import java.time.Duration;
import java.util.function.Consumer;

/// Opens doors by pulsing their lock coils.
///
/// Promises of every adapter: no coil is energised longer than the adapter's hard upper bound, whatever the calling
/// thread does afterwards; all coils are driven inactive when the adapter opens and when it closes; at most one coil
/// of a bank is energised at a time; a pulse is never repeated by the adapter. Where a lock board drives the coils, the
/// first two are the board's promises: it times a pulse by its own setting.
///
/// Thread rule: may be called from any thread.
public interface Locks extends AutoCloseable {
    /// Starts one pulse and returns at once.
    ///
    /// @param length  how long to energise the coil; refused as [PulseResult.Fault#OUT_OF_RANGE] when the adapter's
    ///                limits do not allow it
    /// @param outcome told exactly once, on any thread and possibly before this method returns, when the coil
    ///                is off again or the pulse was refused; must not block
    void pulse(CompartmentId compartment, Duration length, Consumer<PulseResult> outcome);

    /// Drives every coil inactive, fails what is still queued and gives the lines back. Idempotent.
    @Override
    void close();
}
