package io.lockward.cloud.ingest;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/// Looks for keys for acks that a person put into their folder.
@Singleton
public class AckKeysJob {
    private final AckSigner signer;

    AckKeysJob(AckSigner signer) {
        this.signer = signer;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        signer.refresh();
    }
}
