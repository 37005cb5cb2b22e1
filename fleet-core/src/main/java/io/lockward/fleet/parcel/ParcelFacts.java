package io.lockward.fleet.parcel;

import io.lockward.fleet.StoredEntry;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an entry tells about parcels. Pure.
public final class ParcelFacts {
    private ParcelFacts() {}

    /// The other kinds of entries say nothing about parcels.
    public static List<ParcelFact.Told> of(StoredEntry stored) {
        if (stored.entry() instanceof ParcelEntry entry) {
            return about(stored, subject(entry));
        }
        if (stored.entry() instanceof CodeEntry code) {
            return code instanceof CodeEntry.Locked locked ? about(stored, locked.parcel()) : List.of();
        }
        return stored.entry() instanceof KioskEntry.Trouble trouble ? about(stored, trouble.parcel()) : List.of();
    }

    private static @Nullable ParcelId subject(ParcelEntry entry) {
        return switch (entry) {
            case ParcelEntry.DepositStarted started -> started.parcel();
            case ParcelEntry.DepositConcluded concluded -> concluded.parcel();
            case ParcelEntry.PickupStarted started -> started.parcel();
            case ParcelEntry.PickupConcluded concluded -> concluded.parcel();
            case ParcelEntry.Stated stated -> stated.parcel();
            case ParcelEntry.Moved moved -> moved.parcel();
            case ParcelEntry.Coded coded -> coded.parcel();
            case ParcelEntry.Flagged flagged -> flagged.parcel();
            case ParcelEntry.Gone gone -> gone.parcel();
        };
    }

    private static List<ParcelFact.Told> about(StoredEntry stored, @Nullable ParcelId parcel) {
        return parcel == null ? List.of() : List.of(ParcelFact.Told.of(new ParcelKey(stored.bank(), parcel), stored));
    }
}
