package io.lockward.fleet.command;

import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.CommandState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Commands from asking to their end. The command's row is its own outbox: what is open and unconfirmed goes down.
///
/// Threads: stateless; any number, also of other replicas.
public final class Commands {
    /// One round looks at so many commands.
    public static final int ROUND = 500;

    private Commands() {}

    /// A command that was just entered.
    ///
    /// @param facts what is known about it
    /// @param claims what to sign and publish after the commit; `null` when it goes out with a later [#round]
    public record Entered(
            CommandRecord record,
            List<CommandFact> facts,
            @Nullable CommandClaims claims) {
        public Entered {
            facts = List.copyOf(facts);
        }
    }

    /// Asks. The command is durable when the transaction is committed.
    ///
    /// @param by who asks, at most 128 characters
    /// @param reason at most 256 characters
    /// @param send whether it may go out at once, the bank being there; otherwise it goes with the next round
    public static Entered ask(
            FleetTransaction transaction,
            CommandId id,
            BankId bank,
            Command command,
            String by,
            String reason,
            Instant now,
            boolean send) {
        CommandRecord record = new CommandRecord(
                id,
                bank,
                command,
                reason,
                by,
                now,
                CommandDeadlines.deadlineToSend(command, now),
                CommandState.QUEUED,
                null,
                null,
                null);
        List<CommandFact> facts = new ArrayList<>();
        facts.add(new CommandFact(id, CommandFact.What.QUEUED, now, null, null, null));
        CommandClaims claims = null;
        if (send
                && CommandDeadlines.decide(
                                record, transaction.presenceOf(List.of(bank)).get(bank), now)
                        instanceof CommandDeadlines.Decision.Send decided) {
            record = sent(record, decided.sending(), now, facts);
            claims = claims(record, decided.sending());
        }
        record = record.withStanding(CommandFold.fold(facts));
        transaction.insertCommand(record);
        transaction.addFacts(facts);
        transaction.announce(FleetChanges.of(List.of(bank), List.of(), List.of(id)));
        return new Entered(record, facts, claims);
    }

    /// Takes a command back that has not gone out.
    ///
    /// @param text who took it back, for people
    /// @return the command as it stands now: cancelled, or what it was because it is too late; `null` when unknown
    public static @Nullable CommandRecord cancel(FleetTransaction transaction, CommandId id, String text, Instant now) {
        CommandRecord record = transaction.lockCommands(List.of(id)).get(id);
        if (record == null || record.state() != CommandState.QUEUED || record.sending() != null) {
            return record;
        }
        transaction.addFacts(List.of(new CommandFact(id, CommandFact.What.CANCELLED, now, null, null, text)));
        return refold(transaction, List.of(record)).getFirst();
    }

    /// Ends what is overdue and tells what to sign and publish now. Those are marked as sent in the same transaction,
    /// so a crash between commit and publish costs a resend, never a second opening.
    ///
    /// @param send whether anything can go out now; if not, only what is overdue ends
    public static List<CommandClaims> round(FleetStore store, Instant now, boolean send) {
        return store.transaction(transaction -> round(transaction, now, send));
    }

    private static List<CommandClaims> round(FleetTransaction transaction, Instant now, boolean send) {
        List<CommandRecord> open = transaction.lockOpenCommands(ROUND);
        if (open.isEmpty()) {
            return List.of();
        }
        Map<BankId, PresenceState> presence = transaction.presenceOf(
                open.stream().map(CommandRecord::bank).collect(Collectors.toCollection(TreeSet::new)));
        List<CommandClaims> toSend = new ArrayList<>();
        List<CommandFact> facts = new ArrayList<>();
        List<CommandRecord> changed = new ArrayList<>();
        for (CommandRecord command : open) {
            switch (CommandDeadlines.decide(command, presence.get(command.bank()), now)) {
                case CommandDeadlines.Decision.Wait _ -> {}
                case CommandDeadlines.Decision.End end -> {
                    facts.add(end.fact());
                    changed.add(command);
                }
                case CommandDeadlines.Decision.Send due -> {
                    if (send) {
                        changed.add(sent(command, due.sending(), now, facts));
                        toSend.add(claims(command, due.sending()));
                    }
                }
            }
        }
        if (!changed.isEmpty()) {
            transaction.addFacts(facts);
            refold(transaction, changed);
        }
        return toSend;
    }

    /// @param facts takes the fact of its first sending
    private static CommandRecord sent(
            CommandRecord command, CommandRecord.Sending sending, Instant now, List<CommandFact> facts) {
        if (command.sending() != null) {
            return command.withSending(sending, command.deadlineAt());
        }
        facts.add(new CommandFact(command.id(), CommandFact.What.SENT, now, null, null, null));
        return command.withSending(sending, CommandDeadlines.deadlineToHear(command.command(), now));
    }

    private static CommandClaims claims(CommandRecord command, CommandRecord.Sending sending) {
        return new CommandClaims(
                command.id(),
                command.bank(),
                sending.boot(),
                sending.expiresUp(),
                command.by(),
                command.reason(),
                command.command());
    }

    /// Takes in what banks said about their commands. Facts about a command of another bank, or of nobody, are
    /// dropped: the entry itself is kept all the same.
    ///
    /// @param facts by the bank that said them
    /// @return the ids of commands that changed
    public static List<CommandId> hear(FleetTransaction transaction, Map<BankId, List<CommandFact>> facts) {
        TreeSet<CommandId> ids = new TreeSet<>();
        facts.values().forEach(said -> said.forEach(fact -> ids.add(fact.command())));
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<CommandId, CommandRecord> known = transaction.lockCommands(ids);
        List<CommandFact> ours = new ArrayList<>();
        facts.forEach((bank, said) -> {
            for (CommandFact fact : said) {
                CommandRecord command = known.get(fact.command());
                if (command != null && command.bank().equals(bank)) {
                    ours.add(fact);
                }
            }
        });
        if (ours.isEmpty()) {
            return List.of();
        }
        transaction.addFacts(ours);
        TreeSet<CommandId> touched =
                ours.stream().map(CommandFact::command).collect(Collectors.toCollection(TreeSet::new));
        List<CommandRecord> records = known.values().stream()
                .filter(record -> touched.contains(record.id()))
                .toList();
        save(transaction, records);
        return List.copyOf(touched);
    }

    private static List<CommandRecord> refold(FleetTransaction transaction, List<CommandRecord> changed) {
        List<CommandRecord> saved = save(transaction, changed);
        transaction.announce(FleetChanges.of(
                saved.stream().map(CommandRecord::bank).toList(),
                List.of(),
                saved.stream().map(CommandRecord::id).toList()));
        return saved;
    }

    private static List<CommandRecord> save(FleetTransaction transaction, Collection<CommandRecord> changed) {
        Map<CommandId, List<CommandFact>> facts =
                transaction.facts(changed.stream().map(CommandRecord::id).toList()).stream()
                        .collect(Collectors.groupingBy(CommandFact::command));
        List<CommandRecord> saved = changed.stream()
                .map(record -> record.withStanding(CommandFold.fold(facts.getOrDefault(record.id(), List.of()))))
                .toList();
        transaction.saveCommands(saved);
        return saved;
    }
}
