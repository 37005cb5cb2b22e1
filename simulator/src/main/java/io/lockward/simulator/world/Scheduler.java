package io.lockward.simulator.world;

import java.time.Duration;
import java.time.Instant;

/// The world's time. In the demo it is the real one; in the one-thread simulation a queue of events under virtual time.
public interface Scheduler {
    /// True time: what a perfect clock would show. A controller's own clock may differ.
    Instant now();

    /// Runs `task` once after `delay` (zero or more), on the scheduler's own thread; tasks due at the same time run in
    /// the order they were asked for.
    void after(Duration delay, Runnable task);
}
