package io.lockward.agent.journal;

import java.util.regex.Pattern;

/// The journal does not take this entry or snapshot; nothing changed.
public final class EntryRefused extends RuntimeException {

    /// Why.
    public enum Reason {
        EMPTY,
        TOO_LARGE,
        /// The type is not 1 to 64 characters of `[a-z0-9._-]`.
        BAD_TYPE
    }

    private static final Pattern TYPE = Pattern.compile("[a-z0-9._-]{1,64}");

    private final Reason reason;

    public EntryRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static void check(byte[] entry, String type, int maxBytes) {
        if (entry.length == 0) {
            throw new EntryRefused(Reason.EMPTY, "Nothing to keep");
        }
        if (entry.length > maxBytes) {
            throw new EntryRefused(Reason.TOO_LARGE, "At most " + maxBytes + " bytes, not " + entry.length);
        }
        if (!TYPE.matcher(type).matches()) {
            throw new EntryRefused(Reason.BAD_TYPE, "A type is 1 to 64 characters of [a-z0-9._-]");
        }
    }
}
