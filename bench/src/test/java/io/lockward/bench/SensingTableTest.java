package io.lockward.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.bench.SensingPoint.Result;
import io.lockward.bench.SensingTable.Measured;
import io.lockward.simulator.sensing.Thing;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class SensingTableTest {
    private static final SensingPoint POINT =
            SensingPoint.of(SensorProfile.LOAD_CELL_10, 9, new Thing(9, 0.2, 40, false), "9 g");

    private static Measured measured(int runs, int missed, int alarms, int undecided, double seconds) {
        Percentiles took = new Percentiles(Collections.nCopies(runs, seconds));
        return new Measured(
                POINT,
                runs,
                new Result(runs - missed - undecided, 0, missed, undecided, took),
                new Result(alarms, 0, runs - alarms - undecided, undecided, took));
    }

    @Test
    void a_row_names_sensor_size_rates_and_what_they_mean() {
        assertEquals(
                "| load cell, HX711 at 10/s | 9 g | 100,000 + 100,000 | 0 (< 3.0e-05) | 0 (< 3.0e-05) |"
                        + " 0.0030 %, 0.0030 % | 2.5 s | 2.5 s | **yes, at 1e-4** |\n",
                SensingTable.row(measured(100_000, 0, 0, 3, 2.5)));
    }

    @Test
    void a_claim_is_no_better_than_its_figures() {
        assertEquals("yes", SensingTable.can(measured(1_000, 0, 0, 0, 2.5)), "too few runs for 1e-4");
        assertEquals("with errors", SensingTable.can(measured(1_000, 1, 0, 0, 2.5)));
        assertEquals("**no**, wrong", SensingTable.can(measured(1_000, 11, 0, 0, 2.5)));
        assertEquals("**no**, says so", SensingTable.can(measured(1_000, 0, 0, 501, 30)));
        assertEquals("yes, past 3 s at p99", SensingTable.can(measured(1_000, 0, 0, 1, 3.1)));
        assertEquals("often open", SensingTable.can(measured(1_000, 0, 0, 400, 30)));
        assertTrue(SensingTable.row(measured(1_000, 1_000, 0, 0, 1)).contains("| all |"));
    }
}
