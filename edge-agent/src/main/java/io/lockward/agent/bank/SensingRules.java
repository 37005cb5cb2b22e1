package io.lockward.agent.bank;

import io.lockward.agent.bank.sensing.Baseline;
import io.lockward.agent.bank.sensing.Calibration;
import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.OccupancyEntry;
import java.util.List;
import java.util.function.UnaryOperator;

/// Occupancy: lets the sensors of each compartment follow its door and its samples. What a verdict means for a parcel
/// is for the rules of parcels, which [#begin] an event when they pulse the lock; without them it begins when the door
/// opens.
final class SensingRules {
    private SensingRules() {}

    /// With every start the watching starts anew.
    static void started(Turn turn) {
        turn.setup
                .sensing()
                .forEach((compartment, setup) ->
                        turn.sense(compartment, Sensing.start(calibrated(turn, compartment, setup), turn.up)));
    }

    /// The sensors of a compartment were calibrated on site: they are watched anew by what was measured.
    static void calibrated(Turn turn, Input.SensorsCalibrated calibrated) {
        CompartmentId compartment = calibrated.compartment();
        SensingSetup setup = turn.setup.sensing().get(compartment);
        if (setup == null || calibrated.sensors().isEmpty()) {
            return;
        }
        turn.record(new OccupancyEntry.Calibrated(compartment, calibrated.sensors(), calibrated.by()));
        SensingWatch before = turn.sensing(compartment);
        if (before != null && Sensing.isBusy(before)) {
            // Nobody changes the measure in the middle of a measurement; it counts from the next start on.
            return;
        }
        SensingWatch anew = Sensing.start(calibrated(turn, compartment, setup), turn.up);
        boolean isShut = before != null && before.isShut();
        turn.sense(compartment, isShut ? Sensing.doorClosed(anew, turn.up) : anew);
    }

    private static SensingSetup calibrated(Turn turn, CompartmentId compartment, SensingSetup setup) {
        return Calibration.applied(setup, turn.memory.policy().calibrations().getOrDefault(compartment, List.of()));
    }

    static void sampled(Turn turn, Input.Sampled sampled) {
        change(turn, sampled.compartment(), watch -> {
            SensingWatch next = watch;
            for (Sample sample : sampled.samples()) {
                next = Sensing.step(next, sample);
            }
            return next;
        });
    }

    /// What its switch is known to read, told as often as it is read. While its newest reading contradicts that,
    /// nothing is told: what an earlier process knew of a door must not let the sensors judge one that stands open.
    static void door(Turn turn, CompartmentId compartment) {
        if (turn.door(compartment).candidate() != null) {
            return;
        }
        switch (DoorRules.known(turn, compartment)) {
            case OPEN ->
                change(turn, compartment, watch -> watch.isShut() ? Sensing.doorOpened(watch, turn.up) : watch);
            case CLOSED ->
                change(turn, compartment, watch -> watch.isShut() ? watch : Sensing.doorClosed(watch, turn.up));
            case UNKNOWN -> {
                // The sensors go on as if it had not moved.
            }
        }
    }

    static void tick(Turn turn) {
        for (CompartmentId compartment : List.copyOf(turn.sensing().keySet())) {
            change(turn, compartment, watch -> Sensing.tick(watch, turn.up));
        }
    }

    /// Begins an event: the rules of parcels call it when they pulse the lock. What it returns must be in the journal
    /// before the pulse, to be given to [#resume] after a restart.
    static List<Baseline> begin(Turn turn, CompartmentId compartment) {
        SensingWatch watch = turn.sensing(compartment);
        if (watch == null) {
            return List.of();
        }
        List<Baseline> before = Sensing.baseline(watch);
        change(turn, compartment, quiet -> Sensing.begin(quiet, before, turn.up));
        return before;
    }

    /// Goes on with an event that an earlier process began, after [#started].
    static void resume(Turn turn, CompartmentId compartment, List<Baseline> before) {
        change(turn, compartment, watch -> Sensing.resume(watch, before, turn.up));
    }

    /// The door did not open: there is nothing to tell.
    static void cancel(Turn turn, CompartmentId compartment) {
        change(turn, compartment, Sensing::cancel);
    }

    /// A door whose switch cannot be read was opened and closed, as far as anybody can say.
    static void believedShut(Turn turn, CompartmentId compartment) {
        change(turn, compartment, watch -> Sensing.doorClosed(Sensing.doorOpened(watch, turn.up), turn.up));
    }

    private static void change(Turn turn, CompartmentId compartment, UnaryOperator<SensingWatch> change) {
        SensingWatch before = turn.sensing(compartment);
        if (before != null) {
            turn.sense(compartment, change.apply(before));
        }
    }
}
