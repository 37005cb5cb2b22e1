package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.ConfigEntry.Cause;
import io.lockward.protocol.entry.ParcelEntry;

/// Which compartments a bank takes out of use by itself, and puts back.
///
/// What a mechanic must look at (a door that jams, a lock that does not hold) stays out until a person puts it back:
/// nobody can tell from afar that it is mended, and a try costs a parcel. What comes back by itself (a switch that is
/// read again, after a cable or a board was) goes back by itself. What a person took out stays out; what a person put
/// back is judged afresh, so a fault that goes on takes it out again.
final class ServiceRules {
    private static final int MOST_WORDS = 256;

    private ServiceRules() {}

    /// A door stayed shut after its pulse, and that is recorded.
    static void jammed(Turn turn, CompartmentId compartment) {
        int jams = turn.memory.policy().lock(compartment).jams();
        if (jams >= turn.setup.service().faultsInARow()) {
            takeOut(turn, compartment, Cause.JAMMED, times(jams) + "the door stayed shut after its pulse");
        }
    }

    /// A lock did not hold, and that is recorded.
    static void notEngaged(Turn turn, CompartmentId compartment) {
        int misses = turn.memory.policy().lock(compartment).misses();
        if (misses >= turn.setup.service().faultsInARow()) {
            takeOut(turn, compartment, Cause.LOCK_NOT_ENGAGED, times(misses) + "its lock did not hold the closed door");
        }
    }

    /// A lock goes on not holding its closed door.
    static void notEngagedStill(Turn turn, CompartmentId compartment) {
        LockWatch watch = turn.lock(compartment);
        Long since = watch.looseUp();
        if (since == null) {
            turn.watchLock(compartment, watch.withLoose(turn.up));
        } else if (hasLasted(turn, since)) {
            takeOut(turn, compartment, Cause.LOCK_NOT_ENGAGED, "its lock does not hold the closed door");
        }
    }

    static void tick(Turn turn) {
        for (CompartmentId compartment : turn.setup.compartments()) {
            boolean dead = turn.memory.hasRaised(ConditionEntry.Kind.SENSOR_FAULT, compartment.value());
            LockWatch watch = turn.lock(compartment);
            Long since = watch.deadUp();
            if (!dead) {
                if (since != null) {
                    turn.watchLock(compartment, watch.withDead(null));
                }
                putBack(turn, compartment, Cause.SENSOR_DEAD, "its door switch can be read again");
            } else if (since == null) {
                turn.watchLock(compartment, watch.withDead(turn.up));
            } else if (hasLasted(turn, since)) {
                takeOut(turn, compartment, Cause.SENSOR_DEAD, "its door switch cannot be read");
            }
        }
    }

    private static boolean hasLasted(Turn turn, long since) {
        return turn.up - since >= turn.setup.service().deadAfter().toMillis();
    }

    private static String times(int count) {
        return count == 1 ? "" : count + " times in a row ";
    }

    /// For any rule that finds a compartment unfit; once it is out, the first reason stands.
    static void takeOut(Turn turn, CompartmentId compartment, Cause cause, String why) {
        if (turn.setup.service().isOn()
                && turn.setup.compartments().contains(compartment)
                && !turn.memory.policy().outOfService().contains(compartment)) {
            decided(turn, new ConfigEntry.Service(compartment, false, why, cause));
        }
    }

    /// For the same rule when it finds the compartment fit again; leaves alone what is out for another reason.
    static void putBack(Turn turn, CompartmentId compartment, Cause cause, String why) {
        if (turn.memory.policy().outOfService().contains(compartment)
                && turn.memory.policy().lock(compartment).cause() == cause) {
            decided(turn, new ConfigEntry.Service(compartment, true, why, cause));
        }
    }

    /// Records what a rule or a person decided, and flags the parcels that lie behind a door nobody should use.
    static void decided(Turn turn, ConfigEntry.Service service) {
        turn.record(service);
        if (!service.inService()) {
            String why = Turn.cut(ParcelEntry.Flagged.OUT_OF_SERVICE + ": " + service.why(), MOST_WORDS);
            for (Parcel parcel : turn.books().in(service.compartment())) {
                turn.record(new ParcelEntry.Flagged(parcel.id(), service.compartment(), why));
            }
        }
    }
}
