package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Guard;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What became of a command at the bank.
public sealed interface CommandEntry extends Entry {

    /// How a command ended at the bank.
    enum Outcome {
        /// Independent evidence shows the effect.
        @JsonProperty("verified")
        VERIFIED,
        /// It was done, or may have been, and nothing shows the effect.
        @JsonProperty("unverified")
        UNVERIFIED,
        /// It was not done, and that is known.
        @JsonProperty("failed")
        FAILED
    }

    /// Accepted and remembered. Durable before anything follows from it: after this entry the command is never
    /// accepted again, whatever happens.
    ///
    /// @param act who asked, at most 128 characters
    /// @param why the reason given, at most 256 characters
    @JsonTypeName("command.received")
    record Received(CommandId command, Command cmd, String act, String why) implements CommandEntry {
        public Received {
            Objects.requireNonNull(command, "command");
            Objects.requireNonNull(cmd, "cmd");
            Guard.text(act, "act", 128);
            Guard.text(why, "why", 256);
        }
    }

    /// Not accepted, with a typed reason.
    ///
    /// @param command the id, when the message could be read and its signature held
    /// @param reason why
    /// @param detail more, for people, at most 256 characters
    @JsonTypeName("command.refused")
    record Refused(
            @Nullable CommandId command,
            Refusal reason,
            @Nullable String detail) implements CommandEntry {
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Guard.optionalText(detail, "detail", 256);
        }
    }

    /// The bank is about to act on it. Durable before the act.
    @JsonTypeName("command.acted")
    record Acted(CommandId command) implements CommandEntry {
        public Acted {
            Objects.requireNonNull(command, "command");
        }
    }

    /// The command's end.
    ///
    /// @param evidence what shows it, in words, at most 256 characters
    @JsonTypeName("command.concluded")
    record Concluded(CommandId command, Outcome outcome, String evidence) implements CommandEntry {
        public Concluded {
            Objects.requireNonNull(command, "command");
            Objects.requireNonNull(outcome, "outcome");
            Guard.text(evidence, "evidence", 256);
        }
    }
}
