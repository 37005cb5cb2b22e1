package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A person at the screen. Ends with the process: what was under way goes on from the journal, and who comes next
/// identifies anew.
///
/// @param id names it
/// @param touchedUp uptime in milliseconds of the last sign of life
/// @param movement what the screen shows; `null` between two
/// @param ended how the last one ended; `null` once the next has begun
/// @param done what this visit brought about, oldest first, at most [#MOST_DONE]
public record Session(
        String id,
        Person person,
        long touchedUp,
        @Nullable String movement,
        @Nullable Ended ended,
        List<Done> done) {
    static final int MOST_DONE = 64;

    public sealed interface Person {
        /// @param ticket the courier's
        record Courier(String ticket, String label, boolean mayCollect) implements Person {}

        /// Calibrates sensors.
        ///
        /// @param ticket the installer's
        record Installer(String ticket, String label) implements Person {}

        /// @param parcels whose codes were entered, in that order, at most [#MOST_DONE]
        record Recipient(List<ParcelId> parcels) implements Person {
            public Recipient {
                parcels = List.copyOf(parcels);
            }
        }
    }

    /// @param verdict its word
    public record Done(Movement.Kind kind, ParcelId parcel, CompartmentId compartment, String verdict) {}

    /// @param movement as it was
    /// @param verdict its word
    /// @param where the parcel is, when that is another compartment
    /// @param trouble a code for support, when one was given
    /// @param up uptime in milliseconds
    public record Ended(
            Movement movement,
            String verdict,
            @Nullable CompartmentId where,
            @Nullable String trouble,
            long up) {}

    public Session {
        done = List.copyOf(done);
    }

    public Session touched(long up) {
        return new Session(id, person, up, movement, ended, done);
    }

    public Session showing(String shown) {
        return new Session(id, person, touchedUp, shown, null, done);
    }

    public Session with(Person other) {
        return new Session(id, other, touchedUp, movement, ended, done);
    }

    public Session with(Ended told) {
        List<Done> all = new ArrayList<>(done);
        if (all.size() == MOST_DONE) {
            all.removeFirst();
        }
        CompartmentId where = told.where() == null ? told.movement().compartment() : told.where();
        all.add(new Done(told.movement().kind(), told.movement().parcel(), where, told.verdict()));
        return new Session(id, person, touchedUp, null, told, all);
    }

    public boolean isCourier() {
        return person instanceof Person.Courier;
    }
}
