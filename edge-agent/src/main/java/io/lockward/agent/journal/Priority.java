package io.lockward.agent.journal;

/// What goes first when the journal is at its limit: `LOW` before `NORMAL` before `HIGH`, the oldest of each
/// first.
public enum Priority {
    LOW,
    NORMAL,
    /// Commands and what they led to.
    HIGH;

    /// As written in a record: 0 goes first.
    int rank() {
        return switch (this) {
            case LOW -> 0;
            case NORMAL -> 1;
            case HIGH -> 2;
        };
    }

    static Priority ofRank(int rank) {
        for (Priority one : values()) {
            if (one.rank() == rank) {
                return one;
            }
        }
        throw new IllegalArgumentException("No such priority: " + rank);
    }
}
