package io.lockward.cloud.ticket;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/// Sends banks the tickets they lack.
@Singleton
public class TicketJob {
    private final TicketDesk desk;

    TicketJob(TicketDesk desk) {
        this.desk = desk;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        desk.round();
    }

    @Scheduled(every = "10m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void prune() {
        desk.prune();
    }
}
