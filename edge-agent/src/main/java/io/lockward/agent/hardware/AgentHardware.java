package io.lockward.agent.hardware;

/// Everything one bank's agent acts on. Closing it makes the bank safe: locks first.
public record AgentHardware(Locks locks, Doors doors, Ups ups, Kiosk kiosk, Controller controller)
        implements AutoCloseable {
    @Override
    public void close() {
        try (ups;
                doors;
                locks) {
            // Resources close in reverse order, each even when another fails.
        }
    }
}
