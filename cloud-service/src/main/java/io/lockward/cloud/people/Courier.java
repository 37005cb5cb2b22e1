package io.lockward.cloud.people;

import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Ticket;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody who may put parcels in.
///
/// @param label for people, such as the carrier's name
/// @param lockedCode the code or badge, locked away with the seal key
/// @param mayCalibrate whether it is an installer, who calibrates sensors and delivers nothing
/// @param banks where; `null` for every bank
public record Courier(
        String id,
        String label,
        String lockedCode,
        Instant from,
        Instant until,
        boolean mayCollect,
        boolean mayCalibrate,
        @Nullable List<String> banks,
        String changedBy,
        Instant changedAt) {
    public Courier {
        banks = banks == null ? null : List.copyOf(banks);
    }

    /// What its code is locked away for.
    public String purpose() {
        return purpose(id);
    }

    static String purpose(String id) {
        return "courier/" + id;
    }

    public Ticket ticket(BankSecret secret, String code) {
        return new Ticket.Courier(
                id,
                label,
                PickupCode.fingerprint(secret, code),
                from,
                until,
                mayCollect,
                mayCalibrate ? Boolean.TRUE : null);
    }

    @Override
    public String toString() {
        return "Courier[" + id + "]";
    }
}
