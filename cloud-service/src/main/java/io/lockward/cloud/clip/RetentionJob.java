package io.lockward.cloud.clip;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for footage whose time is over.
@Singleton
public class RetentionJob {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);

    private final Retention retention;

    RetentionJob(Retention retention) {
        this.retention = retention;
    }

    @Scheduled(
            every = "${lockward.clip.retention.every:10m}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        try {
            retention.round();
        } catch (IllegalStateException e) {
            LOG.atError()
                    .setCause(e)
                    .log("footage whose time is over was not looked for: the database does not answer");
        }
    }
}
