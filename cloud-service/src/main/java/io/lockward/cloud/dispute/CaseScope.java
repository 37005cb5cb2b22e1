package io.lockward.cloud.dispute;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a case covers: its span, lengthened to all that is known of its parcel, and its compartments.
///
/// @param compartments none when it is about the whole bank
record CaseScope(Instant from, Instant to, Set<String> compartments) {
    CaseScope {
        compartments = Set.copyOf(compartments);
    }

    /// Whether something that is about a compartment, or about none, is in it.
    boolean covers(@Nullable String compartment) {
        return compartment == null || compartments.isEmpty() || compartments.contains(compartment);
    }
}
