package io.lockward.agent.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.Baseline;
import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.Tuning;
import io.lockward.agent.bank.sensing.Verdict;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.SensorScale;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SensingRulesTest {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final SensingSetup CELL = SensingSetup.of(Map.of(
            SensorChannel.LOAD_CELL, new Tuning(9, 1, 0.6, 0.4, 0.03, 1e-6, 1e-6, -5_000, 50_000, 100, 0, null)));

    private final Scenario bank = Scenario.of(BankSetup.of(Scenario.BANK, Set.of(A01, new CompartmentId("A02")))
            .withSensing(new TreeMap<>(Map.of(A01, CELL))));

    SensingRulesTest() {
        bank.decide(1_000, new Input.Started("1.0", false));
        bank.settle(1_000);
    }

    @Test
    void letsTheSensorsOfACompartmentFollowItsDoor() {
        sampled(1_000, 60_000, 100);
        bank.at(
                60_000,
                Scenario.door("A01", true),
                "door.opened A01",
                "condition.raised FORCED_ENTRY A01",
                "SAMPLE A01 fast true");
        assertEquals(new Verdict.Pending(Verdict.Stage.DOOR_OPEN), verdict());
        sampled(60_000, 70_000, 109);
        bank.decide(70_000, Scenario.door("A01", false));
        assertEquals(new Verdict.Pending(Verdict.Stage.DECIDING), verdict());
        sampled(70_000, 73_000, 109);
        assertInstanceOf(Verdict.Added.class, verdict());
    }

    @Test
    void concludesByTicksWhenSamplesStopComing() {
        sampled(1_000, 60_000, 100);
        bank.decide(60_000, Scenario.door("A01", true));
        bank.decide(70_000, Scenario.door("A01", false));
        bank.decide(99_999, new Input.Tick());
        assertEquals(new Verdict.Pending(Verdict.Stage.DECIDING), verdict());
        bank.decide(100_000, new Input.Tick());
        assertEquals(new Verdict.Undecided(Verdict.Reason.NO_SENSOR, null), verdict());
    }

    @Test
    void ignoresSamplesOfCompartmentsWithoutSensorsAndOfNobody() {
        BankState before = bank.state;
        for (String name : List.of("A02", "Z99")) {
            bank.at(
                    2_000,
                    new Input.Sampled(new CompartmentId(name), List.of(new Sample(SensorChannel.LOAD_CELL, 5, 2_000))));
        }
        assertEquals(before, bank.state);
    }

    @Test
    void goesOnAfterAPowerCutWithTheBaselineOfTheJournal() {
        sampled(1_000, 60_000, 100);
        List<Baseline> journal = SensingRules.begin(turn(60_000), A01);
        assertEquals(100, journal.getFirst().mean(), 1e-6);
        bank.restart(true).decide(500, new Input.Started("1.0", false));
        Turn turn = turn(500);
        SensingRules.resume(turn, A01, journal);
        bank.state = turn.end().next();
        bank.settle(900);
        assertEquals(new Verdict.Pending(Verdict.Stage.DECIDING), verdict());
        sampled(900, 6_000, 109);
        assertInstanceOf(Verdict.Added.class, verdict());
    }

    @Test
    void startsToWatchAnewWithEachProcess() {
        sampled(1_000, 60_000, 100);
        bank.restart(true).decide(500, new Input.Started("1.0", false));
        assertEquals(List.of(), Sensing.baseline(watch()));
        assertEquals(new Verdict.Pending(Verdict.Stage.NO_EVENT), verdict());
    }

    @Test
    void doorThatWasNeverOpenedLeavesNoDoubtWhenThePowerGoesAtOnce() {
        bank.restart(true);
        assertEquals(List.of(), suspects(500));
    }

    @Test
    void doorThatClosedShortlyBeforeThePowerWentIsDoubted() {
        bank.decide(60_000, Scenario.door("A01", true));
        bank.decide(70_000, Scenario.door("A01", false));
        bank.restart(true);
        assertEquals(List.of("A01"), suspects(500));
    }

    /// The compartments that a start has doubts about.
    private List<String> suspects(long up) {
        return Bank.decide(bank.state, new Input.Started("1.0", false), bank.now(up)).effects().stream()
                .map(effect -> effect instanceof Effect.Append(OccupancyEntry.Suspect suspect)
                        ? suspect.compartment().value()
                        : "")
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void sampled(long from, long to, double value) {
        for (long up = from + 100; up <= to; up += 100) {
            bank.decide(up, new Input.Sampled(A01, List.of(new Sample(SensorChannel.LOAD_CELL, value, up))));
        }
    }

    @Test
    void watchesByWhatACalibrationMeasuredAlsoAfterARestart() {
        SensorScale scale = new SensorScale("load-cell", 1_234, 20, 2, 1, 0.5, 12, true);
        bank.at(2_000, new Input.SensorsCalibrated(A01, List.of(scale), null), "occupancy.calibrated");
        assertEquals(20, change());
        assertTrue(watch().isShut());
        bank.restart(true).decide(500, new Input.Started("1.0", false));
        assertEquals(20, change());
    }

    @Test
    void calibratesNothingThatHasNoSensorsAndNobodyInTheMiddleOfAnEvent() {
        SensorScale scale = new SensorScale("load-cell", 1_234, 20, 2, 1, 0.5, 12, true);
        bank.at(2_000, new Input.SensorsCalibrated(new CompartmentId("A02"), List.of(scale), null));
        bank.at(2_000, new Input.SensorsCalibrated(A01, List.of(), null));
        bank.decide(3_000, Scenario.door("A01", true));
        bank.at(4_000, new Input.SensorsCalibrated(A01, List.of(scale), null), "occupancy.calibrated");
        assertEquals(9, change(), "the measure of the event under way");
    }

    private double change() {
        Tuning tuning = watch().setup().tunings().get(SensorChannel.LOAD_CELL);
        return tuning == null ? 0 : tuning.change();
    }

    private Turn turn(long up) {
        return new Turn(bank.state, bank.now(up));
    }

    private SensingWatch watch() {
        SensingWatch watch = bank.state.sensing().get(A01);
        if (watch == null) {
            throw new AssertionError("nobody watches");
        }
        return watch;
    }

    private Verdict verdict() {
        return Sensing.verdict(watch());
    }
}
