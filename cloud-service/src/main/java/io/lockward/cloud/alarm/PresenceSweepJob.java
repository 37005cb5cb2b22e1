package io.lockward.cloud.alarm;

import io.lockward.cloud.ingest.IngestGateway;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.FleetUnavailable;
import io.lockward.fleet.presence.PresenceSweep;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for banks that stay silent and for alarms that time closes. Every replica may: twice is once. While the
/// broker is away nobody is judged, because then the silence is ours.
@ApplicationScoped
public class PresenceSweepJob {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceSweepJob.class);

    private final FleetStore store;
    private final IngestGateway gateway;
    private final InstantSource clock;

    PresenceSweepJob(FleetStore store, IngestGateway gateway, InstantSource clock) {
        this.store = store;
        this.gateway = gateway;
        this.clock = clock;
    }

    @Scheduled(every = "${lockward.sweep.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        Instant now = clock.instant();
        Instant watchingSince = gateway.connectedSince();
        try {
            PresenceSweep.sweep(store, now, watchingSince == null ? now : watchingSince);
        } catch (FleetUnavailable e) {
            LOG.atWarn().setCause(e).log("no sweep: the store is not available");
        }
    }
}
