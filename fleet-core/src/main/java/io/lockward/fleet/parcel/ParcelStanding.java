package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.CompartmentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a parcel stands, from all that is known about it.
///
/// @param compartment where it is or last was, as far as its bank told
/// @param verdict the newest one of a deposit or a pickup, as its bank worded it
/// @param attention why somebody should look at it; `null` when nobody need
/// @param courier the ticket it came in with
/// @param recipient whose, by the courier's choice at the screen
/// @param number of the code that opens for it, by its bank; 0 when it has none
/// @param fingerprint of that code
/// @param wanted the highest number the cloud asked for; 0 when it never asked
/// @param cancelled whether it was taken back before it came
/// @param returning whether a courier is to take it back
/// @param held whether nobody may have it for now
/// @param overdue whether it was said to wait too long
/// @param locked whether its code opens nothing any more, after too many wrong ones
/// @param insideSince when it came in, by its bank's clock; `null` when it never did
/// @param changedAt when it last changed
/// @param newest the newest entry about it; `null` while its bank said nothing
/// @param entered the entry that put it in last
/// @param left the entry that took it out last
/// @param hindered the entry by which nobody could get at it, while that holds
public record ParcelStanding(
        ParcelState state,
        @Nullable CompartmentId compartment,
        @Nullable String verdict,
        @Nullable String attention,
        @Nullable String courier,
        @Nullable String recipient,
        int number,
        @Nullable String fingerprint,
        int wanted,
        boolean cancelled,
        boolean returning,
        boolean held,
        boolean overdue,
        boolean locked,
        @Nullable Instant insideSince,
        Instant changedAt,
        @Nullable EntryRef newest,
        @Nullable EntryRef entered,
        @Nullable EntryRef left,
        @Nullable EntryRef hindered) {}
