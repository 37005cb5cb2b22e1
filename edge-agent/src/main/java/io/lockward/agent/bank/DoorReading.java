package io.lockward.agent.bank;

/// What a door switch says.
public enum DoorReading {
    OPEN,
    CLOSED,
    /// The switch cannot be read.
    UNKNOWN;

    /// The reading as evidence words it.
    String words() {
        return switch (this) {
            case OPEN -> "open";
            case CLOSED -> "closed";
            case UNKNOWN -> "unreadable";
        };
    }
}
