package io.lockward.cloud.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RingTest {
    private final Ring ring = new Ring(3);

    @Test
    void gives_what_came_after_a_number() {
        add("a");
        add("b");
        assertEquals(List.of("b"), names(ring.after(1)));
        assertEquals(List.of(), names(ring.after(2)));
    }

    @Test
    void knows_when_it_has_forgotten() {
        List.of("a", "b", "c", "d", "e").forEach(this::add);
        assertNull(ring.after(1));
        assertEquals(List.of("c", "d", "e"), names(ring.after(2)));
    }

    @Test
    void does_not_resume_across_what_it_never_read_or_gave_out() {
        add("a");
        ring.forget();
        assertNull(ring.after(1));
        assertNull(ring.after(99));
        assertNull(ring.after(-1));
        assertEquals(List.of(), names(ring.after(ring.last())));
    }

    private void add(String name) {
        ring.add("fleet", "bank-1", name, "{}");
    }

    private static List<String> names(@Nullable List<LiveEvent> events) {
        return events == null
                ? List.of("forgotten")
                : events.stream().map(LiveEvent::name).toList();
    }
}
