package io.lockward.cloud.dispute;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for clips that came to cases under hold.
@Singleton
public class CaseHoldJob {
    private static final Logger LOG = LoggerFactory.getLogger(CaseHoldJob.class);

    private final CaseHolds holds;

    CaseHoldJob(CaseHolds holds) {
        this.holds = holds;
    }

    @Scheduled(
            every = "${lockward.case.hold.every:10m}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        try {
            holds.again();
        } catch (IllegalStateException e) {
            LOG.atError()
                    .setCause(e)
                    .log("clips of cases under hold were not looked for: the database does not answer");
        }
    }
}
