package io.lockward.fleet;

/// Keeps the fleet.
///
/// Threads: any number, also of other processes on the same data.
public interface FleetStore {
    /// What is done as one: all of it or nothing. May run more than once, when the store must undo and try again; so
    /// it must do nothing that cannot be repeated.
    @FunctionalInterface
    interface Work<T> {
        T in(FleetTransaction transaction);
    }

    /// Runs `work` and commits. When it throws, nothing of it is kept.
    ///
    /// @throws FleetUnavailable when the store cannot be reached or does not answer; the work may be tried again
    /// later
    <T> T transaction(Work<T> work);
}
