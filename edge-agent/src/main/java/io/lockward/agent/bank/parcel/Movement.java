package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.SensorMark;
import io.lockward.protocol.entry.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A deposit or a pickup, as the journal knows it: what a restart goes on from.
///
/// @param id names it, at most 64 characters
/// @param courier the ticket it was begun with; of a deposit
/// @param recipient whose parcel it is, when that is known; of a deposit
/// @param by who takes the parcel out; `null` for a deposit
/// @param before what the sensors read before the unlock
/// @param since when it began
/// @param pulses how often the lock was driven for it
/// @param opened whether the door was seen open since
/// @param leftOpen whether it was told as left open: the shut door has yet to show what is inside
public record Movement(
        Kind kind,
        String id,
        CompartmentId compartment,
        ParcelId parcel,
        @Nullable String courier,
        @Nullable String recipient,
        ParcelEntry.@Nullable Taker by,
        List<SensorMark> before,
        Stamp since,
        int pulses,
        boolean opened,
        boolean leftOpen) {

    public enum Kind {
        DEPOSIT,
        PICKUP
    }

    public Movement {
        before = List.copyOf(before);
    }

    /// `null` when the entry is of an agent that kept no books.
    static @Nullable Movement of(Stamp stamp, ParcelEntry.DepositStarted started) {
        ParcelId parcel = started.parcel();
        return parcel == null
                ? null
                : new Movement(
                        Kind.DEPOSIT,
                        started.deposit(),
                        started.compartment(),
                        parcel,
                        started.courier(),
                        started.recipient(),
                        null,
                        orNone(started.before()),
                        stamp,
                        0,
                        false,
                        false);
    }

    /// `null` when the entry is of an agent that kept no books.
    static @Nullable Movement of(Stamp stamp, ParcelEntry.PickupStarted started) {
        ParcelId parcel = started.parcel();
        return parcel == null
                ? null
                : new Movement(
                        Kind.PICKUP,
                        started.pickup(),
                        started.compartment(),
                        parcel,
                        null,
                        null,
                        started.by(),
                        orNone(started.before()),
                        stamp,
                        0,
                        false,
                        false);
    }

    public boolean isDeposit() {
        return kind == Kind.DEPOSIT;
    }

    Movement asPulsed() {
        return with(pulses + 1, opened, leftOpen);
    }

    Movement asOpened() {
        return with(pulses, true, leftOpen);
    }

    Movement asLeftOpen() {
        return with(pulses, opened, true);
    }

    private Movement with(int morePulses, boolean seenOpen, boolean stayedOpen) {
        return new Movement(
                kind, id, compartment, parcel, courier, recipient, by, before, since, morePulses, seenOpen, stayedOpen);
    }

    private static List<SensorMark> orNone(@Nullable List<SensorMark> marks) {
        return marks == null ? List.of() : marks;
    }
}
