package io.lockward.cloud.live;

/// One who listens to the stream.
///
/// @param user who it is, for the limit of connections
/// @param sink takes the events, never blocks
record Listener(String user, Topics topics, Sink sink) {
    /// Where the events go.
    @FunctionalInterface
    interface Sink {
        /// @param name of the event; `reset` when what was shown may be wrong: read everything again
        void take(long number, String name, String data);

        default void event(LiveEvent event) {
            take(event.number(), event.name(), event.data());
        }

        default void reset(long number) {
            take(number, "reset", "{}");
        }
    }
}
