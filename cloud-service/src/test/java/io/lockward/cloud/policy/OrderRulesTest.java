package io.lockward.cloud.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderRulesTest {
    private static final Instant T = Instant.parse("2026-11-22T12:00:00Z");
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);

    @Test
    void goes_once_on_each_connection_and_at_once_with_a_new_version() {
        assertEquals(1, OrderRules.due(null, 3, ONE, T));
        OrderRules.Sent last = new OrderRules.Sent(3, T, 7, ONE);
        assertEquals(1, OrderRules.due(last, 3, OTHER, T));
        assertEquals(1, OrderRules.due(last, 4, ONE, T));
        assertEquals(0, OrderRules.due(last, 3, ONE, T));
    }

    @Test
    void is_said_ever_more_rarely_but_never_given_up() {
        Duration before = Duration.ZERO;
        for (int times = 1; times < 100; times++) {
            OrderRules.Sent last = new OrderRules.Sent(3, T, times, ONE);
            Duration pause = before;
            while (OrderRules.due(last, 3, ONE, T.plus(pause)) == 0) {
                pause = pause.plusSeconds(10);
            }
            assertEquals(times + 1, OrderRules.due(last, 3, ONE, T.plus(pause)));
            before = pause;
        }
        assertEquals(OrderRules.LONGEST_PAUSE, before);
    }
}
