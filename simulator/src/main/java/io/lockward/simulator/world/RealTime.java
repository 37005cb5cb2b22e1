package io.lockward.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The demo's time: one thread runs the world's tasks when they are really due.
public final class RealTime implements Scheduler, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("world").unstarted(task));
    private final InstantSource clock;

    public RealTime(InstantSource clock) {
        this.clock = clock;
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a task's failure is the world's bug and shows in the log
    public void after(Duration delay, Runnable task) {
        try {
            executor.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            // The world has ended.
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
