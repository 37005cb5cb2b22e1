package io.lockward.agent.hardware.kiosk;

import io.lockward.agent.hardware.Outcome;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What the kiosk's page is asked to do, which it learns with the answer to its heartbeat and confirms with the next
/// one. Any thread.
public final class PageOrders {
    private final LongSupplier nanoTime;
    private long locateUntil;
    private boolean locating;
    private @Nullable Consumer<Outcome> waiting;

    public PageOrders(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// The page shows itself for a while.
    ///
    /// @param outcome told when the page confirms that it does
    public synchronized void locate(Duration length, Consumer<Outcome> outcome) {
        locating = true;
        locateUntil = nanoTime.getAsLong() + length.toNanos();
        waiting = outcome;
    }

    /// For how many more seconds the page should show itself; 0 when it should not.
    synchronized long locateSeconds() {
        long left = locating ? locateUntil - nanoTime.getAsLong() : 0;
        locating = left > 0;
        return Math.max(0, (left + 999_999_999) / 1_000_000_000);
    }

    /// The page says that it shows itself.
    void confirmed() {
        Consumer<Outcome> told;
        synchronized (this) {
            told = locating ? waiting : null;
            waiting = told == null ? waiting : null;
        }
        if (told != null) {
            told.accept(new Outcome.Done());
        }
    }
}
