package io.lockward.fleet.command;

import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.Refusal;

/// How a command gets its signature. Whoever signs is somewhere else, may refuse, and may be away.
///
/// Threads: called within a transaction, from any thread; the same command may be asked for more than once.
@FunctionalInterface
public interface Signing {
    /// What asking for a signature gives.
    sealed interface Signature {
        /// @param jws the signed command, as it goes to the bank
        @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
        record Made(byte[] jws) implements Signature {}

        /// The signer will not sign this. Whoever asked is told so at once, and may ask anew.
        ///
        /// @param refusal the reason's kind
        /// @param reason for people, at most 200 characters
        record Refused(Refusal refusal, String reason) implements Signature {
            public Refused(String reason) {
                this(Refusal.NOT_ALLOWED, reason);
            }
        }

        /// Not for this bank yet; for another one it may be asked.
        ///
        /// @param words for people, at most 200 characters
        record NotYet(String words) implements Signature {}

        /// Nobody answers; it may be asked again.
        ///
        /// @param words for people, at most 200 characters
        record Away(String words) implements Signature {}
    }

    Signature sign(CommandClaims claims);
}
