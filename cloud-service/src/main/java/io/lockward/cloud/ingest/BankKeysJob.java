package io.lockward.cloud.ingest;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/// Reads the keys that other replicas registered.
@Singleton
public class BankKeysJob {
    private final BankKeys keys;

    BankKeysJob(BankKeys keys) {
        this.keys = keys;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        keys.refresh();
    }
}
