package io.lockward.agent.hardware;

import io.lockward.protocol.CompartmentId;

/// Which line reads a compartment's door switch.
///
/// @param line       number of the line on its chip (on a Raspberry Pi the BCM number), 0 to 511
/// @param closedHigh whether the line is high while the door is closed; it depends on the lock's contact, so a
///                   commissioning cycle verifies it
/// @param pull       resistor of the controller; for a reed switch to ground [Pull#UP]
public record DoorWiring(CompartmentId compartment, int line, boolean closedHigh, Pull pull) {
    /// A line's internal resistor.
    public enum Pull {
        NONE,
        UP,
        DOWN
    }

    public DoorWiring {
        Wiring.guardLine(line);
    }

    /// What a level of the line means.
    public DoorPosition position(boolean high) {
        return high == closedHigh ? DoorPosition.CLOSED : DoorPosition.OPEN;
    }
}
