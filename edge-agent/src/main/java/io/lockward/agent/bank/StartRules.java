package io.lockward.agent.bank;

import io.lockward.agent.bank.DoorWatch.Unlock;
import io.lockward.agent.bank.ProbeRules.Probing;
import io.lockward.agent.bank.remedy.RemedyMemory;
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
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a start means: why it happened, and how the commands end that the earlier process left running. None of
/// them acts again.
final class StartRules {
    private StartRules() {}

    static void started(Turn turn, Input.Started started) {
        BankMemory.Boot previous = turn.memory.boot();
        boolean sameBoot = previous != null && previous.id().equals(turn.now.bootId());
        boolean halted = turn.memory.halted();
        SortedMap<CommandId, Remembered> running = new TreeMap<>(turn.memory.commands());
        running.values().removeIf(remembered -> !remembered.isRunning());

        Stamp last = turn.memory.last();
        turn.start = new BankState.Start(turn.up, started.memoryLost());
        turn.kioskBeatUp = turn.up;
        boolean ordered =
                halted || wasOrdered(running, RebootLevel.CONTROLLER) || wasRung(turn, RebootLevel.CONTROLLER);
        boolean stopped = previous != null && previous.id().equals(started.stoppedIn());
        Cause cause = sameBoot ? Cause.AGENT_RESTART : ordered || stopped ? Cause.REBOOT : Cause.POWER_ON;
        boolean cycled = wasOrdered(running, RebootLevel.POWER) || (!sameBoot && wasRung(turn, RebootLevel.POWER));
        boolean expected = ordered
                || (cycled && cause != Cause.REBOOT)
                || (sameBoot && (wasOrdered(running, RebootLevel.AGENT) || wasRung(turn, RebootLevel.AGENT)));
        SortedSet<String> cameras = turn.setup.clips().cameras();
        turn.record(new AgentEntry.Started(
                cause,
                expected,
                turn.now.bootId(),
                previous == null ? null : previous.id(),
                downtimeMillis(last, turn.now.stamp()),
                started.version(),
                cameras.isEmpty() ? null : List.copyOf(cameras)));
        turn.probing = new Probing(null, "started", turn.up, last == null ? null : last.at());
        running.forEach((command, remembered) -> conclude(turn, command, remembered));
        RemedyRules.started(turn, sameBoot);
    }

    private static boolean wasRung(Turn turn, RebootLevel level) {
        RemedyMemory.Rung rung = turn.memory.remedy().running();
        return rung != null && rung.running().level() == level;
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

    private static void conclude(Turn turn, CommandId command, Remembered remembered) {
        if (remembered.phase() == Remembered.Phase.RECEIVED) {
            turn.conclude(command, Outcome.FAILED, "not acted on: the agent restarted first");
            return;
        }
        switch (remembered.cmd()) {
            case null -> turn.conclude(command, Outcome.UNVERIFIED, "the agent restarted");
            case Command.Unlock(CompartmentId compartment) -> unlock(turn, command, remembered, compartment);
            case Command.Reboot(RebootLevel level) -> reboot(turn, command, remembered, level);
            case Command.UnlockAll _ ->
                turn.conclude(
                        command,
                        Outcome.UNVERIFIED,
                        "the agent restarted after the order; doors last recorded open: " + recordedOpen(turn));
            case Command.OutOfService(CompartmentId compartment) -> service(turn, command, compartment, false);
            case Command.InService(CompartmentId compartment) -> service(turn, command, compartment, true);
            case Command.PauseRemedy(int minutes) ->
                turn.conclude(
                        command,
                        remembered.opened() ? Outcome.VERIFIED : Outcome.UNVERIFIED,
                        remembered.opened()
                                ? RemedyRules.pauseWords(minutes) + " by the bank's own record"
                                : "the agent restarted before it was done");
            case Command.Locate _, Command.Selftest _, Command.Diagnose _ ->
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
            Unlock leftOver =
                    new Unlock(new PulseCause.Command(command), turn.up, null, DoorReading.UNKNOWN, true, false);
            turn.watch(compartment, turn.door(compartment).withUnlock(leftOver));
        } else {
            turn.conclude(command, Outcome.UNVERIFIED, "the agent restarted after the order");
        }
    }

    /// What happened is told by the boot; whether the bank is well again, by its parts.
    private static void reboot(Turn turn, CommandId command, Remembered remembered, RebootLevel level) {
        boolean newBoot = turn.now.boot() != remembered.since().boot();
        switch (level) {
            case KIOSK -> turn.conclude(command, Outcome.UNVERIFIED, "the agent restarted after the order");
            case AGENT -> {
                if (newBoot) {
                    turn.conclude(
                            command, Outcome.UNVERIFIED, "the controller booted anew, as boot " + turn.now.bootId());
                } else {
                    probe(turn, command, remembered, "the agent started again in the same boot");
                }
            }
            case POWER -> power(turn, command, remembered, newBoot);
            case CONTROLLER -> {
                if (newBoot) {
                    probe(turn, command, remembered, "the controller started as boot " + turn.now.bootId());
                } else {
                    turn.conclude(
                            command,
                            Outcome.UNVERIFIED,
                            "the agent started again in the same boot; the controller did not");
                }
            }
        }
    }

    /// A boot that nothing but power began. The agent may have died since its first start in it.
    private static void power(Turn turn, CommandId command, Remembered remembered, boolean newBoot) {
        BankMemory.Boot boot = turn.memory.boot();
        if (!newBoot) {
            turn.conclude(
                    command, Outcome.UNVERIFIED, "the agent started again in the same boot; the power was not cut");
        } else if (boot != null && boot.cause() == Cause.POWER_ON) {
            probe(turn, command, remembered, "power-on began boot " + turn.now.bootId());
        } else {
            turn.conclude(
                    command,
                    Outcome.UNVERIFIED,
                    "the controller was shut down in good order and started as boot " + turn.now.bootId()
                            + "; nothing shows that its power was cut");
        }
    }

    private static void probe(Turn turn, CommandId command, Remembered remembered, String proof) {
        if (turn.probing != null && turn.probing.command() != null) {
            turn.conclude(command, Outcome.UNVERIFIED, proof + "; another restart is being proven");
        } else {
            turn.probing =
                    new Probing(command, proof, turn.up, remembered.since().at());
        }
    }
}
