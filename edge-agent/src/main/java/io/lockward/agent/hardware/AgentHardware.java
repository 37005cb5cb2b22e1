package io.lockward.agent.hardware;

/// Everything one bank's agent acts on. Closing it makes the bank safe: locks first.
public record AgentHardware(
        Locks locks,
        Doors doors,
        Occupancy occupancy,
        Ups ups,
        Kiosk kiosk,
        Controller controller,
        Cabinet cabinet,
        Cameras cameras,
        LocateLight light)
        implements AutoCloseable {
    /// A bank without a light to be found by.
    public AgentHardware(
            Locks locks,
            Doors doors,
            Occupancy occupancy,
            Ups ups,
            Kiosk kiosk,
            Controller controller,
            Cabinet cabinet,
            Cameras cameras) {
        this(locks, doors, occupancy, ups, kiosk, controller, cabinet, cameras, LocateLight.none());
    }

    /// A bank without cameras.
    public AgentHardware(
            Locks locks,
            Doors doors,
            Occupancy occupancy,
            Ups ups,
            Kiosk kiosk,
            Controller controller,
            Cabinet cabinet) {
        this(locks, doors, occupancy, ups, kiosk, controller, cabinet, Cameras.NONE);
    }

    /// A bank without cameras whose cabinet nobody watches.
    public AgentHardware(Locks locks, Doors doors, Occupancy occupancy, Ups ups, Kiosk kiosk, Controller controller) {
        this(locks, doors, occupancy, ups, kiosk, controller, Cabinet.unwatched());
    }

    /// A bank without occupancy sensors and cameras whose cabinet nobody watches.
    public AgentHardware(Locks locks, Doors doors, Ups ups, Kiosk kiosk, Controller controller) {
        this(locks, doors, Occupancy.NONE, ups, kiosk, controller);
    }

    @Override
    public void close() {
        try (cameras;
                light;
                ups;
                cabinet;
                occupancy;
                doors;
                locks) {
            // Resources close in reverse order, each even when another fails.
        }
    }
}
