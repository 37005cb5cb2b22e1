package io.lockward.agent.bank;

import io.lockward.agent.bank.power.PowerJudgement;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.bank.remedy.Ladder;
import io.lockward.agent.bank.remedy.RemedyMemory;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry.Part;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What forbids a rung for now. Each reason is a constant sentence, so that one hold is told once.
final class RemedyInterlocks {
    private static final long FIRST_BACKOFF = Duration.ofMinutes(5).toMillis();
    private static final long LONGEST_BACKOFF = Duration.ofHours(6).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private RemedyInterlocks() {}

    /// @return `null` when the rung may be taken now
    static @Nullable String against(Turn turn, Part part, RebootLevel level) {
        RemedyMemory remedy = turn.memory.remedy();
        if (turn.memory.halted()) {
            return "the bank is shutting down";
        }
        if (remedy.isPaused(turn.now.boot(), turn.up)) {
            return "held back by " + remedy.pausedBy();
        }
        String busy = busy(turn, part);
        if (busy != null) {
            return busy;
        }
        String battery = battery(turn);
        if (battery != null) {
            return battery;
        }
        if (level == RebootLevel.POWER && turn.memory.power().supply() != BankMemory.Supply.MAINS) {
            return "a cut might not end without the mains";
        }
        BankState.Start start = turn.start;
        if (Ladder.counts(level) && start != null && start.memoryLost() && turn.up - start.up() < DAY) {
            return "the memory of earlier restarts was lost; none by itself for a day";
        }
        return backoff(turn, part);
    }

    private static @Nullable String busy(Turn turn, Part part) {
        for (CompartmentId compartment : turn.setup.compartments()) {
            BankMemory.Door door = turn.memory.doors().get(compartment);
            if (door != null && door.open()) {
                return DoorRules.known(turn, compartment) == DoorReading.OPEN
                        ? "door " + compartment + " is open"
                        : "door " + compartment + " was open when it was last read";
            }
            if (turn.door(compartment).isUnlocking()) {
                return "an unlock is under way";
            }
        }
        if (turn.reboot != null) {
            return "another restart is under way";
        }
        // Nobody can leave a screen that hangs: whoever stood there would hold back its own remedy.
        boolean dead = part == Part.KIOSK && turn.memory.kioskFrozen() != null;
        String underWay = dead ? MovementRules.atADoor(turn) : MovementRules.underWay(turn);
        if (underWay != null) {
            return underWay;
        }
        boolean command = turn.unlockAll != null
                || turn.memory.commands().values().stream().anyMatch(Remembered::isRunning);
        return command ? "a command runs" : null;
    }

    private static @Nullable String battery(Turn turn) {
        BankMemory.Power power = turn.memory.power();
        int floor = turn.setup.remedy().chargePercent();
        return switch (power.supply()) {
            case NEVER_READ, MAINS -> null;
            case BATTERY_LOW -> "the battery is low";
            case BATTERY -> {
                Integer charge = turn.power.judged() instanceof PowerJudgement.OnBattery(UpsState state)
                        ? state.chargePercent()
                        : null;
                yield charge != null && charge >= floor
                        ? null
                        : "on battery, and its charge is not known to be " + floor + " % or more";
            }
            case UNKNOWN -> power.lostAt() == null ? null : "the mains were gone when the UPS fell silent";
        };
    }

    /// 5 min after the first climb of a day for the same part, doubling up to 6 h.
    private static @Nullable String backoff(Turn turn, Part part) {
        RemedyMemory remedy = turn.memory.remedy();
        var climb = remedy.climbs().get(part);
        if (climb != null && !climb.taken().isEmpty()) {
            return null;
        }
        Long since = remedy.sinceLastClimb(part, turn.now.boot(), turn.up);
        if (since == null) {
            return null;
        }
        long climbs = remedy.climbsWithinADay(part, turn.now.boot(), turn.up);
        long wait = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF << Math.min(climbs - 1, 10));
        return since < wait
                ? "the last remedy for " + Ladder.of(part).name() + " ended less than " + wait / 60_000 + " min ago"
                : null;
    }
}
