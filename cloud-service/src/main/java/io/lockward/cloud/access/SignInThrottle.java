package io.lockward.cloud.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often a password may be tried: 5 times per name and 20 times per address, then one more every 12 and 3 s.
/// Every method may be called from any thread.
@Singleton
final class SignInThrottle {
    private static final int REMEMBERED = 10_000;
    private static final int PER_NAME = 5;
    private static final int PER_ADDRESS = 20;

    private final TimeMeter meter;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    SignInThrottle(InstantSource clock) {
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

    /// Takes one try; false when there is none left.
    synchronized boolean mayTry(String name, String address) {
        return bucket("a " + address, PER_ADDRESS).tryConsume(1)
                && bucket("n " + name, PER_NAME).tryConsume(1);
    }

    /// The name signed in, so its earlier mistakes are forgotten.
    synchronized void forget(String name) {
        buckets.remove("n " + name);
    }

    private Bucket bucket(String key, int tries) {
        return buckets.computeIfAbsent(
                key,
                _ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(tries).refillGreedy(tries, Duration.ofMinutes(1)))
                        .withCustomTimePrecision(meter)
                        .build());
    }
}
