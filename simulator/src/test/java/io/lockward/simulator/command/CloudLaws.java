package io.lockward.simulator.command;

import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandFact.What;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must hold of a command in the cloud in every state.
final class CloudLaws {
    private static final Set<CommandState> ON_THE_WAY =
            EnumSet.of(CommandState.RECEIVED, CommandState.ACTING, CommandState.VERIFYING, CommandState.UNVERIFIED);

    private CloudLaws() {}

    static @Nullable String broken(CloudPoint point) {
        CommandRecord record = point.record();
        if (point.published().size() > 1) {
            return "two different commands were signed for one";
        }
        if (record == null) {
            return null;
        }
        boolean neverSent = record.state() == CommandState.CANCELLED || record.state() == CommandState.EXPIRED;
        if (neverSent && point.wasPublished()) {
            return "called " + record.state() + ", and the bank may act on it";
        }
        if (record.state() == CommandState.VERIFIED && !isHeard(point, What.VERIFIED)) {
            return "called verified, and the bank has not said so";
        }
        return isTold(record.state(), point.facts())
                ? null
                : "is " + record.state() + ", and the bank has said something else";
    }

    /// Where nothing changes any more.
    static @Nullable String unended(CloudPoint point) {
        return isOver(point) ? null : "never ended";
    }

    static boolean isOver(CloudPoint point) {
        CommandRecord record = point.record();
        return record != null && record.state().isEnd();
    }

    /// Whether this is where a command stands of which the bank has said so much: its own conclusion whatever
    /// else is known; on the way, or not heard to the end, when it took it; refused when it only refused it.
    private static boolean isTold(CommandState state, List<CommandFact> facts) {
        Set<CommandState> told = EnumSet.noneOf(CommandState.class);
        boolean taken = false;
        boolean refused = false;
        for (CommandFact fact : facts) {
            switch (fact.what()) {
                case VERIFIED -> told.add(CommandState.VERIFIED);
                case UNVERIFIED -> told.add(CommandState.UNVERIFIED);
                case FAILED -> told.add(CommandState.FAILED);
                case RECEIVED, ACTED, EFFECT -> taken = true;
                case REFUSED -> {
                    taken |= fact.refusal() == Refusal.SEEN_BEFORE;
                    refused |= fact.refusal() != Refusal.SEEN_BEFORE;
                }
                case QUEUED, APPROVED, SENT, CANCELLED, SIGNER_REFUSED, NEVER_SENT, NOT_HEARD -> {}
            }
        }
        if (!told.isEmpty()) {
            return told.contains(state);
        }
        if (refused && isRefusalKnownFirst(facts)) {
            return state == CommandState.REFUSED;
        }
        return !taken || ON_THE_WAY.contains(state);
    }

    /// Nothing tells that it was taken, but for a repetition that may have repeated the refused one.
    private static boolean isRefusalKnownFirst(List<CommandFact> facts) {
        return facts.stream()
                .map(CommandFact::what)
                .noneMatch(what -> what == What.RECEIVED || what == What.ACTED || what == What.EFFECT);
    }

    private static boolean isHeard(CloudPoint point, What what) {
        return point.facts().stream().anyMatch(fact -> fact.what() == what);
    }

    /// The order in which things become known does not matter.
    static boolean isJoin(CloudRules rules, CloudPoint point) {
        List<CommandFact> reversed = new ArrayList<>(point.facts());
        Collections.reverse(reversed);
        return rules.standing(reversed).equals(rules.standing(point.facts()));
    }
}
