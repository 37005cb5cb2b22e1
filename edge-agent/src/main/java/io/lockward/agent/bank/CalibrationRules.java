package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Desk.Calibrating;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskView.Fitted;
import io.lockward.agent.bank.parcel.KioskView.Step;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.agent.bank.parcel.Session.Person;
import io.lockward.agent.bank.sensing.Baseline;
import io.lockward.agent.bank.sensing.Calibration;
import io.lockward.agent.bank.sensing.Calibration.Progress;
import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.SensorScale;
import io.lockward.protocol.parcel.Ticket;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An installer calibrates the sensors of a compartment at the screen. [Calibration] leads and measures; here is
/// who may, where, and when it counts. Nothing is written before it is kept: to give up, to go away, a cut of the
/// power or another person at the screen leaves what counted before.
final class CalibrationRules {
    /// Four steps, each with a door that is opened, and a few more for what was forgotten inside.
    private static final int MOST_PULSES = 16;

    /// That it is empty: half of two sheets is at least 2.5 times the noise of a sensor that sees them.
    private static final double CONFIDENCE = 0.99;

    private CalibrationRules() {}

    /// @param fresh names the calibration that begins
    static KioskAnswer asked(Turn turn, String fresh, Session session, KioskRequest.Calibrate asked) {
        Why no = mayNot(turn, session);
        if (no != null) {
            return KioskAnswer.no(no);
        }
        CompartmentId wanted = asked.compartment();
        if (wanted != null) {
            return begin(turn, fresh, session, wanted);
        }
        Calibrating now = current(turn);
        return now == null ? KioskAnswer.no(Why.NOT_NOW) : go(turn, session, now, asked.move());
    }

    private static @Nullable Why mayNot(Turn turn, Session session) {
        if (!(session.person() instanceof Person.Installer(String ticket, String _))) {
            return Why.NOT_ALLOWED;
        }
        Ticket.Courier installer = turn.books().tickets().courier(ticket);
        if (installer == null || !installer.calibrates() || !CodeRules.isInTime(turn, installer)) {
            return Why.OUT_OF_TIME;
        }
        return SessionRules.isBusy(turn) ? Why.BANK_BUSY : null;
    }

    private static KioskAnswer begin(Turn turn, String fresh, Session session, CompartmentId compartment) {
        turn.desk = turn.desk.withCalibrating(null);
        SensingSetup setup = turn.setup.sensing().get(compartment);
        if (setup == null || setup.tunings().isEmpty()) {
            return KioskAnswer.no(Why.NO_SENSORS);
        }
        if (!turn.books().in(compartment).isEmpty()) {
            return KioskAnswer.no(Why.NOT_EMPTY);
        }
        if (!isFree(turn, compartment)) {
            return KioskAnswer.no(Why.NOT_NOW);
        }
        turn.desk = turn.desk.withCalibrating(
                new Calibrating(fresh, session.id(), compartment, Calibration.start(setup), 0));
        return new KioskAnswer.Yes(session.id());
    }

    private static boolean isFree(Turn turn, CompartmentId compartment) {
        return turn.books().in(compartment).isEmpty()
                && !MovementRules.isBusy(turn, compartment)
                && !turn.door(compartment).isUnlocking();
    }

    private static KioskAnswer go(Turn turn, Session session, Calibrating now, KioskRequest.Move move) {
        KioskAnswer yes = new KioskAnswer.Yes(session.id());
        return switch (move) {
            case BEGIN -> KioskAnswer.no(Why.NOT_NOW);
            case OPEN -> open(turn, now) ? yes : KioskAnswer.no(Why.NO_MORE_TRIES);
            case READY -> {
                if (!(now.calibration().progress() instanceof Progress.Asking)) {
                    yield KioskAnswer.no(Why.NOT_NOW);
                }
                if (DoorRules.known(turn, now.compartment()) == DoorReading.OPEN) {
                    yield KioskAnswer.no(Why.DOOR_FIRST);
                }
                turn.desk = turn.desk.withCalibrating(now.with(now.calibration().ready(turn.up)));
                yield yes;
            }
            case KEEP -> {
                Why no = keep(turn, session, now);
                yield no == null ? yes : KioskAnswer.no(no);
            }
            case ABORT -> {
                turn.desk = turn.desk.withCalibrating(null);
                yield yes;
            }
        };
    }

    private static boolean open(Turn turn, Calibrating now) {
        CompartmentId compartment = now.compartment();
        if (DoorRules.known(turn, compartment) == DoorReading.OPEN
                || turn.door(compartment).isUnlocking()) {
            return true;
        }
        if (now.pulses() >= MOST_PULSES) {
            return false;
        }
        turn.desk = turn.desk.withCalibrating(now.pulsed());
        DoorRules.pulse(turn, compartment, new PulseCause.Calibration(now.id()), false);
        return true;
    }

