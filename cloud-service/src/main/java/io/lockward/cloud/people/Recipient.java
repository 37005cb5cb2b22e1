package io.lockward.cloud.people;

import io.lockward.protocol.parcel.Ticket;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody parcels come for.
///
/// @param unit where they live, such as `4B`
/// @param name in full; it never leaves this service but to its owner, and to people who may act
/// @param language `en`, `de` or `fr`
/// @param reachable whether only a compartment that can be reached from a wheelchair will do
/// @param banks where their parcels may be
public record Recipient(
        String id,
        String unit,
        String name,
        @Nullable String email,
        String language,
        boolean reachable,
        List<String> banks,
        String changedBy,
        Instant changedAt) {
    public Recipient {
        banks = List.copyOf(banks);
    }

    /// What a bank is told of them.
    public Ticket ticket() {
        return new Ticket.Recipient(id, unit, MaskRules.name(name), reachable);
    }

    @Override
    public String toString() {
        return "Recipient[" + id + "]";
    }
}
