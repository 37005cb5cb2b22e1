package io.lockward.agent.journal;

/// How soon an entry must survive a power cut. The journal keeps it with the entry; *when* to sync is the caller's
/// policy.
public enum Durability {
    /// Doors, locks, commands, verdicts, conditions: synced before anything follows from it.
    BEFORE_EFFECT,
    /// The rest: synced with its group, within 5 s on mains and at once on battery.
    GROUPED;

    /// As written in a record.
    int code() {
        return switch (this) {
            case BEFORE_EFFECT -> 0;
            case GROUPED -> 1;
        };
    }

    static Durability ofCode(int code) {
        for (Durability one : values()) {
            if (one.code() == code) {
                return one;
            }
        }
        throw new IllegalArgumentException("No such durability: " + code);
    }
}
