package io.lockward.cloud.key;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/// Reads which key sets banks reported, and what other replicas put in force.
@Singleton
public class KeySetsJob {
    private final KeySets keys;

    KeySetsJob(KeySets keys) {
        this.keys = keys;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        keys.refresh();
    }
}
