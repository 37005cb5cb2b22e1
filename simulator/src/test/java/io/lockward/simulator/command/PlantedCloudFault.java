package io.lockward.simulator.command;

import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandFact.What;
import io.lockward.fleet.command.CommandFold;
import io.lockward.fleet.command.CommandFold.Standing;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.CommandState;
import java.util.List;

/// Clouds with one fault each. Each must be found.
enum PlantedCloudFault implements CloudRules {
    /// It publishes within the transaction that may still be undone.
    PUBLISHES_BEFORE_THE_COMMIT("and the bank may act on it") {
        @Override
        public boolean publishesFirst() {
            return true;
        }
    },
    /// A command that went out can be taken back, and that is believed.
    TAKES_BACK_WHAT_WENT_OUT("and the bank may act on it") {
        @Override
        public boolean cancelsAlways() {
            return true;
        }

        @Override
        public Standing standing(List<CommandFact> facts) {
            return isKnown(facts, What.CANCELLED) ? with(facts, CommandState.CANCELLED) : CommandFold.fold(facts);
        }
    },
    /// What was sent and not answered is called expired.
    CALLS_SILENCE_EXPIRED("and the bank may act on it") {
        @Override
        public Standing standing(List<CommandFact> facts) {
            Standing real = CommandFold.fold(facts);
            boolean silent = isKnown(facts, What.NOT_HEARD) && real.state() == CommandState.UNVERIFIED;
            return silent ? with(facts, CommandState.EXPIRED) : real;
        }
    },
    /// What was concluded from silence stands, whatever the bank says later.
    BELIEVES_SILENCE_FOR_GOOD("and the bank has said something else") {
        @Override
        public Standing standing(List<CommandFact> facts) {
            return isKnown(facts, What.NOT_HEARD) ? with(facts, CommandState.UNVERIFIED) : CommandFold.fold(facts);
        }
    },
    /// The last word counts, not the one that knows best.
    BELIEVES_THE_LAST_WORD("depends on the order") {
        @Override
        public Standing standing(List<CommandFact> facts) {
            return CommandFold.fold(facts.subList(Math.max(0, facts.size() - 1), facts.size()));
        }
    },
    /// A resend is signed with a deadline of its own, so that a person's one wish is two commands.
    SIGNS_A_NEW_DEADLINE_FOR_A_RESEND("two different commands were signed") {
        @Override
        public CommandClaims signed(CommandClaims claims, int time) {
            return new CommandClaims(
                    claims.jti(),
                    claims.aud(),
                    claims.boot(),
                    claims.exp() + time,
                    claims.act(),
                    claims.why(),
                    claims.cmd());
        }
    },
    /// Nobody sweeps, so what is not answered stays open.
    WAITS_FOR_EVER("never ended") {
        @Override
        public List<CommandFact> added(List<CommandFact> more) {
            return more.stream()
                    .filter(fact -> fact.what() != What.NOT_HEARD && fact.what() != What.NEVER_SENT)
                    .toList();
        }
    };

    private final String finding;

    PlantedCloudFault(String finding) {
        this.finding = finding;
    }

    /// What the exploration must say of it.
    String finding() {
        return finding;
    }

    private static boolean isKnown(List<CommandFact> facts, What what) {
        return facts.stream().anyMatch(fact -> fact.what() == what);
    }

    private static Standing with(List<CommandFact> facts, CommandState state) {
        Standing real = CommandFold.fold(facts);
        return new Standing(state, real.refusal(), real.evidence(), real.steps());
    }
}
