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

/// What of a bank's state tells what it will ever decide about commands, for a bank that has
/// neither occupancy sensors nor bolts to read, whose ladder has nothing but a screen to heal, and where nobody brings
/// or fetches a parcel. Two
/// states with the same essence decide the same for all that is to come, so only one has to be explored.
///
/// An uptime is reduced to when its deadline is over: the first moment of a given clock at which the rule that
/// reads it would find it so. That is exact, not a guess, because things happen at the moments of that clock
/// only.
public final class Essence {
    private static final long MINUTE = 60_000;
    /// An unlock whose lock says nothing waits for `verify` and this ([DoorRules]).
    private static final long PULSE_QUEUE = 10_000;

    /// What the essence reads of each part of the state, and what it leaves out because no decision about a
    /// command in such a bank reads it. A component that is in neither is one nobody has thought about yet.
    static final Map<Class<? extends Record>, String> COMPONENTS = Map.of(
            BankState.class,
            "reads memory start doors reboot refusals unlockAll parts probing awaited kioskBeatUp remedy,"
                    + " not setup power repeats locks cabinet sensing desk cutting",
            BankMemory.class,
            "reads boot halted doors power commands policy kioskFrozen remedy,"
                    + " not last conditions occupied books clips",
            Policy.class,
            "reads keySetVersion configVersion settings outOfService remoteUnlocks locks, not keySet calibrations",
            Remembered.class,
            "reads since cmd phase opened outcome refusal, not",
            DoorWatch.class,
            "reads candidate unreadable unlock, not openedBy",
            Unlock.class,
            "reads cause actedUp endedUp before leftOver concluded confirmed, not",
            RebootWatch.class,
            "reads command level actedUp taken, not",
            ProbeRules.Probing.class,
            "reads command proof sinceUp, not downSince",
            RefusalLog.class,
            "reads repeated, not recorded unrecorded");

    /// What some commands read and others do not.
    ///
    /// @param parts whether a self-test may come
    /// @param service whether a compartment may be taken out of service from afar
    /// @param screen whether there is one
    /// @param ladder whether the bank heals its screen by itself
    public record Reads(boolean parts, boolean service, boolean screen, boolean ladder) {}

    private final List<Long> clock;
    private final int at;
    private final long boot;
    private final Reads reads;

    /// @param clock the uptimes in milliseconds at which things happen, rising
    /// @param at which of them it is
    public Essence(List<Long> clock, int at, long boot, Reads reads) {
        this.clock = clock;
        this.at = at;
        this.boot = boot;
        this.reads = reads;
    }

    /// Of a process.
    public Object of(BankState state) {
        List<@Nullable Object> essence = new ArrayList<>();
        Timing timing = state.setup().timing();
        essence.add(of(state.memory()));
        BankState.Start start = state.start();
        // Only a lost memory asks when the process began.
        essence.add(start == null ? null : start.memoryLost() ? start : start.memoryLost());
        state.doors().forEach((compartment, door) -> essence.add(of(door, timing)));
        RebootWatch reboot = state.reboot();
        essence.add(reboot == null ? null : of(reboot, timing));
        essence.add(repeated(state.refusals()));
        UnlockAllRules.Watch all = state.unlockAll();
        essence.add(all);
        if (all != null) {
            List<@Nullable Object> opened = new ArrayList<>();
            all.pulsed()
                    .forEach(
                            compartment -> opened.add(UnlockAllRules.openedUp(state.memory(), boot, all, compartment)));
            essence.add(opened);
        }
        ProbeRules.Probing probing = state.probing();
        // Nothing but the proof of a command, and a self-test, reads what was heard of the parts.
        if (reads.parts() || (probing != null && probing.command() != null)) {
            essence.add(state.parts());
            essence.add(probing == null ? null : of(probing));
        }
        essence.add(over(state.awaited()));
        if (reads.screen()) {
            int silent = firstAfter(state.kioskBeatUp(), timing.kioskSilence().toMillis() + 1);
            essence.add(silent);
        }
        if (reads.ladder()) {
            essence.add(start);
            essence.add(state.remedy());
            // A rung tells for how long the screen has been silent ([RemedyProbes]).
            essence.add(state.kioskBeatUp());
        }
        return essence;
    }

    /// Of what a process would begin with.
    public Object of(BankMemory memory) {
        List<@Nullable Object> essence = new ArrayList<>();
        essence.add(memory.boot());
        essence.add(memory.halted());
        Map<CompartmentId, Boolean> open = new TreeMap<>();
        memory.doors().forEach((compartment, door) -> open.put(compartment, door.open()));
        essence.add(open);
        essence.add(memory.power().supply());
        memory.commands().forEach((id, remembered) -> essence.add(List.of(id, of(remembered))));
        essence.add(of(memory.policy()));
        if (reads.screen()) {
            essence.add(memory.kioskFrozen() != null);
        }
        if (reads.ladder()) {
            essence.add(memory.remedy());
            // What ends it tells how long it was.
            essence.add(memory.kioskFrozen());
        }
        return essence;
    }

    private Object of(Remembered remembered) {
        boolean sameBoot = remembered.since().boot() == boot;
        // Of an earlier boot: it is over when it has its end.
        int over = sameBoot ? firstOver(remembered, remembered.since().up()) : -1;
        return Arrays.asList(
                sameBoot,
                remembered.cmd(),
                remembered.phase(),
                remembered.opened(),
                remembered.outcome(),
                remembered.refusal(),
                over);
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
        List<Integer> counted = policy.remoteUnlocks().stream()
                .map(unlock -> firstAfter(unlock.boot() == boot ? unlock.up() : 0, MINUTE))
                .sorted()
                .toList();
        Object service = reads.service() ? List.of(policy.outOfService(), policy.locks()) : false;
        return List.of(policy.keySetVersion(), policy.configVersion(), policy.settings(), counted, service);
    }

    private Object of(DoorWatch door, Timing timing) {
        Unlock unlock = door.unlock();
        return Arrays.asList(door.candidate(), door.unreadable(), unlock == null ? null : of(unlock, timing));
    }

    private Object of(Unlock unlock, Timing timing) {
        Long endedUp = unlock.endedUp();
        long began = endedUp == null ? unlock.actedUp() : endedUp;
        long verify = timing.verify().toMillis() + (endedUp == null && !unlock.leftOver() ? PULSE_QUEUE : 0);
        int late = firstAfter(began, timing.lateOpening().toMillis() + 1);
        return unlock.concluded()
                ? List.of(unlock.cause(), late)
                : List.of(
                        unlock.cause(),
                        late,
                        firstAfter(began, verify),
                        unlock.before(),
                        unlock.leftOver(),
                        endedUp != null,
                        unlock.confirmed());
    }

    private Object of(RebootWatch reboot, Timing timing) {
        int over = firstAfter(reboot.actedUp(), timing.reboot().toMillis());
        return List.of(reboot.command(), reboot.level(), over, reboot.taken());
    }

    private Object of(ProbeRules.Probing probing) {
        int over = firstAfter(probing.sinceUp(), ProbeRules.PATIENCE.toMillis());
        return Arrays.asList(probing.command(), probing.proof() == null, over);
    }

    /// How many refusals a minute has seen is left out: fewer come than it allows.
    private Object repeated(RefusalLog refusals) {
        Map<CommandId, Integer> again = new TreeMap<>();
        refusals.repeated().forEach((command, up) -> again.put(command, firstAfter(up, Quota.MINUTE)));
        again.values().removeIf(moment -> moment <= at);
        return again;
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
