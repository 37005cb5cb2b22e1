package io.lockward.cloud.policy;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/// Sends key sets and configurations to banks that lack them.
@Singleton
public class StandingOrderJob {
    private final Policies policies;

    StandingOrderJob(Policies policies) {
        this.policies = policies;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        policies.round();
    }
}
