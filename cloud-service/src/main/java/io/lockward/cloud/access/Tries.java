package io.lockward.cloud.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts tries of many callers, of the last ten thousand: each has so many at once and the same number again in
/// each minute. Every method may be called from any thread.
public final class Tries {
    private static final int REMEMBERED = 10_000;

    private final TimeMeter meter;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Tries(InstantSource clock) {
        meter = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return clock.millis() * 1_000_000;
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /// Takes one try of a caller; false when there is none left.
    ///
    /// @param caller who; the same text with another count is the same caller
    /// @param count how many a minute, from 1
    public synchronized boolean take(String caller, int count) {
        return buckets.computeIfAbsent(caller, _ -> bucket(count)).tryConsume(1);
    }

    /// Forgets what a caller took.
    synchronized void forget(String caller) {
        buckets.remove(caller);
    }

    private Bucket bucket(int count) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(count).refillGreedy(count, Duration.ofMinutes(1)))
                .withCustomTimePrecision(meter)
                .build();
    }
}
