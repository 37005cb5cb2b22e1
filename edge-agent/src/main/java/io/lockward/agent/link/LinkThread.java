package io.lockward.agent.link;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Drives one [MqttLink] on a thread of its own, so that neither a force of the journal delays the link nor a slow
/// network the doors. The link's sink is called on this thread. Any thread may call [#wake] and [#close].
public final class LinkThread implements AutoCloseable {
    /// The loop turns this often even with nothing to do, to show that it lives.
    private static final long LONGEST_NAP_MILLIS = 500;

    private final Semaphore bell = new Semaphore(0);
    private final MqttLink link;
    private final LongSupplier uptimeMillis;
    private final long goodbyeMillis;
    private final Thread thread;
    private final Runnable turned;

    private LinkThread(
            Function<Runnable, MqttLink> make,
            LongSupplier uptimeMillis,
            long goodbyeMillis,
            Runnable turned,
            Consumer<Throwable> failed) {
        this.uptimeMillis = uptimeMillis;
        this.goodbyeMillis = goodbyeMillis;
        this.turned = turned;
        this.link = make.apply(bell::release);
        this.thread = Thread.ofPlatform()
                .name("link")
                .daemon()
                .uncaughtExceptionHandler((_, problem) -> failed.accept(problem))
                .unstarted(this::run);
    }

    /// Starts the link.
    ///
    /// @param make gets what wakes this thread
    /// @param uptimeMillis uptime of this boot in milliseconds; never goes back
    /// @param goodbyeMillis how long [#close] waits at most
    /// @param turned told on this thread after each turn of the loop, connected or not; must not block
    /// @param failed hears of the bug that ended the thread; the agent must stop then
    public static LinkThread start(
            Function<Runnable, MqttLink> make,
            LongSupplier uptimeMillis,
            long goodbyeMillis,
            Runnable turned,
            Consumer<Throwable> failed) {
        LinkThread started = new LinkThread(make, uptimeMillis, goodbyeMillis, turned, failed);
        started.thread.start();
        return started;
    }

    public MqttLink link() {
        return link;
    }

    /// There is something to do: entries became durable.
    public void wake() {
        bell.release();
    }

    /// Says goodbye and ends, within the bound.
    @Override
    public void close() {
        link.leave();
        try {
            if (!thread.join(java.time.Duration.ofMillis(goodbyeMillis))) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!link.hasEnded()) {
                long now = uptimeMillis.getAsLong();
                long next = link.doWork(now);
                turned.run();
                boolean _ = bell.tryAcquire(Math.clamp(next - now, 0, LONGEST_NAP_MILLIS), TimeUnit.MILLISECONDS);
                bell.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
