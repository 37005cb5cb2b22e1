package io.lockward.fleet.remedy;

import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.RebootLevel;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One step that the cloud took for a bank. It is on record before anything is done, and done at most once.
///
/// @param alarm the alarm it was taken for; `null` when a person took it without one
/// @param level `AGENT`, by a command, or `POWER`, by an outlet
/// @param by who took it: the ladder or a person
/// @param at when it was put on record
/// @param deadline when it ends for want of proof
/// @param sentAt when the order is known to have gone out; `null` when nobody knows
/// @param answer what the outlet answered, in words
/// @param command the command that does it, for `AGENT`
/// @param outcome `null` while it is not known
public record FleetRung(
        UUID id,
        BankId bank,
        @Nullable Long alarm,
        RebootLevel level,
        String why,
        String by,
        Instant at,
        Instant deadline,
        @Nullable Instant sentAt,
        @Nullable String answer,
        @Nullable CommandId command,
        @Nullable Outcome outcome,
        @Nullable String evidence,
        @Nullable Instant endedAt) {
    /// How it ended.
    public enum Outcome {
        /// Evidence shows that it happened and helped.
        HEALED,
        /// It surely was not done.
        NOT_DONE,
        /// Nobody can show that it happened.
        UNVERIFIED;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// @throws IllegalArgumentException when none is called so
        public static Outcome ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public boolean isRunning() {
        return outcome == null;
    }
}
