package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/// A person hears of an ill sensor, once, and when it is well again.
class IllnessRulesTest {
    private static final CompartmentId A01 = id("A01");
    private static final Set<ConditionEntry.Kind> OURS = Set.of(
            ConditionEntry.Kind.SENSOR_ILL, ConditionEntry.Kind.COMPARTMENT_BLIND, ConditionEntry.Kind.SENSOR_FAULT);

    private final Random random = new Random(4);
    private final Map<SensorChannel, LongToDoubleFunction> read = new EnumMap<>(SensorChannel.class);
    private final List<String> told = new ArrayList<>();
    private BankState state;
    private BankMemory folded = BankMemory.EMPTY;
    private long up = 1_000;
    private boolean isOpen;

    IllnessRulesTest() {
        read.put(SensorChannel.LOAD_CELL, _ -> random.nextGaussian());
        read.put(SensorChannel.REFLECTANCE, _ -> 100 + 2 * random.nextGaussian());
        state = BankState.of(setup(SensorProfile.LOAD_CELL_10, SensorProfile.REFLECTANCE), folded);
        decide(new Input.Started("1.0", false));
    }

    private static BankSetup setup(SensorProfile... profiles) {
        SensingSetup sensors = SensingSetup.ofProfiles(List.of(profiles));
        return BankSetup.of(Scenario.BANK, Set.of(A01)).withSensing(new TreeMap<>(Map.of(A01, sensors)));
    }

    private IllnessRulesTest pass(double seconds) {
        for (long end = up + Math.round(seconds * 1_000); up < end; ) {
            up += 100;
            List<Sample> samples = new ArrayList<>();
            read.forEach((channel, reading) -> samples.add(new Sample(channel, reading.applyAsDouble(up), up)));
            decide(new Input.Sampled(A01, samples));
            if (up % 1_000 == 0) {
                decide(new Input.DoorsRead(new TreeMap<>(Map.of(A01, isOpen ? DoorReading.OPEN : DoorReading.CLOSED))));
                decide(new Input.Tick());
            }
        }
        return this;
    }

    private void says(String... words) {
        List<String> now = List.copyOf(told);
        told.clear();
        assertEquals(List.of(words), now);
    }

    private void decide(Input input) {
        Now now = new Now(ParcelBank.WALL.plusMillis(up), Duration.ofMillis(up), 1, Scenario.bootId(1));
        Step step = Bank.decide(state, input, now);
        state = step.next();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Append(ConditionEntry entry) && OURS.contains(entry.kind())) {
                String what = entry.kind() + " " + entry.subject();
                told.add(
                        entry instanceof ConditionEntry.Raised raised
                                ? what + ": " + raised.detail()
                                : "over: " + what);
            }
        }
        folded = state.memory();
    }

    @Test
    void oneIllSensorBesideAWellOneIsToldOnceAndWhenItIsWell() {
        pass(70).says();
        read.put(SensorChannel.LOAD_CELL, _ -> 4.25);
        pass(60).says();
        pass(10).says("SENSOR_ILL A01/load-cell: stuck: the same value 660 times in a row");
        pass(300).says();
        read.put(SensorChannel.LOAD_CELL, _ -> random.nextGaussian());
        pass(290).says();
        pass(60).says("over: SENSOR_ILL A01/load-cell");
    }

    @Test
    void aSensorThatNeverAnsweredIsTold() {
        read.remove(SensorChannel.REFLECTANCE);
        pass(70).says("SENSOR_ILL A01/reflectance: dead: silent for 65 s");
    }

    @Test
    void reflectanceThatReadsTheSameForLongIsWell() {
        read.put(SensorChannel.REFLECTANCE, _ -> 100);
        pass(300).says();
    }

    @Test
    void aNoisySensorIsToldAlthoughItCounts() {
        read.put(SensorChannel.LOAD_CELL, _ -> 40 * random.nextGaussian());
        pass(200);
        assertTrue(told.getFirst().startsWith("SENSOR_ILL A01/load-cell: noisy"), told.toString());
        read.put(SensorChannel.LOAD_CELL, _ -> random.nextGaussian());
        pass(400);
        assertTrue(told.getLast().startsWith("over: "), told.toString());
    }

    @Test
    void aCompartmentWithoutAWellSensorIsOneWorseThing() {
        pass(10);
        read.remove(SensorChannel.LOAD_CELL);
        pass(70).says("SENSOR_ILL A01/load-cell: dead: silent for 65 s");
        read.remove(SensorChannel.REFLECTANCE);
        pass(70);
        assertTrue(told.getFirst().startsWith("COMPARTMENT_BLIND A01: load-cell dead: "), told.toString());
        assertTrue(told.getFirst().contains("; reflectance dead: "), told.toString());
        told.removeFirst();
        says("over: SENSOR_ILL A01/load-cell");
        read.put(SensorChannel.REFLECTANCE, _ -> 100 + 2 * random.nextGaussian());
        pass(310);
        assertTrue(told.getFirst().startsWith("SENSOR_ILL A01/load-cell: dead"), told.toString());
        told.removeFirst();
        says("over: COMPARTMENT_BLIND A01");
    }

    @Test
    void aMinuteIsNobodysBusinessAndNobodyMistakesItForTheDoorSwitch() {
        pass(10);
        read.clear();
        pass(60).says();
        read.put(SensorChannel.LOAD_CELL, _ -> random.nextGaussian());
        read.put(SensorChannel.REFLECTANCE, _ -> 100 + 2 * random.nextGaussian());
        pass(100).says();
        read.clear();
        pass(200);
        assertFalse(state.memory().hasRaised(ConditionEntry.Kind.SENSOR_FAULT, "A01"));
        assertTrue(state.memory().policy().outOfService().isEmpty(), "its door and its lock are sound");
    }

    @Test
    void anIllSensorStaysToldWhileTheDoorStandsOpenAndAcrossARestart() {
        read.put(SensorChannel.LOAD_CELL, _ -> 4.25);
        pass(80);
        told.clear();
        isOpen = true;
        read.put(SensorChannel.LOAD_CELL, _ -> random.nextGaussian());
        pass(400).says();
        state = BankState.of(state.setup(), folded);
        decide(new Input.Started("1.0", false));
        pass(60).says();
        isOpen = false;
        pass(310);
        assertTrue(told.contains("over: SENSOR_ILL A01/load-cell"), told.toString());
    }

    @Test
    void whatIsNotFittedAnyMoreIsNotIll() {
        read.put(SensorChannel.LOAD_CELL, _ -> 4.25);
        pass(80);
        told.clear();
        state = BankState.of(setup(SensorProfile.REFLECTANCE), folded);
        decide(new Input.Started("1.0", false));
        says("over: SENSOR_ILL A01/load-cell");
    }
}
