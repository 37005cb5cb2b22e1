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

    /// A signed command, to be published once the transaction is committed.
    @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
    public record Outgoing(CommandClaims claims, byte[] jws) {}

    /// A command that was just entered.
    ///
    /// @param facts what is known about it
    /// @param outgoing what to publish after the commit; `null` when it goes out with a later [#round]
    public record Entered(
            CommandRecord record,
            List<CommandFact> facts,
            @Nullable Outgoing outgoing) {
        public Entered {
            facts = List.copyOf(facts);
        }
    }

    /// Asks. The command is durable when the transaction is committed.
    ///
    /// @param by who asks, at most 128 characters
    /// @param reason at most 256 characters
    /// @param signing signs it, to go out at once when the bank is there; `null` when nothing can go out now
    public static Entered ask(
            FleetTransaction transaction,
            CommandId id,
            BankId bank,
            Command command,
            String by,
            String reason,
            Instant now,
            @Nullable Signing signing) {
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
        Outgoing outgoing = null;
        if (signing != null
                && CommandDeadlines.decide(
                                record, transaction.presenceOf(List.of(bank)).get(bank), now)
                        instanceof CommandDeadlines.Decision.Send decided) {
            CommandClaims claims = claims(record, decided.sending());
            switch (signing.sign(claims)) {
                case Signing.Signature.Made(byte[] jws) -> {
                    record = sent(record, decided.sending(), now, facts);
                    outgoing = new Outgoing(claims, jws);
                }
                case Signing.Signature.Refused refused -> facts.add(refusedBySigner(id, refused, now));
                case Signing.Signature.NotYet _, Signing.Signature.Away _ -> {} // the next round tries again
            }
        }
        record = record.withStanding(CommandFold.fold(facts));
        transaction.insertCommand(record);
        transaction.addFacts(facts);
        transaction.announce(FleetChanges.of(List.of(bank), List.of(), List.of(id)));
        return new Entered(record, facts, outgoing);
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

    /// Takes in one person's consent, which was checked.
    ///
    /// @param approval the JWS, as that person signed it
    /// @param text who it is, for people
    /// @return the command as it stands now; unchanged when it needs no consent or no more of it; `null` when
    ///     unknown
    public static @Nullable CommandRecord approve(
            FleetTransaction transaction, CommandId id, String approval, String text, Instant now) {
        CommandRecord record = transaction.lockCommands(List.of(id)).get(id);
        if (record == null
                || record.state() != CommandState.QUEUED
                || record.sending() != null
                || !(record.command() instanceof Command.UnlockAll(List<String> given))
                || given.size() >= CommandDeadlines.PEOPLE) {
            return record;
        }
        List<String> all = new ArrayList<>(given);
        all.add(approval);
        transaction.addFacts(List.of(new CommandFact(id, CommandFact.What.APPROVED, now, null, null, text)));
        return refold(transaction, List.of(record.withCommand(new Command.UnlockAll(all))))
                .getFirst();
    }

    /// Ends what is overdue, has signed what is due, and tells what to publish now. That is marked as sent in the
    /// same transaction, so a crash between commit and publish costs a resend, never a second opening. What nobody
    /// signs stays what it was.
    ///
    /// @param signing `null` when nothing can go out now; then only what is overdue ends
    public static List<Outgoing> round(FleetStore store, Instant now, @Nullable Signing signing) {
        return round(store, now, signing, null);
    }

    /// As above.
    ///
    /// @param hindrance why nothing can go out now, in a sentence, when that is ours and not the bank's
    public static List<Outgoing> round(
            FleetStore store, Instant now, @Nullable Signing signing, @Nullable String hindrance) {
        return store.transaction(transaction -> round(transaction, now, signing, hindrance));
    }

    private static List<Outgoing> round(
            FleetTransaction transaction, Instant now, @Nullable Signing signing, @Nullable String hindrance) {
        List<CommandRecord> open = transaction.lockOpenCommands(ROUND);
        if (open.isEmpty()) {
            return List.of();
        }
        Map<BankId, PresenceState> presence = transaction.presenceOf(
                open.stream().map(CommandRecord::bank).collect(Collectors.toCollection(TreeSet::new)));
        List<Outgoing> toPublish = new ArrayList<>();
        List<CommandFact> facts = new ArrayList<>();
        List<CommandRecord> changed = new ArrayList<>();
        Signing signer = signing;
        for (CommandRecord command : open) {
            switch (CommandDeadlines.decide(command, presence.get(command.bank()), now)) {
                case CommandDeadlines.Decision.Wait _ -> {}
                case CommandDeadlines.Decision.End end -> {
                    facts.add(hindrance == null ? end.fact() : end.fact().because(hindrance));
                    changed.add(command);
                }
                case CommandDeadlines.Decision.Send due -> {
                    if (signer != null) {
                        CommandClaims claims = claims(command, due.sending());
                        switch (signer.sign(claims)) {
                            case Signing.Signature.Made(byte[] jws) -> {
                                changed.add(sent(command, due.sending(), now, facts));
                                toPublish.add(new Outgoing(claims, jws));
                            }
                            case Signing.Signature.Refused refused ->
                                refusedBySigner(command, refused, now, facts, changed);
                            case Signing.Signature.NotYet _ -> {}
                            case Signing.Signature.Away _ -> signer = null; // asking for the others only takes time
                        }
                    }
                }
            }
        }
        if (!changed.isEmpty()) {
            transaction.addFacts(facts);
            refold(transaction, changed);
        }
        return toPublish;
    }

    /// One that went out before stays on its way: the bank may still take it.
    private static void refusedBySigner(
            CommandRecord command,
            Signing.Signature.Refused refused,
            Instant now,
            List<CommandFact> facts,
            List<CommandRecord> changed) {
        if (command.sending() == null) {
            facts.add(refusedBySigner(command.id(), refused, now));
            changed.add(command);
        }
    }

    private static CommandFact refusedBySigner(CommandId id, Signing.Signature.Refused refused, Instant now) {
        return new CommandFact(
                id,
                CommandFact.What.SIGNER_REFUSED,
                now,
                null,
                refused.refusal(),
                "The signer would not sign it: " + refused.reason() + ". Nothing was sent.");
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
