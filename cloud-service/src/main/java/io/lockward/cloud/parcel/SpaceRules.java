package io.lockward.cloud.parcel;

import io.lockward.fleet.parcel.Announcement;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.parcel.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether a bank has room for one more parcel, by its layout and what is announced or inside. Pure. The bank
/// decides in the end: it knows which doors are out of service.
final class SpaceRules {
    private SpaceRules() {}

    /// What a request for room gives.
    sealed interface Room {
        record Found() implements Room {}

        /// @param why in a sentence
        record None(String why) implements Room {}
    }

    /// @param compartments by id, with their sizes; empty when nobody registered a layout, and then there is room
    /// @param open parcels of the bank that have not ended
    /// @param size wanted; medium when nobody says
    /// @param place wanted; `null` for any
    static Room room(
            Map<CompartmentId, Size> compartments,
            Collection<ParcelRecord> open,
            @Nullable Size size,
            @Nullable CompartmentId place) {
        Size wanted = size == null ? Size.MEDIUM : size;
        Map<CompartmentId, Size> free = new TreeMap<>(compartments);
        List<Size> waiting = new ArrayList<>();
        for (ParcelRecord parcel : open) {
            CompartmentId taken = taken(parcel);
            if (taken == null) {
                Announcement announced = parcel.announcement();
                Size needs = announced == null ? null : announced.size();
                waiting.add(needs == null ? Size.MEDIUM : needs);
            } else {
                free.remove(taken);
                if (taken.equals(place)) {
                    return new Room.None(place + " is taken or reserved.");
                }
            }
        }
        if (compartments.isEmpty()) {
            return new Room.Found();
        }
        if (place != null) {
            Size there = compartments.get(place);
            if (there == null) {
                return new Room.None("The bank has no " + place + '.');
            }
            return wanted.fits(there) ? new Room.Found() : new Room.None("It does not fit into " + place + '.');
        }
        waiting.add(wanted);
        return fit(waiting, free.values())
                ? new Room.Found()
                : new Room.None("No compartment of that size is left once everything announced has come.");
    }

    private static @Nullable CompartmentId taken(ParcelRecord parcel) {
        if (parcel.standing().state().isInside()) {
            return parcel.standing().compartment();
        }
        Announcement announced = parcel.announcement();
        return announced == null ? null : announced.compartment();
    }

    /// The largest first into the smallest that holds it: if that fails, nothing else succeeds.
    private static boolean fit(List<Size> parcels, Collection<Size> compartments) {
        List<Size> left =
                compartments.stream().sorted().collect(java.util.stream.Collectors.toCollection(ArrayList::new));
        for (Size parcel : parcels.stream().sorted(Comparator.reverseOrder()).toList()) {
            Size smallest = left.stream().filter(parcel::fits).findFirst().orElse(null);
            if (smallest == null) {
                return false;
            }
            left.remove(smallest);
        }
        return true;
    }
}
