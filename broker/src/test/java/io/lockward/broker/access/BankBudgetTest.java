package io.lockward.broker.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BankBudgetTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final BankBudget.Limits LIMITS =
            new BankBudget.Limits(new TokenBucket.Budget(10, 20), new TokenBucket.Budget(1_000, 5_000));

    @Test
    void letsABurstThroughAndThenTheRate() {
        BankBudget budget = new BankBudget(LIMITS, START);

        assertEquals(20, taken(budget, 100, 1, START));
        assertEquals(10, taken(budget, 100, 1, START.plusSeconds(1)));
        assertEquals(5, taken(budget, 100, 1, START.plusMillis(1_500)));
        assertEquals(20, taken(budget, 100, 1, START.plusSeconds(1_000)), "never more than the burst");
    }

    @Test
    void countsBytesToo() {
        BankBudget budget = new BankBudget(LIMITS, START);

        assertEquals(5, taken(budget, 20, 1_000, START));
        assertTrue(budget.take(0, START), "an empty message costs no bytes");
        assertEquals(2, taken(budget, 20, 1_000, START.plusSeconds(2)));
        assertFalse(budget.take(5_001, START.plus(Duration.ofDays(1))), "more than the burst never fits");
    }

    @Test
    void aRefusedMessageCostsNothing() {
        BankBudget budget = new BankBudget(LIMITS, START);

        assertEquals(0, taken(budget, 100, 6_000, START));
        assertEquals(20, taken(budget, 100, 1, START));
    }

    @Test
    void aClockThatStepsBackNeitherRefillsNorBlocks() {
        BankBudget budget = new BankBudget(LIMITS, START);
        assertEquals(20, taken(budget, 100, 1, START));

        assertEquals(0, taken(budget, 100, 1, START.minusSeconds(3_600)));
        assertEquals(10, taken(budget, 100, 1, START.minusSeconds(3_599)));
    }

    @Test
    void refusesABudgetThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new TokenBucket.Budget(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new TokenBucket.Budget(1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new TokenBucket.Budget(Double.NaN, 1));
    }

    private static int taken(BankBudget budget, int tries, int bytes, Instant now) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            if (budget.take(bytes, now)) {
                taken++;
            }
        }
        return taken;
    }
}
