package io.lockward.agent.journal;

import org.jspecify.annotations.Nullable;

/// The journal is over for this process: nothing more is taken or given. Stop, alarm, restart; opening anew reads
/// what is really there. (A failed fsync must never be asked again: the kernel may have thrown the pages away and say
/// yes.)
public final class JournalFailed extends RuntimeException {

    /// What broke.
    public enum Reason {
        /// The folder could not be read or put in order.
        OPEN_FAILED,
        WRITE_FAILED,
        FORCE_FAILED,
        READ_FAILED,
        /// A record that was good at opening is not any more. Opening anew turns it into a counted gap.
        DAMAGED,
        CLOSED
    }

    private final Reason reason;

    public JournalFailed(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
