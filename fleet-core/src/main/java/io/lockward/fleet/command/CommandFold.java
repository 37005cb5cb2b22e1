package io.lockward.fleet.command;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.command.CommandFact.What;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a command stands, from all that is known about it, in whatever order it became known. What the bank says
/// outranks what the cloud concluded from silence: [CommandLife] tells how. Pure.
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

    private static final Comparator<CommandFact> BY_RANK =
            Comparator.comparingInt(CommandFold::rank).thenComparing(BY_SOURCE);

    private CommandFold() {}

    /// Folds the facts about one command. None at all means it is queued.
    public static Standing fold(Collection<CommandFact> facts) {
        boolean refused = facts.stream().anyMatch(fact -> fact.what() == What.REFUSED && counts(fact));
        List<CommandFact> told = facts.stream()
                .filter(fact -> counts(fact) || !refused)
                .sorted(BY_RANK)
                .toList();
        boolean taken = told.stream().anyMatch(CommandFold::tellsItWasTaken);
        List<Step> steps = facts.stream()
                .filter(CommandFold::counts)
                .filter(fact -> fact.what() != What.REFUSED || !taken)
                .sorted(BY_STEP)
                .map(fact -> new Step(stateOf(fact.what()), fact.at(), fact.source(), fact.text()))
                .distinct()
                .toList();
        CommandLife life = CommandLife.of(told.stream().map(CommandFold::plain).toList());
        return life instanceof CommandLife.End end
                ? new Standing(life.state(), end.by().refusal(), end.by().text(), steps)
                : new Standing(life.state(), null, null, steps);
    }

    /// A second delivery is refused as seen before: that tells that a first one came, and that it was taken unless
    /// the bank has refused that one too.
    private static CommandFact plain(CommandFact fact) {
        return counts(fact)
                ? fact
                : new CommandFact(fact.command(), What.RECEIVED, fact.at(), fact.source(), null, null);
    }

    private static boolean tellsItWasTaken(CommandFact fact) {
        return switch (fact.what()) {
            case RECEIVED, ACTED, EFFECT, VERIFIED, UNVERIFIED, FAILED -> true;
            case REFUSED -> !counts(fact);
            case QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT, NOT_HEARD -> false;
        };
    }

    /// What the cloud did and concluded comes first, then what the bank says; its first conclusion stands.
    private static int rank(CommandFact fact) {
        return switch (fact.what()) {
            case QUEUED -> 0;
            case APPROVED -> 1;
            case SENT -> 2;
            case CANCELLED -> 3;
            case SIGNER_REFUSED -> 4;
            case NEVER_SENT -> 5;
            case NOT_HEARD -> 6;
            case RECEIVED -> 7;
            case ACTED -> 8;
            case EFFECT -> 9;
            case REFUSED -> counts(fact) ? 10 : 7;
            case VERIFIED, UNVERIFIED, FAILED -> 11;
        };
    }

    private static boolean counts(CommandFact fact) {
        return !isSeenBefore(fact);
    }

    private static boolean isSeenBefore(CommandFact fact) {
        return fact.what() == What.REFUSED && fact.refusal() == Refusal.SEEN_BEFORE;
    }

    private static CommandState stateOf(What what) {
        return switch (what) {
            case QUEUED -> CommandState.QUEUED;
            case APPROVED -> CommandState.QUEUED;
            case SENT -> CommandState.SENT;
            case CANCELLED -> CommandState.CANCELLED;
            case NEVER_SENT -> CommandState.EXPIRED;
            case NOT_HEARD, UNVERIFIED -> CommandState.UNVERIFIED;
            case RECEIVED -> CommandState.RECEIVED;
            case REFUSED, SIGNER_REFUSED -> CommandState.REFUSED;
            case ACTED -> CommandState.ACTING;
            case EFFECT -> CommandState.VERIFYING;
            case VERIFIED -> CommandState.VERIFIED;
            case FAILED -> CommandState.FAILED;
        };
    }
}
