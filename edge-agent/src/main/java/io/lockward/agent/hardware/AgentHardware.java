package io.lockward.agent.hardware;

/// Everything one bank's agent acts on. Closing it makes the bank safe: locks first.
public record AgentHardware(Locks locks, Doors doors, Occupancy occupancy, Ups ups, Kiosk kiosk, Controller controller)
        implements AutoCloseable {
    /// A bank without occupancy sensors.
    public AgentHardware(Locks locks, Doors doors, Ups ups, Kiosk kiosk, Controller controller) {
        this(locks, doors, Occupancy.NONE, ups, kiosk, controller);
    }

    @Override
    public void close() {
        try (ups;
                occupancy;
                doors;
                locks) {
            // Resources close in reverse order, each even when another fails.
        }
    }
}
