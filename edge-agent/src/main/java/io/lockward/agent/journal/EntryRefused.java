package io.lockward.agent.journal;

/// The journal does not take this entry or snapshot; nothing changed.
public final class EntryRefused extends RuntimeException {

    /// Why.
    public enum Reason {
        EMPTY,
        TOO_LARGE,
        /// The type is not 1 to 64 characters of `[a-z0-9._-]`.
        BAD_TYPE
    }

    private final Reason reason;

    public EntryRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
