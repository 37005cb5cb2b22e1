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

    /// Asks. The command is durable when the transaction is committed, and goes out with the next [#round].
    ///
    /// @param by who asks, at most 128 characters
    /// @param reason at most 256 characters
    public static CommandRecord ask(
            FleetTransaction transaction,
            CommandId id,
            BankId bank,
            Command command,
            String by,
            String reason,
            Instant now) {
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
        transaction.insertCommand(record);
        transaction.addFacts(List.of(new CommandFact(id, CommandFact.What.QUEUED, now, null, null, null)));
        transaction.announce(FleetChanges.of(List.of(bank), List.of(), List.of(id)));
        return record;
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
    public static List<CommandClaims> round(FleetStore store, Instant now) {
        return store.transaction(transaction -> round(transaction, now));
    }

    private static List<CommandClaims> round(FleetTransaction transaction, Instant now) {
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
                case CommandDeadlines.Decision.Send send -> {
                    boolean first = command.sending() == null;
                    if (first) {
                        facts.add(new CommandFact(command.id(), CommandFact.What.SENT, now, null, null, null));
                    }
                    changed.add(command.withSending(
                            send.sending(),
                            first ? CommandDeadlines.deadlineToHear(command.command(), now) : command.deadlineAt()));
                    toSend.add(claims(command, send.sending()));
                }
            }
        }
        if (!changed.isEmpty()) {
            transaction.addFacts(facts);
            refold(transaction, changed);
        }
        return toSend;
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
