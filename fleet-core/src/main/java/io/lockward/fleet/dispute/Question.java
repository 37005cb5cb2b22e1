package io.lockward.fleet.dispute;

import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a case is about.
///
/// @param from by the bank's clock
/// @param to by the bank's clock, after `from`
/// @param compartment where, when that is known
/// @param parcel which; `null` when it is about a compartment or a bank only
/// @param zone the site's, for times in sentences
public record Question(
        BankId bank,
        Instant from,
        Instant to,
        @Nullable CompartmentId compartment,
        @Nullable ParcelId parcel,
        ZoneId zone) {
    public Question {
        Objects.requireNonNull(bank, "bank");
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("a span ends after it began");
        }
    }
}
