package io.lockward.fleet.parcel;

import io.lockward.protocol.BankId;
import org.jspecify.annotations.Nullable;

/// A bank's tickets as the cloud wants them.
///
/// @param version after the newest change, from 1
/// @param floor a bank that reports less cannot be told the difference, and gets all of them anew; from 0
/// @param sealKid the cloud's key it was last told of, `null` before that
public record TicketBook(
        BankId bank, long version, long floor, @Nullable String sealKid) {}
