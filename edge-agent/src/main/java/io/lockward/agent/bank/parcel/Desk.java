package io.lockward.agent.bank.parcel;

import io.lockward.agent.bank.sensing.Calibration;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
/// @param calibrating what an installer is doing; `null` when none is
/// @param mark of the secret that this process holds; `null` before it said
/// @param told codes for support that people read lately, oldest first, at most [#MOST_TOLD]
public record Desk(
        @Nullable Session session,
        SortedMap<String, Attempt> attempts,
        SortedMap<ParcelId, Long> asked,
        @Nullable Long sealAskedUp,
        SortedMap<CompartmentId, Long> differs,
        @Nullable String mark,
        @Nullable Calibrating calibrating,
        List<Told> told) {

    static final int MOST_TOLD = 32;

    /// A code for support that somebody read.
    ///
    /// @param visit whose; `null` on the idle screen
    /// @param about what and which parcel, as the rules word it
    /// @param up uptime in milliseconds
    public record Told(@Nullable String visit, String about, String code, long up) {}

    /// The sensors of a compartment are being calibrated by the person at the screen.
    ///
    /// @param id names it, and each pulse of its lock
    /// @param session whose
    /// @param pulses how often the lock was driven for it
    public record Calibrating(
            String id, String session, CompartmentId compartment, Calibration calibration, int pulses) {
        public Calibrating with(Calibration changed) {
            return new Calibrating(id, session, compartment, changed, pulses);
        }

        public Calibrating pulsed() {
            return new Calibrating(id, session, compartment, calibration, pulses + 1);
        }
    }

    public static final Desk START =
            new Desk(null, new TreeMap<>(), new TreeMap<>(), null, new TreeMap<>(), null, null, List.of());

    public Desk {
        attempts = Collections.unmodifiableSortedMap(attempts);
        asked = Collections.unmodifiableSortedMap(asked);
        differs = Collections.unmodifiableSortedMap(differs);
        told = List.copyOf(told);
    }

    public Desk with(@Nullable Session other) {
        return new Desk(other, attempts, asked, sealAskedUp, differs, mark, calibrating, told);
    }

    public Desk with(String movement, Attempt attempt) {
        SortedMap<String, Attempt> changed = new TreeMap<>(attempts);
        changed.put(movement, attempt);
        return new Desk(session, changed, asked, sealAskedUp, differs, mark, calibrating, told);
    }

    public Desk without(String movement) {
        if (!attempts.containsKey(movement)) {
            return this;
        }
        SortedMap<String, Attempt> changed = new TreeMap<>(attempts);
        changed.remove(movement);
        return new Desk(session, changed, asked, sealAskedUp, differs, mark, calibrating, told);
    }

    public Desk withAsked(ParcelId parcel, long up) {
        SortedMap<ParcelId, Long> changed = new TreeMap<>(asked);
        changed.put(parcel, up);
        return new Desk(session, attempts, changed, sealAskedUp, differs, mark, calibrating, told);
    }

    public Desk withoutAsked(ParcelId parcel) {
        if (!asked.containsKey(parcel)) {
            return this;
        }
        SortedMap<ParcelId, Long> changed = new TreeMap<>(asked);
        changed.remove(parcel);
        return new Desk(session, attempts, changed, sealAskedUp, differs, mark, calibrating, told);
    }

    public Desk withMark(String held) {
        return new Desk(session, attempts, asked, sealAskedUp, differs, held, calibrating, told);
    }

    public Desk withCalibrating(@Nullable Calibrating other) {
        return new Desk(session, attempts, asked, sealAskedUp, differs, mark, other, told);
    }

    public Desk withSealAsked(long up) {
        return new Desk(session, attempts, asked, up, differs, mark, calibrating, told);
    }

    /// @param since uptime in milliseconds; `null` when they agree
    public Desk withDiffering(CompartmentId compartment, @Nullable Long since) {
        SortedMap<CompartmentId, Long> changed = new TreeMap<>(differs);
        if (since == null) {
            changed.remove(compartment);
        } else {
            changed.put(compartment, since);
        }
        return new Desk(session, attempts, asked, sealAskedUp, changed, mark, calibrating, told);
    }

    public Desk telling(Told more) {
        List<Told> all = new ArrayList<>(told);
        if (all.size() == MOST_TOLD) {
            all.removeFirst();
        }
        all.add(more);
        return new Desk(session, attempts, asked, sealAskedUp, differs, mark, calibrating, all);
    }
}
