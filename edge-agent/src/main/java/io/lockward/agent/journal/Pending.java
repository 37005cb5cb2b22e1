package io.lockward.agent.journal;

/// What is appended and not yet durable.
///
/// @param entries how many
/// @param bytes their frames, in bytes
/// @param beforeEffect whether one of them is [Durability#BEFORE_EFFECT]
/// @param oldestMillis how long the oldest has waited, in milliseconds; 0 when there are none
public record Pending(int entries, int bytes, boolean beforeEffect, long oldestMillis) {
    static final Pending NONE = new Pending(0, 0, false, 0);

    public boolean isEmpty() {
        return entries == 0;
    }
}
