package io.lockward.cloud.dispute;

import io.lockward.cloud.http.Problem;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody asks a case for.
///
/// @param bank where; may be absent when `parcel` is known
/// @param parcel which, when it is about one
/// @param compartment where, when it is about no parcel
/// @param from by the bank's clock; follows from the parcel, else the last 24 hours
/// @param to by the bank's clock, at most 31 days after `from`
/// @param claim what is claimed, 3 to 500 characters
public record AskedCase(
        @Nullable String bank,
        @Nullable String parcel,
        @Nullable String compartment,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String claim) {
    /// A longer span is more than one dispute.
    static final Duration LONGEST = Duration.ofDays(31);

    String claimed() {
        return CaseText.needed("claim", claim, 500);
    }

    @Nullable
    String at() {
        if (bank != null && !BankId.isValid(bank)) {
            throw Problem.invalid("bank", "names a bank by its id").asException();
        }
        return bank;
    }

    @Nullable
    UUID which() {
        if (parcel == null) {
            return null;
        }
        try {
            return ParcelId.parse(parcel).value();
        } catch (IllegalArgumentException _) {
            throw Problem.invalid("parcel", "names a parcel by its id").asException();
        }
    }

    @Nullable
    String place() {
        if (compartment != null && !CompartmentId.isValid(compartment)) {
            throw Problem.invalid("compartment", "is a compartment such as A07").asException();
        }
        return compartment;
    }

    /// @param from what to take when nothing was asked
    /// @param to what to take when nothing was asked
    Span span(Instant from, Instant to) {
        Instant end = this.to == null ? to : this.to;
        Instant begin = this.from == null ? from : this.from;
        if (this.from == null && begin.isBefore(end.minus(LONGEST))) {
            begin = end.minus(LONGEST);
        }
        if (!end.isAfter(begin) || Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw Problem.invalid("to", "lies after `from`, at most 31 days").asException();
        }
        return new Span(begin, end);
    }

    /// A stretch of time.
    record Span(Instant from, Instant to) {}
}
