package io.lockward.bench;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// The closed loop: one thread publishes for all banks in turn, and stops while too much is in flight. What is in
/// flight has been published and not yet been received by the null subscriber, or not yet been committed by the cloud.
/// Thread rule: `run` from one thread, the rest from any.
final class Load {
    private static final long REWIND_NANOS = Duration.ofSeconds(5).toNanos();

    private final List<LoadBank> banks;
    private final int entriesInRun;
    private final int flight;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder settled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean toCloud;

    /// @param entriesInRun entries in one message
    /// @param flight messages in flight at most
    Load(List<LoadBank> banks, int entriesInRun, int flight) {
        this.banks = banks;
        this.entriesInRun = entriesInRun;
        this.flight = flight;
    }

    /// What a run of the load showed.
    ///
    /// @param perSecond entries settled a second within the measured time
    /// @param resent messages that went out again because no ack came
    /// @param failed publishes that the broker refused or lost
    /// @param left messages never settled
    record Result(double perSecond, int resent, long failed, int left) {}

    /// The null subscriber received one message.
    void received() {
        if (!toCloud) {
            inFlight.decrementAndGet();
            settled.add(entriesInRun);
        }
    }

    /// The cloud has committed something of a bank.
    void acknowledged(LoadBank bank, Mqtt5Publish ack) {
        LoadBank.Settled now = bank.acknowledged(ack.getPayloadAsBytes());
        if (toCloud) {
            inFlight.addAndGet(-now.runs());
            settled.add(now.entries());
        }
    }

    /// @param cloud whether the cloud settles what is published, else the null subscriber
    Result run(boolean cloud, long epoch, Duration warmUp, Duration measured) throws InterruptedException {
        toCloud = cloud;
        banks.forEach(bank -> bank.startJournal(epoch));
        inFlight.set(0);
        failed.reset();
        long start = System.nanoTime() + warmUp.toNanos();
        long end = start + measured.toNanos();
        publishUntil(start);
        long before = settled.sum();
        long began = System.nanoTime();
        int resent = publishUntil(end);
        double seconds = (System.nanoTime() - began) / 1e9;
        double perSecond = (settled.sum() - before) / seconds;
        return new Result(perSecond, resent, failed.sum(), drain());
    }

    private int publishUntil(long end) {
        int resent = 0;
        long nextLook = System.nanoTime() + REWIND_NANOS;
        int turn = 0;
        String at = now();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            if (now > nextLook) {
                nextLook = now + TimeUnit.SECONDS.toNanos(1);
                resent += rewind();
            }
            if (inFlight.get() >= flight) {
                LockSupport.parkNanos(100_000);
                at = now();
                continue;
            }
            turn = turn + 1 == banks.size() ? 0 : turn + 1;
            inFlight.incrementAndGet();
            var _ = banks.get(turn).publish(entriesInRun, at, toCloud).whenComplete((_, problem) -> {
                if (problem != null) {
                    failed.increment();
                }
            });
        }
        return resent;
    }

    private int rewind() {
        return toCloud
                ? banks.stream().mapToInt(bank -> bank.rewind(REWIND_NANOS)).sum()
                : 0;
    }

    /// Waits until nothing is in flight any more, but not for ever.
    private int drain() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (inFlight.get() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
            rewind();
        }
        return inFlight.get();
    }

    /// The wall clock as entries write it, 24 characters.
    static String now() {
        String text = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        // A whole second is written without its zeros.
        return text.length() == 24 ? text : text.substring(0, 19) + ".000Z";
    }
}
