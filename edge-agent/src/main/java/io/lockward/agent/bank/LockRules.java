package io.lockward.agent.bank;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConditionEntry.Kind;
import java.util.List;
import java.util.Map;

/// Locks that do not hold a closed door. Two things show it: the door springs open again right after it was closed,
/// with no pulse; or, where the lock tells its bolt apart from its door, the bolt stays out.
final class LockRules {
    /// A door that opens so soon after it closed was never locked: no force was needed.
    private static final long BOUNCE_MILLIS = 1_000;

    /// How long a bolt may take to go home after the door closed, and how long it must be seen out.
    private static final long BOLT_MILLIS = 3_000;

    /// A door that stays closed for so long, with its bolt home where that can be told, is locked.
    private static final long HOLDS_MILLIS = 5_000;

    private LockRules() {}

    static void closed(Turn turn, CompartmentId compartment) {
        turn.watchLock(compartment, turn.lock(compartment).withClosed(turn.up));
    }

    /// A door opened and no pulse explains it.
    ///
    /// @return whether its lock had not engaged, so that nobody forced it
    static boolean sprangOpen(Turn turn, CompartmentId compartment) {
        Long closedUp = turn.lock(compartment).closedUp();
        if (closedUp == null || turn.up - closedUp > BOUNCE_MILLIS) {
            return false;
        }
        loose(
                turn,
                compartment,
                "opened again " + (turn.up - closedUp) + " ms after it closed, and nothing had unlocked it");
        return true;
    }

    static void opened(Turn turn, CompartmentId compartment) {
        turn.watchLock(compartment, turn.lock(compartment).withClosed(null));
    }

    static void read(Turn turn, Input.BoltsRead read) {
        for (Map.Entry<CompartmentId, Boolean> bolt : read.home().entrySet()) {
            CompartmentId compartment = bolt.getKey();
            if (turn.setup.compartments().contains(compartment)) {
                bolt(turn, compartment, bolt.getValue());
            }
        }
    }

    /// A pulse draws the bolt; until the unlock has its end that is as it should be.
    private static void bolt(Turn turn, CompartmentId compartment, boolean home) {
        LockWatch watch = turn.lock(compartment);
        boolean out = !home
                && DoorRules.known(turn, compartment) == DoorReading.CLOSED
                && !turn.door(compartment).isUnlocking();
        if (!out) {
            turn.watchLock(compartment, watch.withBoltOut(null));
            return;
        }
        Long since = watch.boltOutUp();
        if (since == null) {
            turn.watchLock(compartment, watch.withBoltOut(turn.up));
        } else if (turn.up - since >= BOLT_MILLIS) {
            loose(turn, compartment, "the door is closed and its bolt has been out for " + (turn.up - since) + " ms");
        }
    }

    private static void loose(Turn turn, CompartmentId compartment, String detail) {
        if (!turn.memory.hasRaised(Kind.LOCK_NOT_ENGAGED, compartment.value())) {
            turn.raise(Kind.LOCK_NOT_ENGAGED, compartment.value(), detail);
            ServiceRules.notEngaged(turn, compartment);
        }
    }

    static void tick(Turn turn) {
        for (BankMemory.Condition condition : List.copyOf(turn.memory.conditions())) {
            if (condition.kind() == ConditionEntry.Kind.LOCK_NOT_ENGAGED
                    && CompartmentId.isValid(condition.subject())) {
                look(turn, new CompartmentId(condition.subject()));
            }
        }
    }

    /// Whether a lock that did not hold does so again.
    private static void look(Turn turn, CompartmentId compartment) {
        if (DoorRules.known(turn, compartment) != DoorReading.CLOSED) {
            return;
        }
        LockWatch watch = turn.lock(compartment);
        Long closedUp = watch.closedUp();
        if (watch.boltOutUp() != null) {
            ServiceRules.notEngagedStill(turn, compartment);
        } else if (closedUp == null) {
            turn.watchLock(compartment, watch.withClosed(turn.up));
        } else if (turn.up - closedUp >= HOLDS_MILLIS) {
            turn.watchLock(compartment, watch.withLoose(null));
            turn.clear(Kind.LOCK_NOT_ENGAGED, compartment.value());
        }
    }
}
