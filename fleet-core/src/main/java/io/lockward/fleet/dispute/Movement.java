package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A deposit or a pickup as the journal tells it. Filled while a [Chronicle] is read, by one thread.
final class Movement {
    final String id;
    final boolean deposit;
    final CompartmentId compartment;
    final @Nullable ParcelId parcel;
    final StoredEntry first;

    @Nullable
    StoredEntry started;

    @Nullable
    StoredEntry pulsed;

    @Nullable
    StoredEntry opened;

    @Nullable
    StoredEntry closed;

    @Nullable
    StoredEntry concluded;

    @Nullable
    String verdict;

    @Nullable
    Sensed sensed;

    @Nullable
    String courier;

    ParcelEntry.@Nullable Taker taker;

    Movement(String id, boolean deposit, CompartmentId compartment, @Nullable ParcelId parcel, StoredEntry first) {
        this.id = id;
        this.deposit = deposit;
        this.compartment = compartment;
        this.parcel = parcel;
        this.first = first;
    }

    /// Where it begins and where it ends, as far as it is here.
    EntryRef begin() {
        return first.ref();
    }

    EntryRef end() {
        return concluded == null ? first.ref() : concluded.ref();
    }

    boolean isOf(@Nullable ParcelId other) {
        return parcel != null && parcel.equals(other);
    }

    boolean saw(Sensed.Outcome outcome) {
        Sensed decided = sensed;
        return decided != null && decided.outcome() == outcome;
    }

    List<EntryRef> refs() {
        List<EntryRef> refs = new ArrayList<>();
        add(refs, started);
        add(refs, pulsed);
        add(refs, opened);
        add(refs, closed);
        add(refs, concluded);
        return refs;
    }

    private static void add(List<EntryRef> refs, @Nullable StoredEntry entry) {
        if (entry != null) {
            refs.add(entry.ref());
        }
    }
}
