package io.lockward.simulator.world;

import java.time.Duration;
import java.time.Instant;

/// A battery that drains and charges evenly. Not thread-safe.
final class Battery {
    private final Duration fullRuntime;
    private final Duration fullCharge;
    private double charge;
    private boolean charging = true;
    private Instant since;

    /// @param fullRuntime how long a full battery carries the bank
    /// @param fullCharge how long an empty one takes to fill
    /// @param charge to begin with, 0 to 1
    Battery(Duration fullRuntime, Duration fullCharge, double charge, Instant now) {
        this.fullRuntime = fullRuntime;
        this.fullCharge = fullCharge;
        this.charge = charge;
        this.since = now;
    }

    void mains(boolean present, Instant now) {
        charge = charge(now);
        charging = present;
        since = now;
    }

    /// 0 to 1.
    double charge(Instant now) {
        double elapsed = Duration.between(since, now).toMillis();
        double change = charging ? elapsed / fullCharge.toMillis() : -elapsed / fullRuntime.toMillis();
        return Math.clamp(charge + change, 0.0, 1.0);
    }

    Duration runtime(Instant now) {
        return Duration.ofMillis((long) (charge(now) * fullRuntime.toMillis()));
    }
}
