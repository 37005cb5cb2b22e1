package io.lockward.cloud.ingest;

import io.lockward.cloud.platform.Gauges;
import io.lockward.fleet.HostilePayload;
import io.lockward.protocol.entry.RemedyEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;

/// Counts what ingest does.
@ApplicationScoped
class IngestMetrics {
    /// Why an ack went out unsigned.
    enum Bare {
        /// The bank's key set has no key for it: as it was before there were such keys.
        NO_KEY_IN_SET,
        /// The bank wants one and will not take this: a person must act.
        KEY_NOT_HERE
    }

    private final MeterRegistry registry;
    private final Gauges gauges;
    private final Counter entries;
    private final Counter repeated;
    private final Counter dropped;
    private final Counter acks;
    private final Counter failures;
    private final DistributionSummary batch;
    private final Timer transaction;
    private final Timer lag;

    IngestMetrics(MeterRegistry registry, Gauges gauges) {
        this.registry = registry;
        this.gauges = gauges;
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

    /// What banks' own ladders did. Only what was newly taken in comes here, so a repetition counts nothing.
    void remedied(RemedyEntry entry) {
        switch (entry) {
            case RemedyEntry.Step step ->
                registry.counter("lockward.remedy.steps", "ladder", "bank", "rung", word(step.level()))
                        .increment();
            case RemedyEntry.Concluded end ->
                registry.counter(
                                "lockward.remedy.outcomes",
                                "ladder",
                                "bank",
                                "rung",
                                word(end.level()),
                                "outcome",
                                word(end.outcome()))
                        .increment();
            case RemedyEntry.Held _, RemedyEntry.GaveUp _, RemedyEntry.Cleared _, RemedyEntry.Paused _ -> {}
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void hostile(HostilePayload payload) {
        registry.counter("lockward.ingest.hostile", "reason", word(payload.reason()))
                .increment();
    }

    void acknowledged(int count) {
        acks.increment(count);
    }

    void bareAck(Bare why) {
        registry.counter("lockward.ingest.acks.unsigned", "reason", word(why)).increment();
    }

    void telemetryDropped() {
        dropped.increment();
    }

    void failed() {
        failures.increment();
    }

    void watch(Inbox inbox, int writer) {
        gauges.of("lockward.ingest.queue", Tags.of("writer", Integer.toString(writer)), inbox, Inbox::size);
    }
}
