package io.lockward.simulator.command;

import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandFold;
import io.lockward.protocol.command.CommandClaims;
import java.util.List;

/// What the cloud goes by, beside the real `Commands`: the real rules, or rules with a fault planted.
interface CloudRules {
    /// The rules there are.
    CloudRules REAL = new CloudRules() {};

    /// Where a command stands.
    ///
    /// @param facts in the order in which they became known
    default CommandFold.Standing standing(List<CommandFact> facts) {
        return CommandFold.fold(facts);
    }

    /// What a round adds to what is known.
    default List<CommandFact> added(List<CommandFact> more) {
        return more;
    }

    /// What is signed.
    ///
    /// @param time which moment it is
    default CommandClaims signed(CommandClaims claims, int time) {
        return claims;
    }

    /// Whether a command is published before the transaction that says so is committed.
    default boolean publishesFirst() {
        return false;
    }

    /// Whether taking back does not ask if it went out.
    default boolean cancelsAlways() {
        return false;
    }
}
