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
        List<KeyView> keys) {
    /// @param fingerprint its JWK thumbprint
    /// @param holder the person who holds it
    public record KeyView(
            String kid,
            String fingerprint,
            Set<String> scope,
            Instant from,
            Instant to,
            @Nullable String holder) {}

    /// @param version of the key set the bank has; 0 when it reported none
    /// @param problem why it did not take a newer one
    public record BankView(
            String bank,
            long version,
            boolean current,
            @Nullable Instant reportedAt,
            @Nullable String problem) {}
}
