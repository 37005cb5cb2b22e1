package io.lockward.agent.hardware;

import io.lockward.protocol.CompartmentId;
import java.util.Map;
import java.util.function.Consumer;

/// Reads the door switches.
///
/// Thread rule: may be called from any thread.
public interface Doors extends AutoCloseable {
    /// Tells `listener` every debounced change from now on, in order for each door, on a thread of the adapter; it must
    /// not block. One listener: a later call replaces the earlier one. Edges are hints that save waiting: a reader
    /// that must be right also calls [#readAll()] now and then.
    void listen(Consumer<DoorEdge> listener);

    /// Every wired door, read now, without debouncing. A door that cannot be read is [DoorPosition#UNKNOWN].
    Map<CompartmentId, DoorPosition> readAll();

    /// Whether each bolt is home, for the compartments whose lock tells that apart from its door, and only where it can
    /// be read now.
    default Map<CompartmentId, Boolean> readBolts() {
        return Map.of();
    }

    @Override
    void close();
}
