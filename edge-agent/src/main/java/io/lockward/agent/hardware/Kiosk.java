package io.lockward.agent.hardware;

import java.time.Duration;
import java.util.function.Consumer;

/// The screen people use at the bank. Its heartbeats reach the agent as inputs of their own.
///
/// Thread rule: may be called from any thread.
public interface Kiosk {
    /// Starts restarting the kiosk's program and returns at once.
    ///
    /// @param outcome told exactly once, on any thread; must not block
    void restart(Consumer<Outcome> outcome);

    /// Makes the screen's page show itself to somebody in front of it, and returns at once.
    ///
    /// @param length 1 s to 5 min
    /// @param outcome told at most once, on any thread, when the page has taken it or cannot; must not block
    void locate(Duration length, Consumer<Outcome> outcome);
}
