package io.lockward.fleet.dispute;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.CommandState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command that somebody asked for, by the cloud's books: also one that never came to the bank, and so is in no
/// entry.
///
/// @param kind such as `unlock`
/// @param compartment `null` when it is about the whole bank
/// @param level of a restart, such as `agent`
/// @param why in the words of whoever asked
/// @param by who asked
/// @param askedAt by the cloud's clock, like `changedAt`
/// @param changedAt when anything was last heard of it; `null` when nothing was
/// @param refusal why it was refused, such as `rate-limited`
public record CaseCommand(
        CommandId id,
        String kind,
        @Nullable CompartmentId compartment,
        @Nullable String level,
        String why,
        String by,
        Instant askedAt,
        CommandState state,
        @Nullable Instant changedAt,
        @Nullable String refusal) {
    /// What it was and what became of it, for people; without times.
    public String words() {
        String what = kind
                + (level == null ? "" : " " + level)
                + (compartment == null ? "" : " " + compartment)
                + ", asked for by " + by + ": " + why;
        return what + (what.endsWith(".") ? " " : ". ") + ended();
    }

    private String ended() {
        return switch (state) {
            case QUEUED -> "It has not left the cloud.";
            case SENT -> "It was sent, and the bank has not said that it came.";
            case RECEIVED, ACTING, VERIFYING -> "The bank has it, and it is not over.";
            case VERIFIED -> "It was done, and the bank saw that it was.";
            case UNVERIFIED -> "Whether it was done is not known.";
            case FAILED -> "It failed.";
            case REFUSED -> "It was refused" + (refusal == null ? "." : ": " + CaseWords.plain(refusal) + ".");
            case EXPIRED -> "It expired before it was done.";
            case CANCELLED -> "It was called back before it was done.";
        };
    }
}
