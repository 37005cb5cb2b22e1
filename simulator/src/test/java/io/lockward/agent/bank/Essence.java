package io.lockward.agent.bank;

import io.lockward.agent.bank.DoorWatch.Unlock;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What of a bank's state tells, for a bank whose ladder is off and that has neither screen nor occupancy
/// sensors, what it will ever decide about commands. Two states with the same essence decide the same for all
/// that is to come, so only one has to be explored.
///
/// An uptime is reduced to when its deadline is over: the first moment of a given clock at which the rule that
/// reads it would find it so. That is exact, not a guess, because things happen at the moments of that clock
/// only. The states are taken apart by patterns: one more component does not compile until it is said here what
/// it means.
public final class Essence {
    private static final long MINUTE = 60_000;
    /// An unlock whose lock says nothing waits for `verify` and this ([DoorRules]).
    private static final long PULSE_QUEUE = 10_000;

    private final List<Long> clock;
    private final int at;
    private final long boot;
    private final boolean partsMatter;

    /// @param clock the uptimes in milliseconds at which things happen, rising
    /// @param at which of them it is
    /// @param partsMatter whether a self-test may come
    public Essence(List<Long> clock, int at, long boot, boolean partsMatter) {
        this.clock = clock;
        this.at = at;
        this.boot = boot;
        this.partsMatter = partsMatter;
    }

    /// Of a process.
    public Object of(BankState state) {
        return switch (state) {
            case BankState(
                    var setup,
                    var memory,
                    var start,
                    var doors,
                    var unusedPower,
                    var unusedKioskBeat,
                    var reboot,
                    var refusals,
                    var unusedRepeats,
                    var unlockAll,
                    var parts,
                    var probing,
                    var awaited,
                    var unusedRemedy,
                    var unusedSensing) -> {
                List<@Nullable Object> essence = new ArrayList<>();
                essence.add(of(memory));
                // Only a lost memory asks when the process began.
                essence.add(start == null ? null : start.memoryLost() ? start : start.memoryLost());
                doors.forEach((compartment, door) -> essence.add(of(door, setup.timing())));
                essence.add(reboot == null ? null : of(reboot, setup.timing()));
                essence.add(repeated(refusals));
                essence.add(unlockAll);
                // Nothing but the proof of a command, and a self-test, reads what was heard of the parts.
                if (partsMatter) {
                    essence.add(parts);
                    essence.add(probing == null ? null : of(probing));
                } else if (probing != null && probing.command() != null) {
                    essence.add(parts);
                    essence.add(of(probing));
                }
                essence.add(over(awaited));
                yield essence;
            }
        };
    }

    /// Of what a process would begin with.
    public Object of(BankMemory memory) {
        return switch (memory) {
            case BankMemory(
                    var lastBoot,
                    var unusedLast,
                    var halted,
                    var doors,
                    var unusedConditions,
                    var power,
                    var unusedFrozen,
                    var unusedOccupied,
                    var commands,
                    var policy,
                    var unusedRemedy) -> {
                List<@Nullable Object> essence = new ArrayList<>();
                essence.add(lastBoot);
                essence.add(halted);
                Map<CompartmentId, Boolean> open = new TreeMap<>();
                doors.forEach((compartment, door) -> open.put(compartment, door.open()));
                essence.add(open);
                essence.add(power.supply());
                commands.forEach((id, remembered) -> essence.add(List.of(id, of(remembered))));
                essence.add(of(policy));
                yield essence;
            }
        };
    }

    private Object of(Remembered remembered) {
        return switch (remembered) {
            case Remembered(var since, var cmd, var phase, var opened, var outcome, var refusal) -> {
                boolean sameBoot = since.boot() == boot;
                // Running, or of an earlier boot: its time alone does not end it, or has.
                int over = !sameBoot ? -1 : firstOver(remembered, since.up());
                yield Arrays.asList(sameBoot, cmd, phase, opened, outcome, refusal, over);
            }
        };
    }

    /// Asked of the rule itself, as if it had its end.
    private int firstOver(Remembered remembered, long since) {
        Remembered ended = new Remembered(
                remembered.since(),
                remembered.cmd(),
                remembered.isRunning() ? Remembered.Phase.CONCLUDED : remembered.phase(),
                remembered.opened(),
                remembered.outcome(),
                remembered.refusal());
        int moment = at;
        while (moment < clock.size()
                && !ended.isOver(new io.lockward.protocol.entry.Stamp(
                        remembered.since().at(), boot, Math.max(since, clock.get(moment))))) {
            moment++;
        }
        return moment;
    }

    private Object of(Policy policy) {
        return switch (policy) {
            case Policy(
                    var keySetVersion,
                    var unusedKeySet,
                    var configVersion,
                    var settings,
                    var outOfService,
                    var remoteUnlocks) -> {
                List<Integer> counted = remoteUnlocks.stream()
                        .map(unlock -> firstAfter(unlock.boot() == boot ? unlock.up() : 0, MINUTE))
                        .sorted()
                        .toList();
                yield List.of(keySetVersion, configVersion, settings, outOfService, counted);
            }
        };
    }

    private Object of(DoorWatch door, Timing timing) {
        return switch (door) {
            case DoorWatch(var candidate, var unreadable, var unlock) ->
                Arrays.asList(candidate, unreadable, unlock == null ? null : of(unlock, timing));
        };
    }

    private Object of(Unlock unlock, Timing timing) {
        return switch (unlock) {
            case Unlock(
                    var command,
                    var actedUp,
                    var endedUp,
                    var before,
                    var leftOver,
                    var concluded,
                    var confirmed) -> {
                long began = endedUp == null ? actedUp : endedUp;
                long verify = timing.verify().toMillis() + (endedUp == null && !leftOver ? PULSE_QUEUE : 0);
                int late = firstAfter(began, timing.lateOpening().toMillis() + 1);
                yield concluded
                        ? List.of(command, late)
                        : List.of(
                                command, late, firstAfter(began, verify), before, leftOver, endedUp != null, confirmed);
            }
        };
    }

    private Object of(RebootWatch reboot, Timing timing) {
        return switch (reboot) {
            case RebootWatch(var command, var level, var actedUp, var taken) ->
                List.of(command, level, firstAfter(actedUp, timing.reboot().toMillis()), taken);
        };
    }

    private Object of(ProbeRules.Probing probing) {
        return switch (probing) {
            case ProbeRules.Probing(var command, var proof, var sinceUp, var unusedDownSince) ->
                Arrays.asList(command, proof == null, firstAfter(sinceUp, ProbeRules.PATIENCE.toMillis()));
        };
    }

    /// How many refusals a minute has seen is left out: fewer come than it allows.
    private Object repeated(RefusalLog refusals) {
        return switch (refusals) {
            case RefusalLog(var unusedRecorded, var unusedUnrecorded, var repeated) -> {
                Map<CommandId, Integer> again = new TreeMap<>();
                repeated.forEach((command, up) -> again.put(command, firstAfter(up, Quota.MINUTE)));
                again.values().removeIf(moment -> moment <= at);
                yield again;
            }
        };
    }

    private Object over(Map<CommandId, Long> awaited) {
        Map<CommandId, Integer> over = new TreeMap<>();
        awaited.forEach((command, until) -> over.put(command, firstAfter(until, 0)));
        return over;
    }

    /// The first moment from now on that is at least so much later.
    private int firstAfter(long up, long millis) {
        int moment = at;
        while (moment < clock.size() && clock.get(moment) - up < millis) {
            moment++;
        }
        return moment;
    }
}
