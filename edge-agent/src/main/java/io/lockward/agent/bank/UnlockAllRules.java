package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import io.lockward.protocol.entry.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Opening every door, which two people have to want. One pulse a door; verified when all switches read open.
final class UnlockAllRules {
    private UnlockAllRules() {}

    /// @param actedUp uptime in milliseconds of the order
    /// @param pulsed the doors that were not open at the order
    record Watch(CommandId command, long actedUp, List<CompartmentId> pulsed) {
        Watch {
            pulsed = List.copyOf(pulsed);
        }
    }

    static void act(Turn turn, CommandId command) {
        turn.record(new CommandEntry.Acted(command));
        List<CompartmentId> closed = turn.setup.compartments().stream()
                .filter(compartment -> DoorRules.known(turn, compartment) != DoorReading.OPEN)
                .toList();
        for (CompartmentId compartment : closed) {
            // Marked as ended: an opening is put down to the command, and this rule concludes it.
            DoorRules.pulse(turn, compartment, new PulseCause.Command(command), true);
        }
        turn.unlockAll = new Watch(command, turn.up, closed);
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
        List<CompartmentId> shut = notOpen(turn, watch);
        if (shut.isEmpty()) {
            turn.unlockAll = null;
            turn.conclude(watch.command(), Outcome.VERIFIED, "every door switch reads open or did since the order");
            return;
        }
        long patience = patience(turn, watch);
        if (turn.up - watch.actedUp() >= patience) {
            turn.unlockAll = null;
            turn.conclude(watch.command(), Outcome.UNVERIFIED, "not seen open: " + words(shut));
        }
    }

    private static long patience(Turn turn, Watch watch) {
        return turn.timing.verify().toMillis()
                + 2L * watch.pulsed().size() * turn.timing.pulse().toMillis();
    }

    /// Doors that were neither open at the order nor opened in time since, by the bank's own record: that the watch of
    /// an unlock is gone may as well mean that nobody looked for a minute.
    private static List<CompartmentId> notOpen(Turn turn, Watch watch) {
        long until = watch.actedUp() + patience(turn, watch);
        return watch.pulsed().stream()
                .filter(compartment -> {
                    Long opened = openedUp(turn.memory, turn.now.boot(), watch, compartment);
                    return opened == null ? DoorRules.known(turn, compartment) != DoorReading.OPEN : opened >= until;
                })
                .toList();
    }

    /// Uptime in milliseconds of the newest opening since the order; `null` when there was none.
    static @Nullable Long openedUp(BankMemory memory, long boot, Watch watch, CompartmentId compartment) {
        BankMemory.Door door = memory.doors().get(compartment);
        Stamp opened = door == null ? null : door.opened();
        return opened != null && opened.boot() == boot && opened.up() >= watch.actedUp() ? opened.up() : null;
    }

    static String words(List<CompartmentId> compartments) {
        String all = String.join(
                ", ", compartments.stream().map(CompartmentId::value).toList());
        return all.length() <= 160 ? all : compartments.size() + " doors";
    }
}
