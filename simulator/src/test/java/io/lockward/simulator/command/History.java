package io.lockward.simulator.command;

import io.lockward.agent.bank.Effect;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a journal tells of commands, and no more than that: without words for people, without starts between
/// which no act was open, and each kind of refusal of a command once.
///
/// @param told the entries that tell of commands, and of starts, oldest first
/// @param refusals by command; sorted
/// @param wrong what the order of the entries shows to be wrong; `null` when nothing
record History(
        List<Entry> told,
        List<CommandEntry.Refused> refusals,
        @Nullable String wrong) {
    static final History NONE = new History(List.of(), List.of(), null);

    /// Whether it matters here if this becomes durable. The other entries (conditions, probes) tell nothing of
    /// commands and no decision about one reads them.
    static boolean tells(Effect effect, Bounds bounds) {
        return !(effect instanceof Effect.Append(Entry entry))
                || switch (entry) {
                    case AgentEntry.Started _, CommandEntry _, DoorEntry _ -> true;
                    case ConfigEntry _ -> bounds.reads().service();
                    case PowerEntry _ -> bounds.hasPower();
                    case KioskEntry _ -> bounds.hasScreen();
                    case AgentEntry.Probed _ -> false;
                    default -> bounds.ladder();
                };
    }

    /// An effect without words for people and without times that only people read.
    static Effect plain(Effect effect) {
        return effect instanceof Effect.Append(Entry entry) ? new Effect.Append(plain(entry)) : effect;
    }

    private static Entry plain(Entry entry) {
        return switch (entry) {
            case AgentEntry.Started started ->
                new AgentEntry.Started(
                        started.cause() == AgentEntry.Cause.REBOOT
                                ? AgentEntry.Cause.REBOOT
                                : AgentEntry.Cause.POWER_ON,
                        false,
                        started.bootId(),
                        null,
                        null,
                        "1.0",
                        null);
            case CommandEntry.Refused refused -> new CommandEntry.Refused(refused.command(), refused.reason(), null);
            case CommandEntry.Concluded end ->
                new CommandEntry.Concluded(
                        end.command(), end.outcome(), end.outcome().name());
            case RemedyEntry.Concluded end ->
                new RemedyEntry.Concluded(
                        end.level(), end.outcome(), end.outcome().name(), null, Objects.requireNonNull(end.part()));
            case DoorEntry.Closed closed -> new DoorEntry.Closed(closed.compartment(), null);
            default -> entry;
        };
    }

    History and(Entry entry) {
        return switch (plain(entry)) {
            case AgentEntry.Started started -> started(started);
            case CommandEntry.Refused refused -> refused(refused);
            case CommandEntry.Received received -> received(received);
            case CommandEntry other -> more(other);
            case DoorEntry.Pulsed pulsed -> more(pulsed);
            case RemedyEntry.Step step -> more(step);
            case RemedyEntry.Concluded end -> more(end);
            // An opening proves something until the command has its end.
            case DoorEntry.Opened opened when hasOpenAct() && opened.command() != null -> more(opened);
            default -> this;
        };
    }

    private History started(AgentEntry.Started started) {
        List<Entry> all = new ArrayList<>(told);
        if (hasOpenAct()
                && all.getLast() instanceof AgentEntry.Started last
                && last.bootId().equals(started.bootId())) {
            return this; // the first start of a boot tells what began it
        }
        while (!all.isEmpty() && all.getLast() instanceof AgentEntry.Started && !hasOpenAct()) {
            all.removeLast();
        }
        all.add(started);
        return new History(List.copyOf(all), refusals, wrong);
    }

    private History refused(CommandEntry.Refused refused) {
        CommandId command = refused.command();
        if (command == null || refusals.contains(refused)) {
            return this;
        }
        List<CommandEntry.Refused> all = new ArrayList<>(refusals);
        all.add(refused);
        all.sort((a, b) -> a.toString().compareTo(b.toString()));
        return new History(told, List.copyOf(all), wrong);
    }

    /// What the asker was told to be refused must not happen later.
    private History received(CommandEntry.Received received) {
        boolean refused = refusals.stream().anyMatch(no -> received.command().equals(no.command()));
        History more = more(received);
        return refused && wrong == null
                ? new History(more.told, refusals, "refused, and accepted after all: " + received.cmd())
                : more;
    }

    private History more(Entry entry) {
        List<Entry> all = new ArrayList<>(told);
        all.add(entry);
        return new History(List.copyOf(all), refusals, wrong);
    }

    private boolean hasOpenAct() {
        Set<CommandId> open = new HashSet<>();
        for (Entry entry : told) {
            switch (entry) {
                case CommandEntry.Acted acted -> open.add(acted.command());
                case CommandEntry.Concluded end -> open.remove(end.command());
                default -> {}
            }
        }
        return !open.isEmpty();
    }

    /// The entries among effects.
    static List<Entry> entries(List<Effect> effects) {
        List<Entry> entries = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Append(Entry entry)) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
