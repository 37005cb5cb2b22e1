package io.lockward.agent.hardware;

import io.lockward.protocol.CompartmentId;

/// Which line drives a compartment's lock.
///
/// @param line       number of the line on its chip (on a Raspberry Pi the BCM number), 0 to 511
/// @param activeHigh whether a high level energises the coil; prefer it, so that a floating line rests
public record LockWiring(CompartmentId compartment, int line, boolean activeHigh) {
    public LockWiring {
        Wiring.guardLine(line);
    }
}
