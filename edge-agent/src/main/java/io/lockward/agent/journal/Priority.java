package io.lockward.agent.journal;

/// What goes first when the journal is at its limit: `LOW` before `NORMAL` before `HIGH`, the oldest of each first.
public enum Priority {
    LOW,
    NORMAL,
    /// Commands and what they led to.
    HIGH
}
