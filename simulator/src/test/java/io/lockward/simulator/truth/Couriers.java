package io.lockward.simulator.truth;

import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What couriers do, right and wrong.
final class Couriers extends People {
    private long announced;

    Couriers(Locker locker, Judge judge) {
        super(locker, judge);
    }

    private Visit badge() {
        Visit visit = comes();
        types(visit, chance(0.6) ? DHL : UPS);
        return visit;
    }

    /// Puts it in and shuts the door; or says that somebody else's lies there.
    private void fills(Visit visit, CompartmentId door, Shipment shipment) {
        pass(0.5, 4);
        if (isTaken(door, shipment)) {
            says(visit, Word.SOMETHING_INSIDE);
            pass(0.3, 1);
        } else {
            puts(door, shipment.things);
            pass(0.3, 2);
        }
        closesAndWaits(door);
    }

    /// Whether a courier sees somebody else's parcel in there and minds. Most do; where the bank itself says that it
    /// does not know what is inside, every one does: that is who it relies on then.
    private boolean isTaken(CompartmentId door, Shipment shipment) {
        boolean others = judge.in(door).stream().anyMatch(there -> !there.recipient.equals(shipment.recipient))
                || (!judge.in(door).isEmpty() && judge.isUnknown(door));
        return others && (judge.isUnknown(door) || chance(0.7));
    }

    void right() {
        Visit visit = badge();
        Shipment shipment = shipment();
        CompartmentId door = deposits(visit, shipment, chance(0.3));
        if (door == null) {
            door = takesInstead(visit, shipment);
        }
        if (door != null) {
            fills(visit, door, shipment);
        }
        pass(0, 2);
        leaves(visit);
    }

    void announced() {
        Shipment shipment = shipment();
        ParcelId parcel =
                new ParcelId(new UUID(0x7000L | (++announced << 16), random.nextLong() >>> 1 | Long.MIN_VALUE));
        CompartmentId kept = chance(0.3) ? any(List.copyOf(locker.compartments)) : null;
        locker.tickets(
                List.of(new Ticket.Delivery(
                        parcel.toString(),
                        "unit",
                        null,
                        null,
                        shipment.recipient,
                        kept,
                        false,
                        locker.time.now().plus(Duration.ofHours(chance(0.1) ? -1 : 6)))),
                List.of());
        Visit visit = badge();
        CompartmentId door = deposits(visit, shipment, parcel, chance(0.3));
        if (door == null) {
            door = takesInstead(visit, shipment);
        }
        if (door != null) {
            fills(visit, door, shipment);
        }
        leaves(visit);
        if (chance(0.8)) {
            // The cloud heard that it came, or that it comes no more. Otherwise it keeps room for hours.
            locker.tickets(List.of(), List.of("delivery/" + parcel));
        }
    }

    void empty() {
        Visit visit = badge();
        Shipment shipment = shipment();
        CompartmentId door = deposits(visit, shipment, false);
        if (door != null) {
            pass(0.5, 3);
            if (chance(0.3) && !isTaken(door, shipment)) {
                puts(door, shipment.things);
                pass(0.5, 2);
                takes(door, shipment.things);
                pass(0.3, 1);
            }
            closesAndWaits(door);
            if (chance(0.3)) {
                says(visit, Word.DONE);
            }
        }
        leaves(visit);
    }

    /// There is an open door, and it goes in there; in one order or the other.
    void wrongSlot() {
        CompartmentId other = openDoor();
        Visit visit = badge();
        Shipment shipment = shipment();
        CompartmentId door = deposits(visit, shipment, false);
        if (door != null && !door.equals(other) && !isTaken(other, shipment)) {
            pass(0.5, 3);
            puts(other, shipment.things);
            pass(0.3, 2);
            if (chance(0.5)) {
                closes(other);
                pass(2, 5);
                if (chance(0.4)) {
                    says(visit, Word.USE_OTHER);
                }
                closesAndWaits(door);
            } else {
                closesAndWaits(door);
                pass(1, 4);
                closes(other);
                pass(2, 5);
            }
        } else {
            closes(other);
        }
        leaves(visit);
    }

    /// A door that stands open, opened by a crowbar if there is none.
    private CompartmentId openDoor() {
        Set<CompartmentId> open = locker.open();
        if (!open.isEmpty()) {
            return open.iterator().next();
        }
        CompartmentId door = any(List.copyOf(locker.compartments));
        locker.trace.note("  " + door + " springs open");
        locker.move(door, true);
        pass(1, 3);
        return door;
    }

