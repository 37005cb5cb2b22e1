package io.lockward.fleet.ingest;

import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandFact.What;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.DoorEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an entry tells about a command. Pure.
public final class CommandFacts {
    private CommandFacts() {}

    /// The other kinds of entries say nothing about commands.
    public static List<CommandFact> of(StoredEntry entry) {
        if (entry.entry() instanceof CommandEntry said) {
            return said(entry, said);
        }
        return entry.entry() instanceof DoorEntry.Pulsed pulsed ? pulsed(entry, pulsed) : List.of();
    }

    private static List<CommandFact> said(StoredEntry entry, CommandEntry said) {
        return switch (said) {
            case CommandEntry.Received received -> fact(entry, received.command(), What.RECEIVED, null, null);
            case CommandEntry.Refused refused ->
                refused.command() == null
                        ? List.of()
                        : fact(entry, refused.command(), What.REFUSED, refused.reason(), refused.detail());
            case CommandEntry.Acted acted -> fact(entry, acted.command(), What.ACTED, null, null);
            case CommandEntry.Concluded concluded ->
                fact(
                        entry,
                        concluded.command(),
                        switch (concluded.outcome()) {
                            case VERIFIED -> What.VERIFIED;
                            case UNVERIFIED -> What.UNVERIFIED;
                            case FAILED -> What.FAILED;
                        },
                        null,
                        concluded.evidence());
        };
    }

    private static List<CommandFact> pulsed(StoredEntry entry, DoorEntry.Pulsed pulsed) {
        if (pulsed.why() != DoorEntry.Why.COMMAND) {
            return List.of();
        }
        try {
            return fact(entry, CommandId.parse(pulsed.id()), What.EFFECT, null, null);
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    private static List<CommandFact> fact(
            StoredEntry entry, CommandId command, What what, @Nullable Refusal refusal, @Nullable String text) {
        return List.of(new CommandFact(command, what, entry.stamp().at(), entry.ref(), refusal, text));
    }
}
