package io.lockward.systemtest;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Bounded waiting for a fact. The one place of these tests that lets time pass.
public final class Await {
    private static final Duration STEP = Duration.ofMillis(50);

    private Await() {}

    /// Waits until `fact` holds.
    ///
    /// @param said what is waited for, for the failure
    /// @param fact may throw: that counts as "not yet"
    public static void until(String said, Duration limit, Callable<Boolean> fact) {
        until(said, limit, STEP, fact);
    }

    /// As the other, looking once in each `step`: for facts that are dear to find out.
    public static void until(String said, Duration limit, Duration step, Callable<Boolean> fact) {
        long deadline = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (true) {
            try {
                if (fact.call()) {
                    return;
                }
                last = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + said, e);
            } catch (Exception e) {
                last = e;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + limit.toSeconds() + " s in vain: " + said, last);
            }
            pass(step);
        }
    }

    /// Lets time pass for somebody who acts at a pace: the people at the doors, a slow network.
    public static void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
