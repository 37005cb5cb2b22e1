package io.lockward.cloud.command;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Sends what did not go out at once, sends again what was not confirmed, and ends what is overdue.
@Singleton
public class CommandOutboxJob {
    private final CommandSender sender;
    private final CommandReadStore reads;
    private final InstantSource clock;

    CommandOutboxJob(CommandSender sender, CommandReadStore reads, InstantSource clock) {
        this.sender = sender;
        this.reads = reads;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        if (sender.signing() != null || reads.anyOverdue(clock.instant())) {
            sender.round();
        }
    }
}
