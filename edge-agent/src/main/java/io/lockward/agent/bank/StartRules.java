package io.lockward.agent.bank;

import io.lockward.agent.bank.DoorWatch.Unlock;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.AgentEntry.Cause;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import io.lockward.protocol.entry.Stamp;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a start means: why it happened, and how the commands end that the earlier process left running. None of them
/// acts again.
final class StartRules {
    private StartRules() {}

    static void started(Turn turn, Input.Started started) {
        BankMemory.Boot previous = turn.memory.boot();
        boolean sameBoot = previous != null && previous.id().equals(turn.now.bootId());
        boolean halted = turn.memory.halted();
        SortedMap<CommandId, Remembered> running = new TreeMap<>(turn.memory.commands());
        running.values().removeIf(remembered -> !remembered.isRunning());

        turn.start = new BankState.Start(turn.up, started.memoryLost());
        turn.kioskBeatUp = turn.up;
        boolean ordered = halted || wasOrdered(running, RebootLevel.CONTROLLER);
        Cause cause = sameBoot ? Cause.AGENT_RESTART : ordered ? Cause.REBOOT : Cause.POWER_ON;
        boolean expected = ordered || (sameBoot && wasOrdered(running, RebootLevel.AGENT));
        turn.record(new AgentEntry.Started(
                cause,
                expected,
                turn.now.bootId(),
                previous == null ? null : previous.id(),
                downtimeMillis(turn.memory.last(), turn.now.stamp()),
                started.version()));
        running.forEach((command, remembered) -> conclude(turn, command, remembered, sameBoot));
    }

    private static boolean wasOrdered(Map<CommandId, Remembered> running, RebootLevel level) {
        return running.values().stream()
                .anyMatch(remembered -> remembered.phase() == Remembered.Phase.ACTED
                        && remembered.cmd() instanceof Command.Reboot(RebootLevel asked)
                        && asked == level);
    }

    private static @Nullable Long downtimeMillis(@Nullable Stamp last, Stamp now) {
        if (last == null) {
            return null;
        }
        long millis = now.at().toEpochMilli() - last.at().toEpochMilli();
        return millis < 0 ? null : millis;
    }

    private static void conclude(Turn turn, CommandId command, Remembered remembered, boolean sameBoot) {
        if (remembered.phase() == Remembered.Phase.RECEIVED) {
            turn.conclude(command, Outcome.FAILED, "not acted on: the agent restarted first");
            return;
        }
        switch (remembered.cmd()) {
            case null -> turn.conclude(command, Outcome.UNVERIFIED, "the agent restarted");
            case Command.Unlock(CompartmentId compartment) -> unlock(turn, command, remembered, compartment);
            case Command.Reboot(RebootLevel level) -> reboot(turn, command, level, sameBoot);
            case Command.UnlockAll _ ->
                turn.conclude(
                        command,
                        Outcome.UNVERIFIED,
                        "the agent restarted after the order; doors last recorded open: " + recordedOpen(turn));
            case Command.OutOfService(CompartmentId compartment) -> service(turn, command, compartment, false);
            case Command.InService(CompartmentId compartment) -> service(turn, command, compartment, true);
            case Command.Locate _, Command.Selftest _, Command.Diagnose _, Command.PauseRemedy _ ->
                turn.conclude(command, Outcome.UNVERIFIED, "the agent restarted before it was done");
        }
    }

    private static String recordedOpen(Turn turn) {
        List<CompartmentId> open = turn.setup.compartments().stream()
                .filter(compartment -> isRecordedOpen(turn.memory.doors().get(compartment)))
                .toList();
        return open.isEmpty() ? "none" : UnlockAllRules.words(open);
    }

    private static boolean isRecordedOpen(BankMemory.@Nullable Door door) {
        return door != null && door.open();
    }

    /// The entry is the change; only its conclusion is missing.
    private static void service(Turn turn, CommandId command, CompartmentId compartment, boolean inService) {
        boolean is = !turn.memory.policy().outOfService().contains(compartment);
        turn.conclude(
                command,
                is == inService ? Outcome.VERIFIED : Outcome.FAILED,
                compartment + (is ? " is in service" : " is out of service") + " by the bank's own record");
    }

    /// An unlock waits for the first reading of its door, as evidence.
    private static void unlock(Turn turn, CommandId command, Remembered remembered, CompartmentId compartment) {
        if (remembered.opened()) {
            turn.conclude(command, Outcome.VERIFIED, "the door was recorded opening before the agent restarted");
        } else if (turn.setup.compartments().contains(compartment)
                && !turn.door(compartment).isUnlocking()) {
            Unlock leftOver = new Unlock(command, turn.up, null, DoorReading.UNKNOWN, true, false);
            turn.watch(compartment, turn.door(compartment).withUnlock(leftOver));
        } else {
            turn.conclude(command, Outcome.UNVERIFIED, "the agent restarted after the order");
        }
    }

    private static void reboot(Turn turn, CommandId command, RebootLevel level, boolean sameBoot) {
        switch (level) {
            case KIOSK -> turn.conclude(command, Outcome.UNVERIFIED, "the agent restarted after the order");
            case AGENT ->
                turn.conclude(
                        command,
                        sameBoot ? Outcome.VERIFIED : Outcome.UNVERIFIED,
                        sameBoot
                                ? "the agent started again in the same boot"
                                : "the controller booted anew, as boot " + turn.now.bootId());
            case CONTROLLER, POWER ->
                turn.conclude(
                        command,
                        sameBoot ? Outcome.UNVERIFIED : Outcome.VERIFIED,
                        sameBoot
                                ? "the agent started again in the same boot; the controller did not"
                                : "the controller started as boot " + turn.now.bootId());
        }
    }
}
