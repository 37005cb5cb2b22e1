package io.lockward.simulator.truth;

import io.lockward.protocol.ParcelId;
import io.lockward.simulator.sensing.Thing;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a courier brings for somebody: one parcel by the books, one thing or several to the hand.
final class Shipment {
    final String recipient;
    final List<Thing> things;
    /// Every id under which it was to be deposited: an attempt that came to nothing has one of its own.
    final Set<ParcelId> ids = new LinkedHashSet<>();

    Shipment(String recipient, List<Thing> things) {
        this.recipient = recipient;
        this.things = List.copyOf(things);
    }

    double grams() {
        return things.stream().mapToDouble(Thing::grams).sum();
    }

    @Override
    public String toString() {
        return recipient + "'s " + Math.round(grams()) + " g in " + things.size() + " " + ids;
    }
}
