package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What this process watches of parcels: who stands at the screen, how far each movement has got. Starts anew with
/// each process.
///
/// @param session who is at the screen
/// @param attempts by movement, one for each of the books'
/// @param asked uptime in milliseconds at which the rim was last asked for a parcel's code
/// @param sealAskedUp the same for the sealed secret
/// @param differs since when (uptime in milliseconds) the sensors contradict the books, by compartment
/// @param mark of the secret that this process holds; `null` before it said
public record Desk(
        @Nullable Session session,
        SortedMap<String, Attempt> attempts,
        SortedMap<ParcelId, Long> asked,
        @Nullable Long sealAskedUp,
        SortedMap<CompartmentId, Long> differs,
        @Nullable String mark) {

    public static final Desk START = new Desk(null, new TreeMap<>(), new TreeMap<>(), null, new TreeMap<>(), null);

    public Desk {
        attempts = Collections.unmodifiableSortedMap(attempts);
        asked = Collections.unmodifiableSortedMap(asked);
        differs = Collections.unmodifiableSortedMap(differs);
    }

    public Desk with(@Nullable Session other) {
        return new Desk(other, attempts, asked, sealAskedUp, differs, mark);
    }

    public Desk with(String movement, Attempt attempt) {
        SortedMap<String, Attempt> changed = new TreeMap<>(attempts);
        changed.put(movement, attempt);
        return new Desk(session, changed, asked, sealAskedUp, differs, mark);
    }

    public Desk without(String movement) {
        if (!attempts.containsKey(movement)) {
            return this;
        }
        SortedMap<String, Attempt> changed = new TreeMap<>(attempts);
        changed.remove(movement);
        return new Desk(session, changed, asked, sealAskedUp, differs, mark);
    }

    public Desk withAsked(ParcelId parcel, long up) {
        SortedMap<ParcelId, Long> changed = new TreeMap<>(asked);
        changed.put(parcel, up);
        return new Desk(session, attempts, changed, sealAskedUp, differs, mark);
    }

    public Desk withoutAsked(ParcelId parcel) {
        if (!asked.containsKey(parcel)) {
            return this;
        }
        SortedMap<ParcelId, Long> changed = new TreeMap<>(asked);
        changed.remove(parcel);
        return new Desk(session, attempts, changed, sealAskedUp, differs, mark);
    }

    public Desk withMark(String held) {
        return new Desk(session, attempts, asked, sealAskedUp, differs, held);
    }

    public Desk withSealAsked(long up) {
        return new Desk(session, attempts, asked, up, differs, mark);
    }

    /// @param since uptime in milliseconds; `null` when they agree
    public Desk withDiffering(CompartmentId compartment, @Nullable Long since) {
        SortedMap<CompartmentId, Long> changed = new TreeMap<>(differs);
        if (since == null) {
            changed.remove(compartment);
        } else {
            changed.put(compartment, since);
        }
        return new Desk(session, attempts, asked, sealAskedUp, changed, mark);
    }
}
