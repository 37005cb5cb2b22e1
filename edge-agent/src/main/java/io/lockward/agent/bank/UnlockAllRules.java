package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import java.util.List;

/// Opening every door, which two people have to want. One pulse a door; verified when all switches read open.
final class UnlockAllRules {
    private UnlockAllRules() {}

    /// @param actedUp uptime in milliseconds of the order
    /// @param doors how many were pulsed
    record Watch(CommandId command, long actedUp, int doors) {}

    static void act(Turn turn, CommandId command) {
        turn.record(new CommandEntry.Acted(command));
        List<CompartmentId> closed = turn.setup.compartments().stream()
                .filter(compartment -> DoorRules.known(turn, compartment) != DoorReading.OPEN)
                .toList();
        for (CompartmentId compartment : closed) {
            // Marked as ended: an opening is put down to the command, and this rule concludes it.
            DoorRules.pulse(turn, compartment, new PulseCause.Command(command), true);
        }
        turn.unlockAll = new Watch(command, turn.up, closed.size());
        look(turn);
    }

    static void tick(Turn turn) {
        look(turn);
    }

    private static void look(Turn turn) {
        Watch watch = turn.unlockAll;
        if (watch == null) {
            return;
        }
        List<CompartmentId> shut = notOpen(turn);
        if (shut.isEmpty()) {
            turn.unlockAll = null;
            turn.conclude(watch.command(), Outcome.VERIFIED, "every door switch reads open or did since the order");
            return;
        }
        long patience = turn.timing.verify().toMillis()
                + 2L * watch.doors() * turn.timing.pulse().toMillis();
        if (turn.up - watch.actedUp() >= patience) {
            turn.unlockAll = null;
            turn.conclude(watch.command(), Outcome.UNVERIFIED, "not seen open: " + words(shut));
        }
    }

    /// Doors that were neither open at the order nor seen opening since. An unlock that was answered by an opening
    /// is gone from its door's watch.
    private static List<CompartmentId> notOpen(Turn turn) {
        return turn.setup.compartments().stream()
                .filter(compartment -> DoorRules.known(turn, compartment) != DoorReading.OPEN)
                .filter(compartment -> turn.door(compartment).unlock() != null)
                .toList();
    }

    static String words(List<CompartmentId> compartments) {
        String all = String.join(
                ", ", compartments.stream().map(CompartmentId::value).toList());
        return all.length() <= 160 ? all : compartments.size() + " doors";
    }
}
