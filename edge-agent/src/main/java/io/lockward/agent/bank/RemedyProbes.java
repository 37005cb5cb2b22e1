package io.lockward.agent.bank;

import io.lockward.agent.bank.BankMemory.Supply;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry.Health;
import io.lockward.protocol.entry.AgentEntry.Part;
import io.lockward.protocol.entry.ConditionEntry;

/// How each part is, as far as the ladder is concerned. Red is only what a restart may heal; green only what was seen
/// since the last change: what is not known calls for nothing and heals nothing.
final class RemedyProbes {
    /// Below this a bank is about to lose its journal; what is more is `disk-nearly-full`.
    private static final int DISK_FLOOR_PERCENT = 3;

    private RemedyProbes() {}

    static Health of(Turn turn, Part part) {
        return switch (part) {
            case KIOSK -> kiosk(turn);
            case SENSORS -> health(faulty(turn) >= severalOf(turn), faulty(turn) == 0);
            case UPS -> {
                Supply supply = turn.memory.power().supply();
                yield health(supply == Supply.UNKNOWN, supply == Supply.MAINS || turn.memory.isOnBattery());
            }
            case LINK -> {
                Boolean up = turn.remedy.linkUp();
                yield up == null ? Health.UNKNOWN : health(!up && turn.remedy.network(), up);
            }
            case DISK -> {
                Integer free = turn.remedy.diskFree();
                yield free == null ? Health.UNKNOWN : health(free < DISK_FLOOR_PERCENT, free >= DISK_FLOOR_PERCENT + 1);
            }
        };
    }

    /// What is wrong, in words.
    static String words(Turn turn, Part part) {
        long minutes = turn.remedy.redMillis(part, turn.up) / 60_000;
        return switch (part) {
            case KIOSK -> "the screen has been silent for " + (turn.up - turn.kioskBeatUp) / 1_000 + " s";
            case SENSORS -> faulty(turn) + " of " + turn.setup.compartments().size() + " door switches cannot be read";
            case UPS -> "the UPS cannot be read, for " + minutes + " min";
            case LINK -> "no connection to the cloud for " + minutes + " min, although there is a network";
            case DISK -> "only " + turn.remedy.diskFree() + " % of the disk is free";
        };
    }

    /// What shows that it is well.
    static String wellWords(Part part) {
        return switch (part) {
            case KIOSK -> "the screen's heartbeat is back";
            case SENSORS -> "every door switch can be read";
            case UPS -> "the UPS can be read";
            case LINK -> "the cloud is connected";
            case DISK -> "there is room on the disk";
        };
    }

    private static Health kiosk(Turn turn) {
        if (!turn.setup.kioskFitted()) {
            return Health.GREEN;
        }
        boolean silent = turn.up - turn.kioskBeatUp > turn.timing.kioskSilence().toMillis();
        boolean frozen = turn.memory.kioskFrozen() != null;
        return health(frozen && silent, !frozen);
    }

    private static Health health(boolean red, boolean green) {
        return red ? Health.RED : green ? Health.GREEN : Health.UNKNOWN;
    }

    private static long faulty(Turn turn) {
        return turn.setup.compartments().stream()
                .map(CompartmentId::value)
                .filter(compartment -> turn.memory.hasRaised(ConditionEntry.Kind.SENSOR_FAULT, compartment))
                .count();
    }

    /// One dead switch among many is a wire; several at once are what they hang on.
    private static long severalOf(Turn turn) {
        return Math.clamp(turn.setup.compartments().size(), 1, 2);
    }
}
