package io.lockward.fleet.command;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One command and where it stands.
///
/// @param reason given by who asked, at most 256 characters
/// @param by who asked, at most 128 characters
/// @param deadlineAt when the cloud stops waiting and concludes by itself
/// @param refusal the bank's reason, when it refused
/// @param evidence in words, when it ended
/// @param sending how it was sent; `null` before that
public record CommandRecord(
        CommandId id,
        BankId bank,
        Command command,
        String reason,
        String by,
        Instant createdAt,
        Instant deadlineAt,
        CommandState state,
        @Nullable Refusal refusal,
        @Nullable String evidence,
        @Nullable Sending sending) {
    /// How it was last put on its way.
    ///
    /// @param boot the boot it was signed for; it never counts in another one
    /// @param expiresUp its `exp`: the bank's uptime in that boot, in milliseconds
    /// @param at when it last went out
    /// @param session the bank's connection it went to
    public record Sending(BootId boot, long expiresUp, Instant at, SessionId session) {}

    public CommandRecord withSending(Sending sent, Instant deadline) {
        return new CommandRecord(id, bank, command, reason, by, createdAt, deadline, state, refusal, evidence, sent);
    }

    public CommandRecord withCommand(Command changed) {
        return new CommandRecord(
                id, bank, changed, reason, by, createdAt, deadlineAt, state, refusal, evidence, sending);
    }

    public CommandRecord withStanding(CommandFold.Standing standing) {
        return new CommandRecord(
                id,
                bank,
                command,
                reason,
                by,
                createdAt,
                deadlineAt,
                standing.state(),
                standing.refusal(),
                standing.evidence(),
                sending);
    }
}
