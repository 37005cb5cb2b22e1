package io.lockward.fleet.parcel;

import io.lockward.protocol.parcel.Ticket;
import org.jspecify.annotations.Nullable;

/// The newest change of one ticket of a bank.
///
/// @param version of the bank's tickets since that change
/// @param ticket `null` when it ended
public record TicketSlot(String key, long version, @Nullable Ticket ticket) {}
