package io.lockward.cloud.command;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.command.CommandFold;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.command.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command as it is told.
///
/// @param end whether it has ended
/// @param deadlineAt when the cloud stops waiting for word of it
/// @param steps each with its time and the entry that shows it
public record CommandView(
        CommandId id,
        BankId bank,
        String kind,
        @Nullable CompartmentId compartment,
        @Nullable RebootLevel level,
        String reason,
        String by,
        CommandState state,
        boolean end,
        Instant createdAt,
        Instant deadlineAt,
        @Nullable Refusal refusal,
        @Nullable String evidence,
        List<Step> steps) {
    /// One step.
    ///
    /// @param journal the journal of the entry behind it; `null` for the cloud's own steps
    public record Step(
            CommandState state,
            Instant at,
            @Nullable JournalId journal,
            @Nullable Long epoch,
            @Nullable Long seq,
            @Nullable String text) {
        static Step of(CommandFold.Step step) {
            EntryRef source = step.source();
            return source == null
                    ? new Step(step.state(), step.at(), null, null, null, step.text())
                    : new Step(step.state(), step.at(), source.journal(), source.epoch(), source.seq(), step.text());
        }
    }

    static CommandView of(CommandRecord record, CommandFold.Standing standing) {
        Command command = record.command();
        return new CommandView(
                record.id(),
                record.bank(),
                command.kind(),
                command instanceof Command.Unlock(CompartmentId compartment) ? compartment : null,
                command instanceof Command.Reboot(RebootLevel level) ? level : null,
                record.reason(),
                record.by(),
                record.state(),
                record.state().isEnd(),
                record.createdAt(),
                record.deadlineAt(),
                record.refusal(),
                record.evidence(),
                standing.steps().stream().map(Step::of).toList());
    }
}
