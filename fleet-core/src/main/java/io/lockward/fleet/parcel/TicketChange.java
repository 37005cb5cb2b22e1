package io.lockward.fleet.parcel;

import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.Ticket;
import org.jspecify.annotations.Nullable;

/// A ticket that a bank is to have from now on, or no longer.
///
/// @param key as [Ticket#key()]
/// @param ticket `null`: no longer
public record TicketChange(
        BankId bank, String key, @Nullable Ticket ticket) {
    public static TicketChange put(BankId bank, Ticket ticket) {
        return new TicketChange(bank, ticket.key(), ticket);
    }

    public static TicketChange remove(BankId bank, String key) {
        return new TicketChange(bank, key, null);
    }
}