    void doorLeftOpen() {
        Visit visit = badge();
        Shipment shipment = shipment();
        CompartmentId door = deposits(visit, shipment, false);
        if (door != null) {
            pass(0.5, 3);
            if (chance(0.8) && !isTaken(door, shipment)) {
                puts(door, shipment.things);
            }
            leaves(visit);
            pass(1, chance(0.3) ? 150 : 20);
            if (chance(0.1)) {
                takes(door, shipment.things);
            }
            closes(door);
            pass(2, 5);
        }
    }

    void shutsTooEarly() {
        Visit visit = badge();
        Shipment shipment = shipment();
        CompartmentId door = deposits(visit, shipment, false);
        if (door != null) {
            pass(0.1, 0.8);
            closes(door);
            pass(0.1, 0.6);
            CompartmentId again = reopens(visit);
            if (again != null && !isTaken(again, shipment)) {
                pass(0.5, 2);
                puts(again, shipment.things);
                pass(0.3, 1);
                closesAndWaits(again);
            }
        }
        leaves(visit);
    }

    void walksAway() {
        Visit visit = badge();
        Shipment shipment = shipment();
        if (chance(0.2)) {
            return;
        }
        CompartmentId door = deposits(visit, shipment, false);
        if (door != null) {
            pass(0.2, 2);
            if (chance(0.5) && !isTaken(door, shipment)) {
                puts(door, shipment.things);
            }
            if (chance(0.5)) {
                closes(door);
            }
            pass(0, 3);
        }
        visit.session = null;
    }

    void changesMind() {
        Visit visit = badge();
        Shipment shipment = shipment();
        CompartmentId door = deposits(visit, shipment, false);
        if (door != null) {
            pass(0.3, 2);
            boolean in = chance(0.35) && !isTaken(door, shipment);
            if (in) {
                puts(door, shipment.things);
            }
            says(visit, any(List.of(Word.CANCEL, Word.TOO_SMALL, Word.SOMETHING_INSIDE, Word.CANNOT_REACH)));
            pass(0.3, 2);
            closesAndWaits(door);
            if (!in && chance(0.5)) {
                CompartmentId next = chance(0.5) ? takesInstead(visit, shipment) : deposits(visit, shipment, false);
                if (next != null) {
                    fills(visit, next, shipment);
                }
            }
        }
        leaves(visit);
    }

    /// Two for the same recipient, one after the other; the second beside the first.
    void two() {
        Visit visit = badge();
        Shipment first = shipment();
        Shipment second = new Shipment(first.recipient, shipment().things);
        judge.owns(second);
        for (Shipment shipment : List.of(first, second)) {
            CompartmentId door = deposits(visit, shipment, shipment.equals(second));
            if (door == null) {
                break;
            }
            fills(visit, door, shipment);
        }
        leaves(visit);
    }

    /// The cloud says that something goes back; a courier fetches it, or one who may not tries.
    void takesBack() {
        List<Parcel> there = fetchable();
        if (there.isEmpty()) {
            return;
        }
        Parcel parcel = any(there);
        Parcel.Code code = parcel.code();
        locker.tickets(
                List.of(new Ticket.Parcel(parcel.id().toString(), code == null ? 1 : code.number(), true, chance(0.1))),
                List.of());
        Visit visit = badge();
        CompartmentId door = picksUp(visit, parcel.id());
        Shipment shipment = judge.shipment(parcel.id());
        if (door != null && shipment != null) {
            pass(0.5, 3);
            if (chance(0.85)) {
                takes(door, left(door, shipment));
            }
            pass(0.3, 1);
            closesAndWaits(door);
        }
        leaves(visit);
        if (chance(0.4)) {
            locker.tickets(List.of(), List.of("parcel/" + parcel.id()));
        }
    }

    /// The screen is asked for what it does not show, and hears people who have gone.
    void fumbles() {
        Visit visit = badge();
        String session = visit.session;
        for (int i = 0; i < 4; i++) {
            says(visit, any(List.of(Word.values())));
            pass(0.1, 1);
        }
        leaves(visit);
        if (session != null) {
            locker.ask(new KioskRequest.Say(session, Word.REOPEN));
            locker.ask(new KioskRequest.Deposit(session, null, "r1", Size.SMALL, false, false));
        }
        for (CompartmentId door : locker.open()) {
            closes(door);
        }
    }
}
