package io.lockward.cloud.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class GaugesTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void an_application_that_starts_again_is_asked_and_not_the_one_before() {
        Gauges before = new Gauges(registry);
        before.of("lockward.things", Tags.of("of", "a"), List.of("one"), List::size);
        before.remove();
        assertNull(registry.find("lockward.things").gauge());

        List<String> kept = List.of("one", "two");
        new Gauges(registry).of("lockward.things", Tags.of("of", "a"), kept, List::size);
        assertEquals(2, registry.get("lockward.things").tag("of", "a").gauge().value());
    }
}
