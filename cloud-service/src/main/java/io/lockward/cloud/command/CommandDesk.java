package io.lockward.cloud.command;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.command.CommandDecision.Answer;
import io.lockward.cloud.command.CommandDecision.Known;
import io.lockward.cloud.http.Problem;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.command.CommandFold;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.fleet.command.Commands;
import io.lockward.fleet.command.Signing;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandState;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where commands are asked for, taken back and looked up. Every method may be called from any thread.
@Singleton
public final class CommandDesk {
    /// The most open commands told of one bank.
    private static final int OPEN = 100;

    private static final int NEWEST = 10;

    private final FleetStore store;
    private final AskStore asks;
    private final CommandReadStore reads;
    private final CommandSender sender;
    private final Access access;
    private final InstantSource clock;
    private final RandomGenerator random;

    CommandDesk(
            FleetStore store,
            AskStore asks,
            CommandReadStore reads,
            CommandSender sender,
            Access access,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.asks = asks;
        this.reads = reads;
        this.sender = sender;
        this.access = access;
        this.clock = clock;
        this.random = random;
    }

    /// Those there are of these ids.
    public List<CommandView> all(Collection<CommandId> ids) {
        return ids.isEmpty() ? List.of() : reads.all(ids);
    }

    /// A bank's commands that have not ended, newest first.
    public List<CommandView> openOf(String bank) {
        return reads.list(bank, null, false, null, null, OPEN);
    }

    /// What stands in the way of each command now, by what is known here.
    List<InterlockView> interlocks(String bankName) {
        Known known = BankId.isValid(bankName) ? asks.known(new BankId(bankName)) : null;
        if (known == null) {
            throw noBank().asException();
        }
        Instant now = clock.instant();
        CompartmentId any = known.compartments().stream().findFirst().orElseGet(() -> new CompartmentId("A01"));
        return InterlockView.commands(any).stream()
                .map(command -> InterlockView.of(command, CommandDecision.decide(command, known, now)))
                .toList();
    }

    /// A bank's newest commands, newest first.
    public List<CommandView> newestOf(String bank) {
        return reads.list(bank, null, null, null, null, NEWEST);
    }

    @Nullable
    CommandView command(CommandId id) {
        return reads.command(id);
    }

    /// Asks, and sends at once when the broker is there.
    ///
    /// @param key the caller's Idempotency-Key; the same key and body give the same command
    /// @throws io.lockward.cloud.http.ProblemException when it is not allowed or not safe now
    public CommandView ask(String bankName, AskedCommand asked, String by, @Nullable String key) {
        Command command = asked.command();
        String why = asked.why();
        Known known = BankId.isValid(bankName) ? asks.known(new BankId(bankName)) : null;
        if (known == null) {
            throw noBank().asException();
        }
        BankId bank = new BankId(bankName);
        Instant now = clock.instant();
        CommandId id = CommandId.next(now, random);
        if (key != null) {
            AskStore.Reservation standing = reserve(by, key, hash(bank, command, why), id, now);
            id = standing.command();
            CommandView earlier = reads.command(id);
            if (earlier != null) {
                return earlier;
            }
        }
        refuseUnlessAllowed(command, known, now);
        access.audit(new Audited(by, "command.ask", bankName, command.toString(), why));
        return enter(id, bank, command, by, why, now, known.boot());
    }

    /// Takes it back; once it went out it is too late.
    CommandView cancel(CommandId id, String by) {
        CommandView before = reads.command(id);
        if (before == null) {
            throw noCommand().asException();
        }
        access.audit(new Audited(by, "command.cancel", before.bank().value(), id.toString(), null));
        CommandRecord record = store.transaction(transaction -> Optional.ofNullable(
                        Commands.cancel(transaction, id, "Taken back by " + by + '.', clock.instant())))
                .orElse(null);
        if (record == null || record.state() != CommandState.CANCELLED) {
            throw Problem.of(
                            "too-late",
                            "Too late to cancel",
                            409,
                            "It has gone out to the bank. Wait for how it ends: GET /api/v1/commands/" + id + ".")
                    .asException();
        }
        CommandView after = reads.command(id);
        return after == null ? before : after;
    }

    private static Problem noBank() {
        return Problem.notFound("There is no such bank.");
    }

    static Problem noCommand() {
        return Problem.notFound("There is no such command.");
    }

    private CommandView enter(
            CommandId id, BankId bank, Command command, String by, String why, Instant now, @Nullable BootId boot) {
        Signing signing = sender.signing();
        Commands.Entered entered;
        try {
            entered = store.transaction(
                    transaction -> Commands.ask(transaction, id, bank, command, by, why, now, signing));
        } catch (RuntimeException e) {
            // With one key asked twice at the same time, the second finds the first one's command.
            CommandView first = reads.command(id);
            if (first == null) {
                throw e;
            }
            return first;
        }
        Commands.Outgoing outgoing = entered.outgoing();
        if (outgoing != null) {
            sender.publish(List.of(outgoing));
        }
        return CommandView.of(entered.record(), CommandFold.fold(entered.facts()), boot);
    }

    private AskStore.Reservation reserve(String by, String key, String hash, CommandId id, Instant now) {
        if (!key.matches("[\\x21-\\x7e]{1,128}")) {
            throw Problem.invalid("Idempotency-Key", "has 1 to 128 printable characters without spaces")
                    .asException();
        }
        AskStore.Reservation standing = asks.reserve(by, key, hash, id, now);
        if (!standing.bodyHash().equals(hash)) {
            throw Problem.of(
                            "key-reused",
                            "The key stands for something else",
                            422,
                            "This Idempotency-Key was used for another command. Make a new key.")
                    .asException();
        }
        return standing;
    }

    private static void refuseUnlessAllowed(Command command, Known known, Instant now) {
        switch (CommandDecision.decide(command, known, now)) {
            case Answer.Allowed() -> {}
            case Answer.Interlocked(List<String> reasons) ->
                throw Problem.of("interlocked", "Not safe or not possible now", 409, String.join(" ", reasons))
                        .because(reasons)
                        .asException();
            case Answer.NoSuchCompartment(var compartment) ->
                throw Problem.of(
                                "no-such-compartment",
                                "No such compartment",
                                422,
                                "`compartment`: this bank has no " + compartment + ".")
                        .asException();
        }
    }

    private static String hash(BankId bank, Command command, String why) {
        try {
            byte[] text = (bank + "\n" + command + "\n" + why).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
