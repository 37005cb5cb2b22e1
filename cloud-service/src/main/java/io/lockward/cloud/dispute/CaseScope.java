package io.lockward.cloud.dispute;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a case covers: its span, lengthened to all that is known of its parcel, and its compartments.
///
/// @param compartments none when it is about the whole bank
/// @param apart entries around those that asked for it, where the bank's clock puts them outside of the span
record CaseScope(Instant from, Instant to, Set<String> compartments, List<Apart> apart) {
    CaseScope {
        compartments = Set.copyOf(compartments);
        apart = List.copyOf(apart);
    }

    /// A stretch of a journal, both ends included.
    record Apart(UUID journal, long first, long last) {}

    /// Whether something that is about a compartment, or about none, is in it.
    boolean covers(@Nullable String compartment) {
        return compartment == null || compartments.isEmpty() || compartments.contains(compartment);
    }

    /// Whether something that belongs to some entries lies around what asked for the case.
    boolean isApart(@Nullable UUID journal, @Nullable Long first, @Nullable Long last) {
        return journal != null
                && first != null
                && last != null
                && apart.stream()
                        .anyMatch(one -> one.journal().equals(journal) && first <= one.last() && last >= one.first());
    }
}
