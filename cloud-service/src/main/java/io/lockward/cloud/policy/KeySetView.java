package io.lockward.cloud.policy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The key set in force.
///
/// @param version from 1; 0 when none is in force
/// @param root the thumbprint of the root it is checked with; `null` when none is configured
public record KeySetView(
        long version,
        @Nullable String root,
        @Nullable Instant signedAt,
        @Nullable String putBy,
        @Nullable Instant putAt,
        List<KeyView> keys,
        BankCounts banks) {
    /// @param fingerprint its JWK thumbprint
    /// @param holder the person who holds it
    public record KeyView(
            String kid,
            String fingerprint,
            Set<String> scope,
            Instant from,
            Instant to,
            @Nullable String holder) {}

    /// How many banks there are.
    ///
    /// @param current that have this key set
    /// @param unkeyed for which no key of their own is registered
    /// @param doubtful whose newest word is not signed with their registered key
    public record BankCounts(long all, long current, long unkeyed, long doubtful) {}

    /// @param version of the key set the bank has; 0 when it reported none
    /// @param problem why it did not take a newer one
    /// @param fingerprint the JWK thumbprint of its own registered key; `null` when none is registered
    /// @param registeredAt when that key was registered
    /// @param proven whether its newest word is signed with that key
    /// @param heardAt when it was last heard; `null` when never
    /// @param doubtfulSince since when it is not, as far as an alarm tells
    public record BankView(
            String bank,
            String name,
            long version,
            boolean current,
            @Nullable Instant reportedAt,
            @Nullable String problem,
            @Nullable String fingerprint,
            @Nullable Instant registeredAt,
            boolean proven,
            @Nullable Instant heardAt,
            @Nullable Instant doubtfulSince) {}
}
