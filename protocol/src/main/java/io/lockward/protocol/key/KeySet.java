package io.lockward.protocol.key;

import io.lockward.protocol.Guard;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The keys the fleet trusts. Signed by a root key that is kept offline; a key that is missing from it is revoked.
///
/// @param version rises with each set, from 1; a bank takes rising versions only
/// @param at when the root signed it: no honest clock shows an earlier time
/// @param keys 1 to 10, each with a name and a key of its own
public record KeySet(long version, Instant at, List<TrustedKey> keys) {
    /// So many fit, signed, into one string of this wire.
    public static final int MOST_KEYS = 10;

    public KeySet {
        Guard.atLeast(version, 1, "version");
        Objects.requireNonNull(at, "at");
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("a key set has 1 to " + MOST_KEYS + " keys");
        }
        Set<String> kids = new HashSet<>();
        Set<VerifyingKey> each = new HashSet<>();
        for (TrustedKey key : keys) {
            if (!kids.add(key.kid()) || !each.add(key.x())) {
                throw new IllegalArgumentException("each key is there once");
            }
        }
    }
}
