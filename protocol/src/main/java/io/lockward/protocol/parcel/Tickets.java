package io.lockward.protocol.parcel;

import io.lockward.protocol.BankId;
import io.lockward.protocol.Guard;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A change of a bank's tickets, signed, on the channel `desired`. Sent again until the entry `tickets.applied`
/// reports its version.
///
/// @param aud the bank it is for
/// @param version the bank's tickets have afterwards, from 1; it only rises
/// @param base the version it starts from: the bank takes it when that is its own, or when it is 0, which replaces
///     every ticket
/// @param issuedAt by the cloud's clock; a bank's clock that is behind it counts as this
/// @param add at most [#MOST] tickets
/// @param remove [Ticket#key()]s of tickets that end, at most [#MOST]
/// @param sealKey the cloud's key for sealing this bank's secret; `null` when it has not changed
public record Tickets(
        BankId aud,
        long version,
        long base,
        Instant issuedAt,
        List<Ticket> add,
        List<String> remove,
        @Nullable SealKey sealKey) {
    /// The most tickets that come or go with one message: it stays one entry of the bank's journal.
    public static final int MOST = 16;

    public Tickets {
        Objects.requireNonNull(aud, "aud");
        Guard.atLeast(version, 1, "version");
        Guard.atLeast(base, 0, "base");
        if (base >= version) {
            throw new IllegalArgumentException("version is above base");
        }
        Objects.requireNonNull(issuedAt, "issuedAt");
        add = List.copyOf(add);
        remove = keys(remove);
        if (add.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " tickets");
        }
    }

    /// The keys of tickets that end, within their bounds.
    public static List<String> keys(List<String> keys) {
        if (keys.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " keys");
        }
        keys.forEach(key -> Guard.text(key, "key", Ticket.MOST_ID + 16));
        return List.copyOf(keys);
    }
}
