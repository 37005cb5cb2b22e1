package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.entry.TicketEntry;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a bank knows of parcels: a fold over its journal's entries, and nothing but that. It is the authority on what
/// is released. Total: an entry that no agent would write changes nothing.
///
/// @param parcels what is in the bank
/// @param movements what is under way, by its name
/// @param lately what has just ended, oldest first, at most [#MOST_LATELY]
/// @param stuck compartments whose lock was driven in vain and whose door has not opened since
/// @param tickets whom the cloud lets in, and what it announced
/// @param guesses wrong codes
/// @param troubles how many people at the screen were given a code for support
public record Books(
        SortedMap<ParcelId, Parcel> parcels,
        SortedMap<String, Movement> movements,
        List<Lately> lately,
        SortedSet<CompartmentId> stuck,
        TicketBook tickets,
        Guesses guesses,
        long troubles) {
    /// No more parcels than this are in the books; a deposit beyond it is refused. A bank has fewer compartments.
    public static final int MOST_PARCELS = 512;

    static final int MOST_MOVEMENTS = 256;
    static final int MOST_LATELY = 8;

    /// Before the first entry.
    public static final Books EMPTY =
            new Books(new TreeMap<>(), new TreeMap<>(), List.of(), new TreeSet<>(), TicketBook.EMPTY, Guesses.NONE, 0);

    public Books {
        parcels = Collections.unmodifiableSortedMap(parcels);
        movements = Collections.unmodifiableSortedMap(movements);
        lately = List.copyOf(lately);
        stuck = Collections.unmodifiableSortedSet(stuck);
    }

    public Books then(Stamp stamp, ParcelEntry entry) {
        return BooksFold.then(this, stamp, entry);
    }

    public Books then(DoorEntry entry) {
        return BooksFold.then(this, entry);
    }

    public Books then(TicketEntry entry) {
        return new Books(parcels, movements, lately, stuck, tickets.then(entry), guesses, troubles);
    }

    public Books then(Stamp stamp, CodeEntry entry) {
        return new Books(
                BooksFold.after(parcels, entry),
                movements,
                lately,
                stuck,
                tickets,
                guesses.then(stamp, entry),
                troubles);
    }

    /// One more person was given a code for support.
    public Books afterTrouble() {
        return new Books(parcels, movements, lately, stuck, tickets, guesses, troubles + 1);
    }

    /// What is in a compartment by the books.
    public List<Parcel> in(CompartmentId compartment) {
        return parcels.values().stream()
                .filter(parcel -> parcel.compartment().equals(compartment))
                .toList();
    }

    /// The movement under way in a compartment, also one whose door was left open.
    public @Nullable Movement movementIn(CompartmentId compartment) {
        for (Movement movement : movements.values()) {
            if (movement.compartment().equals(compartment)) {
                return movement;
            }
        }
        return null;
    }

    /// The parcel a whole code opens for, if its fingerprint is known here.
    public @Nullable Parcel byCode(String fingerprint) {
        for (Parcel parcel : parcels.values()) {
            Parcel.Code code = parcel.code();
            if (code != null && code.fingerprint().equals(fingerprint)) {
                return parcel;
            }
        }
        return null;
    }

    /// What a movement was, when it has just ended.
    public @Nullable Lately lately(String movement) {
        for (Lately one : lately) {
            if (one.movement().id().equals(movement)) {
                return one;
            }
        }
        return null;
    }

    Books with(SortedMap<ParcelId, Parcel> changed) {
        return new Books(changed, movements, lately, stuck, tickets, guesses, troubles);
    }

    Books withMovements(SortedMap<String, Movement> changed) {
        return new Books(parcels, changed, lately, stuck, tickets, guesses, troubles);
    }

    Books withLately(List<Lately> changed) {
        return new Books(parcels, movements, changed, stuck, tickets, guesses, troubles);
    }

    Books withStuck(SortedSet<CompartmentId> changed) {
        return new Books(parcels, movements, lately, changed, tickets, guesses, troubles);
    }

    Books withoutDelivery(ParcelId parcel) {
        return tickets.delivery(parcel) == null
                ? this
                : new Books(parcels, movements, lately, stuck, tickets.withoutDelivery(parcel), guesses, troubles);
    }
}
