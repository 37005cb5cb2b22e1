package io.lockward.cloud.notice;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/// Sends what recipients and integrators are to be told.
@Singleton
public class NoticeJob {
    private final Notices notices;

    NoticeJob(Notices notices) {
        this.notices = notices;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        // Each round takes a few, so that one slow endpoint delays the others by seconds at most.
        for (int rounds = 0; rounds < 10 && notices.round() > 0; rounds++) {
            Thread.onSpinWait();
        }
    }
}
