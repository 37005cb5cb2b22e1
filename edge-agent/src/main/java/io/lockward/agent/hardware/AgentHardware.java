package io.lockward.agent.hardware;

/// Everything one bank's agent acts on. Closing it makes the bank safe: locks first.
public record AgentHardware(
        Locks locks, Doors doors, Occupancy occupancy, Ups ups, Kiosk kiosk, Controller controller, Cabinet cabinet)
        implements AutoCloseable {
    /// A bank whose cabinet nobody watches.
    public AgentHardware(Locks locks, Doors doors, Occupancy occupancy, Ups ups, Kiosk kiosk, Controller controller) {
        this(locks, doors, occupancy, ups, kiosk, controller, Cabinet.unwatched());
    }

    /// A bank without occupancy sensors whose cabinet nobody watches.
    public AgentHardware(Locks locks, Doors doors, Ups ups, Kiosk kiosk, Controller controller) {
        this(locks, doors, Occupancy.NONE, ups, kiosk, controller);
    }

    @Override
    public void close() {
        try (ups;
                cabinet;
                occupancy;
                doors;
                locks) {
            // Resources close in reverse order, each even when another fails.
        }
    }
}
