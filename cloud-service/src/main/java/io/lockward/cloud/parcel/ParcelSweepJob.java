package io.lockward.cloud.parcel;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/// Looks at what time does to parcels.
@Singleton
public class ParcelSweepJob {
    private final ParcelSweep sweep;

    ParcelSweepJob(ParcelSweep sweep) {
        this.sweep = sweep;
    }

    @Scheduled(every = "${lockward.parcel.sweep.every:1m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        sweep.round();
    }
}
