package io.lockward.cloud.parcel;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Looks at what time does to parcels.
@Singleton
public class ParcelSweepJob {
    private final ParcelSweep sweep;

    ParcelSweepJob(ParcelSweep sweep) {
        this.sweep = sweep;
    }

    /// Makes the sweep with the service, so that spans which make no sense end the start and not each round.
    void begin(@Observes StartupEvent started) {
        // It was made to get here.
    }

    @Scheduled(every = "${lockward.parcel.sweep.every:1m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void round() {
        sweep.round();
    }
}
