package io.lockward.agent.hardware;

import java.util.function.Consumer;

/// The screen people use at the bank. Its heartbeats reach the agent as inputs of their own.
///
/// Thread rule: may be called from any thread.
public interface Kiosk {
    /// Starts restarting the kiosk's program and returns at once.
    ///
    /// @param outcome told exactly once, on any thread; must not block
    void restart(Consumer<Outcome> outcome);
}
