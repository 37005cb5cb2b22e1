package io.lockward.cloud.ingest;

import io.lockward.fleet.HostilePayload;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;

/// Counts what ingest does.
@ApplicationScoped
class IngestMetrics {
    private final MeterRegistry registry;
    private final Counter entries;
    private final Counter repeated;
    private final Counter dropped;
    private final Counter acks;
    private final Counter failures;
    private final DistributionSummary batch;
    private final Timer transaction;
    private final Timer lag;

    IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        entries = registry.counter("lockward.ingest.entries");
        repeated = registry.counter("lockward.ingest.entries.repeated");
        dropped = registry.counter("lockward.ingest.telemetry.dropped");
        acks = registry.counter("lockward.ingest.acks");
        failures = registry.counter("lockward.ingest.failures");
        batch = registry.summary("lockward.ingest.batch.messages");
        transaction = registry.timer("lockward.ingest.batch");
        lag = registry.timer("lockward.ingest.lag");
    }

    void committed(int messages, int fresh, int again, Duration took, Duration oldest) {
        entries.increment(fresh);
        repeated.increment(again);
        batch.record(messages);
        transaction.record(took);
        lag.record(oldest);
    }

    void hostile(HostilePayload payload) {
        String reason = payload.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        registry.counter("lockward.ingest.hostile", "reason", reason).increment();
    }

    void acknowledged(int count) {
        acks.increment(count);
    }

    void telemetryDropped() {
        dropped.increment();
    }

    void failed() {
        failures.increment();
    }

    void watch(Inbox inbox, int writer) {
        registry.gauge(
                "lockward.ingest.queue",
                java.util.List.of(io.micrometer.core.instrument.Tag.of("writer", Integer.toString(writer))),
                inbox,
                Inbox::size);
    }
}
