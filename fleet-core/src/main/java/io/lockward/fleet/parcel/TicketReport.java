package io.lockward.fleet.parcel;

import org.jspecify.annotations.Nullable;

/// What a bank says about its tickets.
///
/// @param version it has; 0 when it never said or lost its journal since
/// @param secretKid the cloud's key its newest sealed secret is for; `null` when it sent none
public record TicketReport(long version, @Nullable String secretKid) {
    /// Nothing was heard.
    public static final TicketReport NONE = new TicketReport(0, null);
}
