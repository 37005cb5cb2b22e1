package io.lockward.cloud.parcel;

import io.lockward.fleet.parcel.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where the books and what is known otherwise do not agree.
///
/// @param kind `missing`, `unexpected`, `not-known`, `forgotten`, `came-all-the-same`, `claimed-twice`, `shared`,
///     `deposit-open`, `pickup-open`, `no-code`, `locked`, `doubtful` or `overdue`, the worst first
/// @param suggestion what a person can do
/// @param evidence the entries that show it
public record DifferenceView(
        String kind,
        String bank,
        @Nullable String compartment,
        @Nullable UUID parcel,
        Instant since,
        String what,
        String suggestion,
        List<ParcelView.Evidence> evidence) {
    static DifferenceView of(Difference difference) {
        return new DifferenceView(
                difference.kind().word(),
                difference.bank().value(),
                difference.compartment() == null
                        ? null
                        : difference.compartment().value(),
                difference.parcel() == null ? null : difference.parcel().value(),
                difference.since(),
                difference.what(),
                difference.kind().suggestion(),
                difference.evidence().stream()
                        .map(ref -> Objects.requireNonNull(ParcelView.Evidence.of(ref)))
                        .toList());
    }
}
