package io.lockward.fleet.timeline;

/// What one entry does to a lane.
sealed interface Change {
    /// The lane has this state from now on, whatever it had.
    record Becomes(String lane, String state) implements Change {}

    /// Something begins beside what is there.
    ///
    /// @param key by which its end is recognised
    record Begins(String lane, String key, String state) implements Change {}

    /// @param said how it ended
    record Ends(String key, String said) implements Change {}

    /// The lane had this state for so long, until now.
    ///
    /// @param millis from 0
    record Was(String lane, String state, long millis) implements Change {}

    /// Changes no state.
    record None() implements Change {}
}
