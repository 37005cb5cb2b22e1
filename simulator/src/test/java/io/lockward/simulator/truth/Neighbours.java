package io.lockward.simulator.truth;

import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.CompartmentId;
import java.util.List;

/// People who do what they came for, say how it is, and come one after the other: nobody opens a door again before the
/// scale behind it has come to rest, which takes 10 s at most.
final class Neighbours extends People {
    Neighbours(Locker locker, Judge judge) {
        super(locker, judge);
    }

    /// One parcel, of any weight down to two sheets of paper; sometimes beside another one for the same recipient.
    void delivers() {
        Visit visit = comes();
        types(visit, DHL);
        Shipment shipment = shipment();
        CompartmentId door = deposits(visit, shipment, chance(0.3));
        if (door != null) {
            pass(0.5, 4);
            puts(door, shipment.things);
            pass(0.3, 2);
            closesAndWaits(door);
        }
        goes(visit);
    }

    /// All that is theirs behind that door.
    void collects() {
        List<Parcel> there = fetchable();
        if (there.isEmpty()) {
            return;
        }
        Parcel parcel = any(there);
        Shipment shipment = judge.shipment(parcel.id());
        Visit visit = comes();
        if (shipment != null && types(visit, code(parcel))) {
            CompartmentId door = picksUp(visit, parcel.id());
            if (door != null) {
                pass(0.5, 3);
                takes(door, ownIn(door, shipment.recipient));
                pass(0.3, 1.5);
                closesAndWaits(door);
            }
        }
        goes(visit);
    }

    private void goes(Visit visit) {
        leaves(visit);
        pass(15, 45);
    }

    @Override
    boolean answers() {
        return true;
    }

    @Override
    boolean lies() {
        return false;
    }
}
