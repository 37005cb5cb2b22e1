package io.lockward.agent.hardware;

import org.jspecify.annotations.Nullable;

/// The cabinet itself: the service door behind which controller and boards sit, or whatever else its switch is on.
///
/// Thread rule: may be called from any thread.
public interface Cabinet extends AutoCloseable {
    /// Whether a switch is fitted at all.
    boolean isWatched();

    /// Whether it stands open, read now without debouncing; `null` when that cannot be told.
    @Nullable
    Boolean isOpen();

    @Override
    void close();

    /// A cabinet without a switch.
    static Cabinet unwatched() {
        return new Unwatched();
    }

    /// Tells nothing.
    record Unwatched() implements Cabinet {
        @Override
        public boolean isWatched() {
            return false;
        }

        @Override
        public @Nullable Boolean isOpen() {
            return null;
        }

        @Override
        public void close() {}
    }
}
