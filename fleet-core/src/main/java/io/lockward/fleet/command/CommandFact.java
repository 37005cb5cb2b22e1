package io.lockward.fleet.command;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing known about a command. Facts are only ever added; the same fact twice is one.
///
/// @param at by the cloud's clock for its own facts, by the controller's for the bank's
/// @param source the entry that says so; `null` for what the cloud did or concluded
/// @param refusal with [What#REFUSED] only
/// @param text more, for people, at most 256 characters
public record CommandFact(
        CommandId command,
        What what,
        Instant at,
        @Nullable EntryRef source,
        @Nullable Refusal refusal,
        @Nullable String text) {
    /// What is known.
    public enum What {
        QUEUED,
        /// A person consented.
        APPROVED,
        SENT,
        CANCELLED,
        /// The signer will not sign it.
        SIGNER_REFUSED,
        /// Its time was over before it could be sent.
        NEVER_SENT,
        /// It was sent and its time went by without a conclusion.
        NOT_HEARD,
        RECEIVED,
        REFUSED,
        ACTED,
        /// A lock was driven for it.
        EFFECT,
        VERIFIED,
        UNVERIFIED,
        FAILED
    }

    /// The same fact with another cause of nothing having been sent; other facts stay what they are.
    CommandFact because(String hindrance) {
        return what == What.NEVER_SENT
                ? new CommandFact(command, what, at, source, refusal, hindrance + " Nothing was sent.")
                : this;
    }

    /// What makes a fact the same fact when it comes again.
    public String key() {
        EntryRef entry = source;
        return entry == null
                ? what == What.SENT || what == What.APPROVED ? what + "@" + at.toEpochMilli() : what.name()
                : what + "/" + entry.journal() + '/' + entry.seq();
    }
}
