package io.lockward.cloud.command;

import io.lockward.cloud.store.CommandText;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.command.CommandDeadlines;
import io.lockward.fleet.command.CommandFold;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.command.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command as it is told.
///
/// @param end whether it has ended
/// @param deadlineAt when the cloud stops waiting for word of it
/// @param waitsFor what it waits for, in a sentence, while it waits for people
/// @param steps each with its time and the entry that shows it
public record CommandView(
        CommandId id,
        BankId bank,
        String kind,
        @Nullable CompartmentId compartment,
        @Nullable RebootLevel level,
        @Nullable Integer seconds,
        @Nullable Integer minutes,
        String reason,
        String by,
        CommandState state,
        boolean end,
        Instant createdAt,
        Instant deadlineAt,
        @Nullable Refusal refusal,
        @Nullable String evidence,
        @Nullable String waitsFor,
        @Nullable Consent consent,
        List<Step> steps) {
    /// The consent of people to what needs two of them.
    ///
    /// @param boot the boot that an approval has to name: the bank's present one
    /// @param by who approved so far
    /// @param needed how many have to
    public record Consent(@Nullable BootId boot, List<String> by, int needed) {}

    /// How the step of an approval begins; the name and a full stop follow.
    static final String APPROVED_BY = "Approved by ";

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

    /// @param boot the bank's present boot; `null` when unknown
    static CommandView of(CommandRecord record, CommandFold.Standing standing, @Nullable BootId boot) {
        Command command = record.command();
        Consent consent = command instanceof Command.UnlockAll ? consent(standing, boot) : null;
        return new CommandView(
                record.id(),
                record.bank(),
                command.kind(),
                CommandText.compartment(command),
                command instanceof Command.Reboot(RebootLevel level) ? level : null,
                command instanceof Command.Locate(int seconds) ? seconds : null,
                command instanceof Command.PauseRemedy(int minutes) ? minutes : null,
                record.reason(),
                record.by(),
                record.state(),
                record.state().isEnd(),
                record.createdAt(),
                record.deadlineAt(),
                record.refusal(),
                record.evidence(),
                consent == null || record.state() != CommandState.QUEUED ? null : waitsFor(consent),
                consent,
                standing.steps().stream().map(Step::of).toList());
    }

    private static Consent consent(CommandFold.Standing standing, @Nullable BootId boot) {
        List<String> by = new ArrayList<>();
        for (CommandFold.Step step : standing.steps()) {
            String text = step.text();
            if (step.state() == CommandState.QUEUED && text != null && text.startsWith(APPROVED_BY)) {
                by.add(text.substring(APPROVED_BY.length(), text.length() - 1));
            }
        }
        return new Consent(boot, by, CommandDeadlines.PEOPLE);
    }

    private static @Nullable String waitsFor(Consent consent) {
        return switch (consent.by().size()) {
            case 0 -> "It waits for the approval of two people, within ten minutes.";
            case 1 ->
                "It waits for the approval of one more person than "
                        + consent.by().getFirst() + '.';
            default -> null;
        };
    }
}
