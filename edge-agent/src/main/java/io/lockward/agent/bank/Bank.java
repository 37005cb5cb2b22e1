package io.lockward.agent.bank;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import java.util.List;

/// THE CORE: what a bank does about what happens to it. Pure and total: no clock, no I/O, no thread, and an
/// answer to every input at every time. The rules are in [DoorRules], [LockRules], [CabinetRules],
/// [ServiceRules], [CommandRules], [UnlockAllRules], [RebootRules],
/// [ProbeRules], [AwaitedRules], [PolicyRules], [PowerEntries], [KioskRules], [RemedyRules], [SensingRules]
/// and [StartRules]; those of parcels in [SessionRules], [CodeRules], [DepositRules], [PickupRules],
/// [RoomRules], [DoubtRules], [UnsettledRules], [IllnessRules], [MovementRules], [CalibrationRules], [ContentRules] and
/// [TicketRules]; those of footage in [ClipRules].
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
                List<CompartmentId> unjudged = DoubtRules.unjudged(turn);
                SensingRules.started(turn);
                StartRules.started(turn, started);
                IllnessRules.started(turn);
                MovementRules.started(turn);
                ClipRules.started(turn);
                unjudged.forEach(compartment ->
                        DoubtRules.unseen(turn, compartment, "the power went before its last opening was judged"));
            }
            case Input.DoorsRead read -> {
                DoorRules.read(turn, read);
                for (CompartmentId compartment : read.doors().keySet()) {
                    SensingRules.door(turn, compartment);
                    parcels(turn, state, compartment);
                }
                ProbeRules.sensorsRead(turn);
            }
            case Input.DoorSensed sensed -> {
                DoorRules.sensed(turn, sensed);
                SensingRules.door(turn, sensed.compartment());
                parcels(turn, state, sensed.compartment());
            }
            case Input.BoltsRead read -> LockRules.read(turn, read);
            case Input.CabinetRead read -> CabinetRules.read(turn, read);
            case Input.PowerRead read -> {
                PowerEntries.read(turn, read.reading());
                ProbeRules.ups(turn, read.reading());
            }
            case Input.KioskBeat beat -> {
                KioskRules.beat(turn, beat);
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
            case Input.Sampled sampled -> {
                SensingRules.sampled(turn, sampled);
                CalibrationRules.sampled(turn, sampled);
                parcels(turn, state, sampled.compartment());
            }
            case Input.TicketsArrived arrived -> TicketRules.arrived(turn, arrived.tickets());
            case Input.KioskAsked asked -> SessionRules.asked(turn, asked);
            case Input.CodeMade made -> CodeRules.made(turn, made);
            case Input.SecretHeld held -> TicketRules.held(turn, held.mark());
            case Input.SecretSealed sealed -> TicketRules.sealed(turn, sealed);
            case Input.SensorsCalibrated calibrated -> SensingRules.calibrated(turn, calibrated);
            case Input.ClipCut cut -> ClipRules.cut(turn, cut);
            case Input.ClipMissed missed -> ClipRules.missed(turn, missed);
            case Input.ClipUploaded(String clip) -> ClipRules.uploaded(turn, clip);
            case Input.ClipGone gone -> ClipRules.gone(turn, gone);
            case Input.ClipsTight _ -> ClipRules.tight(turn);
            case Input.CameraRead read -> ClipRules.camera(turn, read);
            case Input.Tick _ -> tick(turn, state);
        }
        return turn.end();
    }

    /// What the sensors and the switch of a compartment mean for what is under way in it, or for what is not.
    private static void parcels(Turn turn, BankState before, CompartmentId compartment) {
        MovementRules.look(turn, compartment);
        ContentRules.look(turn, compartment, before.sensing().get(compartment));
        MovementRules.decide(turn, compartment);
    }

    private static void tick(Turn turn, BankState before) {
        DoorRules.tick(turn);
        LockRules.tick(turn);
        ServiceRules.tick(turn);
        UnlockAllRules.tick(turn);
        RebootRules.tick(turn);
        KioskRules.tick(turn);
        ProbeRules.tick(turn);
        AwaitedRules.tick(turn);
        RemedyRules.tick(turn);
        SensingRules.tick(turn);
        before.sensing().forEach((compartment, watch) -> ContentRules.look(turn, compartment, watch));
        MovementRules.tick(turn);
        ContentRules.tick(turn);
        IllnessRules.tick(turn);
        CodeRules.tick(turn);
        TicketRules.sealIfNew(turn);
        SessionRules.tick(turn);
        ClipRules.tick(turn);
        CalibrationRules.tick(turn);
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
