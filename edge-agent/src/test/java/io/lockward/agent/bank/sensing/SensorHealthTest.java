package io.lockward.agent.bank.sensing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Each diagnosis provoked, and each gone again.
class SensorHealthTest {
    private static final SensorChannel CELL = SensorChannel.LOAD_CELL;

    private final Deposit well = Deposit.withCell(new SplittableRandom(5));

    @Test
    void calls_a_sensor_well_that_is() {
        assertEquals(new SensorHealth.Well(), health(well.after(120)));
        well.opened().put(CELL, 2_000).after(10).closed().after(60);
        assertEquals(new SensorHealth.Well(), health(well));
    }

    @Test
    void calls_a_sensor_dead_that_is_silent() {
        well.after(30).silence(CELL).after(4.9);
        assertEquals(new SensorHealth.Well(), health(well));
        well.after(0.2);
        assertInstanceOf(SensorHealth.Dead.class, health(well));
        well.heard(CELL).after(0.1);
        assertEquals(new SensorHealth.Well(), health(well));
    }

    @Test
    void calls_a_sensor_dead_that_never_spoke() {
        assertInstanceOf(SensorHealth.Dead.class, health(well.silence(CELL).after(6)));
    }

    @Test
    void calls_a_sensor_stuck_that_repeats_itself_to_the_last_digit() {
        well.after(30).noise = 0;
        well.after(5.9);
        assertEquals(new SensorHealth.Well(), health(well));
        well.after(0.2);
        SensorHealth.Stuck stuck = assertInstanceOf(SensorHealth.Stuck.class, health(well));
        assertEquals(100, stuck.value());
        well.noise = 1;
        assertEquals(new SensorHealth.Well(), health(well.after(0.1)));
    }

    @Test
    void calls_a_sensor_saturated_at_either_end() {
        for (double end : new double[] {60_000, -60_000}) {
            Deposit full = Deposit.withCell(new SplittableRandom(5));
            full.after(10).put(CELL, end).after(0.4);
            assertEquals(new SensorHealth.Well(), health(full));
            assertInstanceOf(SensorHealth.Saturated.class, health(full.after(0.2)));
            full.put(CELL, -end).after(0.2);
            assertEquals(new SensorHealth.Well(), health(full));
        }
    }

    @Test
    void calls_a_sensor_noisy_that_does_not_come_to_rest_behind_a_shut_door() {
        well.after(30).noise = 20;
        assertEquals(new SensorHealth.Well(), health(well.after(55)));
        SensorHealth.Noisy noisy = assertInstanceOf(SensorHealth.Noisy.class, health(well.after(15)));
        assertTrue(noisy.isUsable(), "it says less, but no lies");
        well.noise = 1;
        assertEquals(new SensorHealth.Well(), health(well.after(10)));
    }

    @Test
    void does_not_call_a_sensor_noisy_because_somebody_rummages() {
        well.after(30).opened().noise = 300;
        assertEquals(new SensorHealth.Well(), health(well.after(120)));
    }

    @Test
    void calls_a_sensor_moved_that_reads_less_than_empty() {
        Tuning calibrated = Deposit.CELL.calibrated(
                new io.lockward.protocol.entry.SensorScale("load-cell", 100, 9, 1, 0.6, 0.4, 9, true));
        Deposit moved = new Deposit(SensingSetup.of(Map.of(CELL, calibrated)), new SplittableRandom(5));
        assertEquals(
                new SensorHealth.Well(), health(moved.after(10).put(CELL, -200).after(10)));
        SensorHealth.Moved off = assertInstanceOf(
                SensorHealth.Moved.class, health(moved.put(CELL, -100).after(10)));
        assertEquals(-300, off.reading(), 3);
        assertEquals(new SensorHealth.Well(), health(moved.put(CELL, 400).after(10)), "a parcel is no fault");
    }

    @Test
    void leaves_a_sensor_out_of_a_verdict_that_cannot_be_believed() {
        well.after(60).opened().put(CELL, 9).after(5);
        well.noise = 0;
        well.after(1).closed().after(31);
        assertEquals(
                new Verdict.Undecided(Verdict.Reason.NO_SENSOR, null),
                well.verdict(),
                "it was stuck before it could be at rest for long enough");
    }

    private static SensorHealth health(Deposit deposit) {
        SensorHealth health = Sensing.health(deposit.watch).get(CELL);
        if (health == null) {
            throw new AssertionError("no such sensor");
        }
        assertTrue(!health.words().isBlank() && health.words().length() <= 128);
        return health;
    }
}
