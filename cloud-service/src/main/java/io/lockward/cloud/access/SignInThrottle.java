package io.lockward.cloud.access;

import jakarta.inject.Singleton;
import java.time.InstantSource;

/// How often a password may be tried: 5 times per name and 20 times per address, then one more every 12 and 3 s.
/// Every method may be called from any thread.
@Singleton
final class SignInThrottle {
    private static final int PER_NAME = 5;
    private static final int PER_ADDRESS = 20;

    private final Tries tries;

    SignInThrottle(InstantSource clock) {
        tries = new Tries(clock);
    }

    /// Takes one try; false when there is none left.
    boolean mayTry(String name, String address) {
        return tries.take("a " + address, PER_ADDRESS) && tries.take("n " + name, PER_NAME);
    }

    /// The name signed in, so its earlier mistakes are forgotten.
    void forget(String name) {
        tries.forget("n " + name);
    }
}
