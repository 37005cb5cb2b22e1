package io.lockward.cloud.platform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Waits for what happens on another thread or in another process. Any thread.
public final class Await {
    /// Longer than anything here takes on a machine that does much else.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long LOOK_MILLIS = 20;

    private Await() {}

    /// @param what is waited for, for whoever reads that it did not come
    public static void until(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "waited in vain for " + what);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
