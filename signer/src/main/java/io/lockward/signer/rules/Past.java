package io.lockward.signer.rules;

import io.lockward.protocol.BankId;
import org.jspecify.annotations.Nullable;

/// One signature of the last minute, as far as the limits look at it.
///
/// @param atNanos when, by the signer's monotonic clock
/// @param person who asked; `null` for a configuration
public record Past(long atNanos, BankId bank, @Nullable String person, Sort sort) {

    /// What the limits tell apart.
    public enum Sort {
        /// Opens doors.
        UNLOCK,
        /// Any other command.
        COMMAND,
        CONFIGURATION;

        boolean isCommand() {
            return this != CONFIGURATION;
        }
    }
}
