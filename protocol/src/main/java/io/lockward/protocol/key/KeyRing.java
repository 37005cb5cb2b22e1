package io.lockward.protocol.key;

import java.security.PublicKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A key set ready for verifying. Immutable; any thread.
public final class KeyRing {
    /// Trusts nobody.
    public static final KeyRing NONE = new KeyRing(0, Instant.EPOCH, Map.of());

    private final long version;
    private final Instant at;
    private final Map<String, Held> keys;

    private record Held(TrustedKey key, PublicKey publicKey) {}

    /// What looking for a key gives.
    public sealed interface Found {
        record Key(PublicKey publicKey, TrustedKey key) implements Found {}

        /// @param reason for people
        record No(Why why, String reason) implements Found {}
    }

    /// Why a key does not count.
    public enum Why {
        UNKNOWN,
        OUT_OF_TIME,
        OUT_OF_SCOPE
    }

    private KeyRing(long version, Instant at, Map<String, Held> keys) {
        this.version = version;
        this.at = at;
        this.keys = keys;
    }

    /// @throws IllegalArgumentException when a key is no point of the curve
    public static KeyRing of(KeySet set) {
        Map<String, Held> keys = new HashMap<>();
        for (TrustedKey key : set.keys()) {
            keys.put(key.kid(), new Held(key, key.x().toPublicKey()));
        }
        return new KeyRing(set.version(), set.at(), Map.copyOf(keys));
    }

    /// The version of the set it was made of; 0 for [#NONE].
    public long version() {
        return version;
    }

    /// Whether the set has a key for this at all, whether it counts now or not.
    public boolean knows(Scope scope) {
        return keys.values().stream().anyMatch(held -> held.key().scope().contains(scope));
    }

    /// Looks for a key that may sign.
    ///
    /// @param now the wall clock; one that is before the set itself is wrong and counts as the set's own time, so
    ///     that a bank whose clock went back to 1970 still obeys
    public Found find(String kid, Scope scope, Instant now) {
        @Nullable Held held = keys.get(kid);
        if (held == null) {
            return new Found.No(Why.UNKNOWN, "no key of this name is trusted");
        }
        Instant time = now.isBefore(at) ? at : now;
        TrustedKey key = held.key();
        if (time.isBefore(key.from()) || !time.isBefore(key.to())) {
            return new Found.No(
                    Why.OUT_OF_TIME, "the key counts from " + key.from() + " to " + key.to() + "; it is " + time);
        }
        return key.scope().contains(scope)
                ? new Found.Key(held.publicKey(), key)
                : new Found.No(Why.OUT_OF_SCOPE, "the key may not sign this");
    }
}
