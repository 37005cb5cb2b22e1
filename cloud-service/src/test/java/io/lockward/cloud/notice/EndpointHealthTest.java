package io.lockward.cloud.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.cloud.notice.EndpointHealth.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {
    private static final Instant EARLY = Instant.parse("2026-11-30T08:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(60);

    private static State state(@Nullable Instant taken, @Nullable Instant failed) {
        return new EndpointHealth(0, 0, 0, taken, failed, null, null).state();
    }

    @Test
    void the_newest_try_decides() {
        assertEquals(State.UNUSED, state(null, null));
        assertEquals(State.WELL, state(EARLY, null));
        assertEquals(State.FAILING, state(null, EARLY));
        assertEquals(State.FAILING, state(EARLY, LATE));
        assertEquals(State.WELL, state(LATE, EARLY), "what was given up before says nothing about now");
    }
}
