package io.lockward.agent.bank;

import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.OccupancyEntry;

/// THE CORE: what a bank does about what happens to it. Pure and total: no clock, no I/O, no thread, and an answer
/// to every input at every time. The rules are in [DoorRules], [CommandRules], [UnlockAllRules], [RebootRules],
/// [ProbeRules], [AwaitedRules], [PolicyRules], [PowerEntries], [KioskRules], [RemedyRules], [SensingRules]
/// and [StartRules].
public final class Bank {
    private static final int DISK_HYSTERESIS_PERCENT = 2;

    private Bank() {}

    /// Decides about one input. Nothing is decided before [Input.Started].
    public static Step decide(BankState state, Input input, Now now) {
        Turn turn = new Turn(state, now);
        if (state.start() == null && !(input instanceof Input.Started)) {
            return turn.end();
        }
        switch (input) {
            case Input.Started started -> {
                SensingRules.started(turn);
                StartRules.started(turn, started);
            }
            case Input.DoorsRead read -> {
                DoorRules.read(turn, read);
                read.doors().keySet().forEach(compartment -> SensingRules.door(turn, compartment));
                ProbeRules.sensorsRead(turn);
            }
            case Input.DoorSensed sensed -> {
                DoorRules.sensed(turn, sensed);
                SensingRules.door(turn, sensed.compartment());
            }
            case Input.PowerRead read -> {
                PowerEntries.read(turn, read.reading());
                ProbeRules.ups(turn, read.reading());
            }
            case Input.KioskBeat _ -> {
                KioskRules.beat(turn);
                ProbeRules.beat(turn);
            }
            case Input.CommandArrived arrived -> CommandRules.arrived(turn, arrived.claims());
            case Input.CommandRejected rejected -> Refusing.rejected(turn, rejected);
            case Input.KeySetArrived arrived -> PolicyRules.keySet(turn, arrived);
            case Input.DesiredArrived arrived -> PolicyRules.desired(turn, arrived.desired());
            case Input.LockPulseEnded ended -> DoorRules.pulseEnded(turn, ended);
            case Input.LockPulseUnconfirmed unconfirmed -> DoorRules.pulseUnconfirmed(turn, unconfirmed);
            case Input.RestartEnded ended -> {
                RebootRules.ended(turn, ended);
                RemedyRules.ended(turn, ended);
            }
            case Input.LinkRead read -> RemedyRules.link(turn, read);
            case Input.DiskRead read -> {
                disk(turn, read.percentFree());
                ProbeRules.disk(turn, read.percentFree());
            }
            case Input.LinkChanged changed -> ProbeRules.link(turn, changed.up());
            case Input.CommandAnswered answered -> AwaitedRules.answered(turn, answered);
            case Input.OccupancyRead read -> occupancy(turn, read);
            case Input.Sampled sampled -> SensingRules.sampled(turn, sampled);
            case Input.Tick _ -> tick(turn);
        }
        return turn.end();
    }

    private static void tick(Turn turn) {
        DoorRules.tick(turn);
        UnlockAllRules.tick(turn);
        RebootRules.tick(turn);
        KioskRules.tick(turn);
        ProbeRules.tick(turn);
        AwaitedRules.tick(turn);
        RemedyRules.tick(turn);
        SensingRules.tick(turn);
    }

    private static void disk(Turn turn, int percentFree) {
        RemedyRules.disk(turn, percentFree);
        int floor = turn.timing.diskFreePercent();
        if (percentFree < floor) {
            turn.raise(ConditionEntry.Kind.DISK_NEARLY_FULL, "disk", percentFree + " % free, below " + floor + " %");
        } else if (percentFree >= floor + DISK_HYSTERESIS_PERCENT) {
            turn.clear(ConditionEntry.Kind.DISK_NEARLY_FULL, "disk");
        }
    }

    private static void occupancy(Turn turn, Input.OccupancyRead read) {
        Boolean before = turn.memory.occupied().get(read.compartment());
        boolean known = turn.setup.compartments().contains(read.compartment());
        if (known && (before == null || before != read.occupied())) {
            turn.record(new OccupancyEntry.Changed(
                    read.compartment(), read.occupied(), read.reading(), read.threshold(), read.confidence()));
        }
    }
}
