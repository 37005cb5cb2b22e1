package io.lockward.cloud.packaging;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes packages whose links ended. Doing it twice does nothing.
@Singleton
public class ShareJob {
    private static final Logger LOG = LoggerFactory.getLogger(ShareJob.class);

    private final Shares shares;

    ShareJob(Shares shares) {
        this.shares = shares;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        try {
            shares.removeEnded();
        } catch (UncheckedIOException | IllegalStateException e) {
            LOG.atError().setCause(e).log("packages of links that ended cannot be removed");
        }
    }
}
