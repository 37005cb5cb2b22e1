package io.lockward.cloud.seal;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/// Finds a new seal key, and brings what the service locked away over to it.
@Singleton
public class SealJob {
    private final SealRotation rotation;

    SealJob(SealRotation rotation) {
        this.rotation = rotation;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        rotation.round();
    }
}
