package io.lockward.agent.hardware;

import java.io.IOException;

/// One lock's coil, as a technology drives it. [PulsedLocks] makes safe pulses of it.
///
/// Thread rule: [#off()] may be called while [#on()] hangs in another thread.
public interface Coil extends AutoCloseable {
    void on() throws IOException;

    /// Idempotent.
    void off() throws IOException;

    /// Leaves the coil inactive and gives its line back. Idempotent.
    @Override
    void close() throws IOException;
}
