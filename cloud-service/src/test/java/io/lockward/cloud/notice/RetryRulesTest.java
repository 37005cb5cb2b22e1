package io.lockward.cloud.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryRulesTest {
    @Test
    void waits_longer_each_time_and_gives_up_after_a_day_and_a_half() {
        Duration all = Duration.ZERO;
        Duration last = Duration.ZERO;
        for (int attempts = 1; attempts < RetryRules.MOST_ATTEMPTS; attempts++) {
            Duration pause = RetryRules.pause(attempts);
            assertNotNull(pause);
            assertTrue(pause.compareTo(last) > 0);
            last = pause;
            all = all.plus(pause);
        }
        assertNull(RetryRules.pause(RetryRules.MOST_ATTEMPTS));
        assertEquals(37, all.toHours());
    }
}
