package io.lockward.agent.hardware;

/// What a door switch says.
public enum DoorPosition {
    OPEN,
    CLOSED,
    /// The switch cannot be read.
    UNKNOWN
}
