package io.lockward.cloud.ingest;

import io.lockward.cloud.store.RetentionStore;
import io.lockward.fleet.FleetUnavailable;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps partitions ahead of time and telemetry within its age.
@ApplicationScoped
public class RetentionJob {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
    private static final int MONTHS_AHEAD = 2;

    private final RetentionStore store;
    private final InstantSource clock;
    private final Duration telemetryAge;

    RetentionJob(
            RetentionStore store,
            InstantSource clock,
            @ConfigProperty(name = "lockward.telemetry.age", defaultValue = "30d") Duration telemetryAge) {
        this.store = store;
        this.clock = clock;
        this.telemetryAge = telemetryAge;
    }

    /// Before the gateway starts, so that the first entry finds its partition.
    void prepare(@Observes @Priority(1) StartupEvent event) {
        run();
    }

    @Scheduled(every = "6h", delayed = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            store.makePartitions(clock.instant(), MONTHS_AHEAD);
            int dropped = store.dropTelemetry(clock.instant(), telemetryAge);
            LOG.atInfo().addKeyValue("droppedSamples", dropped).log("made room");
        } catch (FleetUnavailable e) {
            LOG.atError().setCause(e).log("could not make room in the database");
        }
    }
}
