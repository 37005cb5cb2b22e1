package io.lockward.agent.link;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Polls a condition, for 20 seconds at most.
public final class Await {
    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
