package io.lockward.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TallyTest {
    /// One-sided Clopper-Pearson bounds at 95 %: the 0.95 quantile of a beta distribution with `wrong + 1` and
    /// `runs - wrong`.
    @ParameterizedTest
    @CsvSource({
        "100000, 0, 2.99569e-5",
        "4000, 0, 7.48653e-4",
        "100000, 1, 4.74378e-5",
        "100000, 3, 7.75347e-5",
        "100, 5, 0.102253",
        "20, 10, 0.698045",
        "1, 0, 0.95"
    })
    void bounds_a_rate_exactly(int runs, int wrong, double atMost) {
        assertEquals(atMost, new Tally(runs, wrong).atMost(), atMost * 1e-4);
    }

    @Test
    void bounds_nothing_when_all_went_wrong() {
        assertEquals(1, new Tally(5, 5).atMost());
    }

    @Test
    void bounds_more_tightly_with_more_runs_and_above_what_was_seen() {
        double before = 1;
        for (int runs = 10; runs <= 100_000; runs *= 10) {
            Tally tally = new Tally(runs, runs / 10);
            assertTrue(tally.atMost() > tally.rate() && tally.atMost() < before, tally.toString());
            before = tally.atMost();
        }
    }

    @Test
    void refuses_what_was_not_counted() {
        assertThrows(IllegalArgumentException.class, () -> new Tally(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Tally(5, 6));
    }
}
