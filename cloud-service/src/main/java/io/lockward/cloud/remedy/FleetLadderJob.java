package io.lockward.cloud.remedy;

import io.lockward.cloud.ingest.IngestGateway;
import io.lockward.fleet.FleetUnavailable;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the cloud's ladder. Every replica may; while the broker is away none does, because then the silence is ours.
@ApplicationScoped
public class FleetLadderJob {
    private static final Logger LOG = LoggerFactory.getLogger(FleetLadderJob.class);

    private final FleetLadder ladder;
    private final FleetWatch watch;
    private final IngestGateway gateway;

    FleetLadderJob(FleetLadder ladder, FleetWatch watch, IngestGateway gateway) {
        this.ladder = ladder;
        this.watch = watch;
        this.gateway = gateway;
    }

    @Scheduled(every = "${lockward.remedy.every:20s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        Instant hearingSince = gateway.connectedSince();
        if (hearingSince == null) {
            return;
        }
        try {
            ladder.round(hearingSince);
        } catch (IllegalStateException e) {
            LOG.atWarn().setCause(e).log("no round of the ladder: the database does not answer");
        }
    }

    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void watch() {
        Instant hearingSince = gateway.connectedSince();
        if (hearingSince == null) {
            return;
        }
        try {
            watch.look(hearingSince);
        } catch (FleetUnavailable | IllegalStateException e) {
            LOG.atWarn().setCause(e).log("nobody looked for deaf banks: the store is not available");
        }
    }
}