    private static @Nullable Why keep(Turn turn, Session session, Calibrating now) {
        if (!(now.calibration().progress() instanceof Progress.Done done)) {
            return Why.NOT_NOW;
        }
        if (DoorRules.known(turn, now.compartment()) == DoorReading.OPEN) {
            return Why.DOOR_FIRST;
        }
        SensingWatch watch = turn.sensing(now.compartment());
        if (watch != null && Sensing.isBusy(watch)) {
            // The door was shut a moment ago: what the sensors make of that would be judged by another measure.
            return Why.BANK_BUSY;
        }
        String by = session.person() instanceof Person.Installer installer ? installer.ticket() : null;
        SensingRules.calibrated(turn, new Input.SensorsCalibrated(now.compartment(), done.scales(), by));
        if (watch != null) {
            empty(turn, now.compartment(), done.scales(), Sensing.baseline(watch));
        }
        turn.desk = turn.desk.withCalibrating(null);
        return null;
    }

    /// Somebody has just shown the sensors twice what empty is. When all of them that see two sheets read that again
    /// with the door shut, the compartment is empty, and a new bank need not wait for its first parcel to know. An
    /// old calibration would decide nothing ([ContentRules]); this one is minutes old.
    private static void empty(
            Turn turn, CompartmentId compartment, List<SensorScale> scales, List<Baseline> baselines) {
        if (Boolean.FALSE.equals(turn.memory.occupied().get(compartment))) {
            return;
        }
        OccupancyEntry.Changed seen = null;
        for (SensorScale scale : scales) {
            SensorChannel channel = SensorChannel.of(scale.channel());
            if (channel == null || !scale.seesSheets()) {
                continue;
            }
            Baseline now = baselines.stream()
                    .filter(baseline -> baseline.channel() == channel)
                    .findFirst()
                    .orElse(null);
            double threshold = Math.abs(scale.change()) / 2;
            if (now == null || Math.abs(now.mean() - scale.empty()) > threshold) {
                return;
            }
            seen = new OccupancyEntry.Changed(compartment, false, now.mean() - scale.empty(), threshold, CONFIDENCE);
        }
        if (seen != null) {
            turn.record(seen);
        }
    }

    static void sampled(Turn turn, Input.Sampled sampled) {
        Calibrating now = current(turn);
        if (now == null || !now.compartment().equals(sampled.compartment())) {
            return;
        }
        if (DoorRules.known(turn, now.compartment()) == DoorReading.OPEN) {
            // Nothing comes to rest in an open compartment.
            return;
        }
        Calibration calibration = now.calibration();
        for (Sample sample : sampled.samples()) {
            calibration = calibration.sampled(sample);
        }
        turn.desk = turn.desk.withCalibrating(now.with(calibration));
    }

    static void tick(Turn turn) {
        Calibrating now = current(turn);
        Session session = turn.desk.session();
        if (now == null || session == null) {
            if (turn.desk.calibrating() != null) {
                turn.desk = turn.desk.withCalibrating(null);
            }
            return;
        }
        turn.desk = turn.desk.withCalibrating(now.with(now.calibration().tick(turn.up)));
        if (now.calibration().progress() instanceof Progress.Measuring) {
            // Hands off is what was asked for.
            turn.desk = turn.desk.with(session.touched(turn.up));
        }
    }

    /// What is under way, while the one who began it is at the screen.
    private static @Nullable Calibrating current(Turn turn) {
        Calibrating now = turn.desk.calibrating();
        Session session = turn.desk.session();
        return now != null && session != null && now.session().equals(session.id()) ? now : null;
    }

    /// Whether the sensors of a compartment are being calibrated: nothing else may happen in it.
    static boolean isUnderWay(Turn turn, CompartmentId compartment) {
        Calibrating now = current(turn);
        return now != null && now.compartment().equals(compartment);
    }

    /// What an installer sees.
    static Step step(Turn turn) {
        Calibrating now = current(turn);
        if (now != null) {
            return new Step.Calibrating(
                    now.compartment(),
                    DoorRules.known(turn, now.compartment()) == DoorReading.OPEN,
                    now.calibration().progress());
        }
        List<Fitted> fitted = turn.setup.sensing().entrySet().stream()
                .filter(entry -> !entry.getValue().tunings().isEmpty())
                .map(Map.Entry::getKey)
                .map(compartment -> new Fitted(
                        compartment,
                        isFree(turn, compartment),
                        turn.memory.policy().calibrations().getOrDefault(compartment, List.of())))
                .toList();
        return new Step.Installing(fitted);
    }
}
