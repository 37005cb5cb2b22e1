package io.lockward.fleet.command;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a command stands, from all that is known about it, in whatever order it became known. What the bank says
/// outranks what the cloud concluded from silence. Pure.
public final class CommandFold {
    /// Where it stands.
    ///
    /// @param evidence in words, when it ended
    public record Standing(
            CommandState state,
            @Nullable Refusal refusal,
            @Nullable String evidence,
            List<Step> steps) {
        public Standing {
            steps = List.copyOf(steps);
        }
    }

    /// One step on the way.
    ///
    /// @param source the entry that shows it; `null` for the cloud's own
    public record Step(
            CommandState state,
            Instant at,
            @Nullable EntryRef source,
            @Nullable String text) {}

    private static final Comparator<CommandFact> BY_SOURCE = Comparator.comparing(
                    CommandFact::source, Comparator.nullsFirst(Comparator.<EntryRef>naturalOrder()))
            .thenComparing(CommandFact::at)
            .thenComparing(CommandFact::key);

    private static final Comparator<CommandFact> BY_STEP =
            Comparator.comparing(CommandFact::what).thenComparing(BY_SOURCE);

    private CommandFold() {}

    /// Folds the facts about one command. None at all means it is queued.
    public static Standing fold(Collection<CommandFact> facts) {
        Map<CommandFact.What, CommandFact> first = new EnumMap<>(CommandFact.What.class);
        facts.stream()
                .filter(CommandFold::counts)
                .sorted(BY_SOURCE)
                .forEach(fact -> first.putIfAbsent(fact.what(), fact));
        boolean known = isKnown(facts, first);
        List<Step> steps = facts.stream()
                .filter(CommandFold::counts)
                .filter(fact -> fact.what() != CommandFact.What.REFUSED || !known)
                .sorted(BY_STEP)
                .map(fact -> new Step(stateOf(fact.what()), fact.at(), fact.source(), fact.text()))
                .distinct()
                .toList();
        CommandFact end = end(first, known);
        if (end != null) {
            CommandState state = end.what() == CommandFact.What.NEVER_SENT && known
                    ? CommandState.UNVERIFIED // it was sent after all, and nothing more was heard
                    : stateOf(end.what());
            return new Standing(state, end.refusal(), end.text(), steps);
        }
        return new Standing(progress(first, known), null, null, steps);
    }

    private static @Nullable CommandFact end(Map<CommandFact.What, CommandFact> first, boolean known) {
        CommandFact concluded = first.values().stream()
                .filter(fact -> switch (fact.what()) {
                    case VERIFIED, UNVERIFIED, FAILED -> true;
                    case QUEUED, SENT, CANCELLED, NEVER_SENT, NOT_HEARD, RECEIVED, REFUSED, ACTED, EFFECT -> false;
                })
                .min(BY_SOURCE)
                .orElse(null);
        if (concluded != null) {
            return concluded;
        }
        CommandFact refused = first.get(CommandFact.What.REFUSED);
        if (refused != null && !known) {
            return refused;
        }
        CommandFact notHeard = first.get(CommandFact.What.NOT_HEARD);
        if (notHeard != null) {
            return notHeard;
        }
        CommandFact cancelled = first.get(CommandFact.What.CANCELLED);
        return cancelled != null && !known ? cancelled : first.get(CommandFact.What.NEVER_SENT);
    }

    private static CommandState progress(Map<CommandFact.What, CommandFact> first, boolean known) {
        if (first.containsKey(CommandFact.What.EFFECT)) {
            return CommandState.VERIFYING;
        }
        if (first.containsKey(CommandFact.What.ACTED)) {
            return CommandState.ACTING;
        }
        if (known) {
            return CommandState.RECEIVED;
        }
        return first.containsKey(CommandFact.What.SENT) ? CommandState.SENT : CommandState.QUEUED;
    }

    /// Whether the bank took the command. A second delivery is refused as seen before: that tells that a first one
    /// came, and that it was taken unless the bank has refused that one too.
    private static boolean isKnown(Collection<CommandFact> facts, Map<CommandFact.What, CommandFact> first) {
        boolean refused = first.containsKey(CommandFact.What.REFUSED);
        return facts.stream().anyMatch(fact -> switch (fact.what()) {
            case RECEIVED, ACTED, EFFECT, VERIFIED, UNVERIFIED, FAILED -> true;
            case REFUSED -> isSeenBefore(fact) && !refused;
            case QUEUED, SENT, CANCELLED, NEVER_SENT, NOT_HEARD -> false;
        });
    }

    private static boolean counts(CommandFact fact) {
        return !isSeenBefore(fact);
    }

    private static boolean isSeenBefore(CommandFact fact) {
        return fact.what() == CommandFact.What.REFUSED && fact.refusal() == Refusal.SEEN_BEFORE;
    }

    private static CommandState stateOf(CommandFact.What what) {
        return switch (what) {
            case QUEUED -> CommandState.QUEUED;
            case SENT -> CommandState.SENT;
            case CANCELLED -> CommandState.CANCELLED;
            case NEVER_SENT -> CommandState.EXPIRED;
            case NOT_HEARD, UNVERIFIED -> CommandState.UNVERIFIED;
            case RECEIVED -> CommandState.RECEIVED;
            case REFUSED -> CommandState.REFUSED;
            case ACTED -> CommandState.ACTING;
            case EFFECT -> CommandState.VERIFYING;
            case VERIFIED -> CommandState.VERIFIED;
            case FAILED -> CommandState.FAILED;
        };
    }
}
