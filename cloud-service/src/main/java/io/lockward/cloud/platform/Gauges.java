package io.lockward.cloud.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;

/// Gauges that end with the application. The registry outlives it where one process starts it again (dev mode, tests),
/// and a gauge that is left there goes on asking what is not in use any more, and then says `NaN` for good, because a
/// second one of the same name is not taken.
///
/// Thread rule: any thread.
@Singleton
public final class Gauges {
    private final MeterRegistry registry;
    private final Queue<Meter> made = new ConcurrentLinkedQueue<>();

    public Gauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /// @param of held weakly: somebody else keeps it
    public <T> void of(String name, Tags tags, T of, ToDoubleFunction<T> value) {
        made.add(Gauge.builder(name, of, value).tags(tags).register(registry));
    }

    @PreDestroy
    void remove() {
        made.forEach(registry::remove);
        made.clear();
    }
}
