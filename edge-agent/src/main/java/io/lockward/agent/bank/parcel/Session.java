package io.lockward.agent.bank.parcel;

import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.KioskEntry.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A person at the screen. Ends with the process: what was under way goes on from the journal, and who comes next
/// identifies anew.
///
/// @param id names it
/// @param begunUp uptime in milliseconds when their code was taken
/// @param touchedUp uptime in milliseconds of the last sign of life
/// @param movement what the screen shows; `null` between two
/// @param ended how the last one ended; `null` once the next has begun
/// @param brings what a courier last asked to put in; `null` before, and for a recipient
/// @param passed doors that did not suit, oldest first, at most [#MOST_DONE]
/// @param done what this visit brought about, oldest first, at most [#MOST_DONE]
/// @param pressed the newest buttons about a door, oldest first, at most [Visit#MOST_PRESSED]
public record Session(
        String id,
        Person person,
        long begunUp,
        long touchedUp,
        @Nullable String movement,
        @Nullable Ended ended,
        KioskRequest.@Nullable Deposit brings,
        List<Passed> passed,
        List<Done> done,
        List<Word> pressed) {
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

    /// Doors that did not suit.
    ///
    /// @param parcel which; `null` for whatever this person brings
    public record Passed(@Nullable ParcelId parcel, Set<CompartmentId> compartments) {
        public Passed {
            compartments = Set.copyOf(compartments);
        }
    }

    /// Which other door is offered for a parcel that its own did not suit.
    public enum Instead {
        LARGER,
        /// One that can be reached from a wheelchair.
        REACHABLE,
        ANOTHER
    }

    /// @param kind what is wrong with the one it had
    /// @param asked what is asked for then; `null` when no bank has such a door
    public record Offer(Instead kind, KioskRequest.@Nullable Deposit asked) {}

    /// @param movement as it was
    /// @param verdict its word
    /// @param where the parcel is, when that is another compartment
    /// @param trouble a code for support, when one was given
    /// @param offer another door; `null` when none is called for
    /// @param up uptime in milliseconds
    public record Ended(
            Movement movement,
            String verdict,
            @Nullable CompartmentId where,
            @Nullable String trouble,
            @Nullable Offer offer,
            long up) {}

    public Session {
        passed = List.copyOf(passed);
        done = List.copyOf(done);
        pressed = List.copyOf(pressed);
    }

    /// Somebody's code was taken.
    ///
    /// @param ended what the screen shows of before
    public static Session begun(String id, Person person, long up, @Nullable Ended ended) {
        return new Session(id, person, up, up, null, ended, null, List.of(), List.of(), List.of());
    }

    public Session touched(long up) {
        return new Session(id, person, begunUp, up, movement, ended, brings, passed, done, pressed);
    }

    public Session showing(String shown) {
        return new Session(id, person, begunUp, touchedUp, shown, null, brings, passed, done, pressed);
    }

    public Session bringing(KioskRequest.Deposit asked) {
        return new Session(id, person, begunUp, touchedUp, movement, ended, asked, passed, done, pressed);
    }

    public Session passing(Passed more) {
        List<Passed> all = new ArrayList<>(passed);
        if (all.size() == MOST_DONE) {
            all.removeFirst();
        }
        all.add(more);
        return new Session(id, person, begunUp, touchedUp, movement, ended, brings, all, done, pressed);
    }

    /// The doors that did not suit a parcel.
    public Set<CompartmentId> passedFor(ParcelId parcel) {
        return passed.stream()
                .filter(one -> one.parcel() == null || one.parcel().equals(parcel))
                .flatMap(one -> one.compartments().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Session with(Person other) {
        return new Session(id, other, begunUp, touchedUp, movement, ended, brings, passed, done, pressed);
    }

    public Session with(Ended told) {
        List<Done> all = new ArrayList<>(done);
        if (all.size() == MOST_DONE) {
            all.removeFirst();
        }
        CompartmentId where = told.where() == null ? told.movement().compartment() : told.where();
        all.add(new Done(told.movement().kind(), told.movement().parcel(), where, told.verdict()));
        return new Session(id, person, begunUp, touchedUp, null, told, brings, passed, all, pressed);
    }

    public Session pressing(Word word) {
        List<Word> all = new ArrayList<>(pressed);
        if (all.size() == Visit.MOST_PRESSED) {
            all.removeFirst();
        }
        all.add(word);
        return new Session(id, person, begunUp, touchedUp, movement, ended, brings, passed, done, all);
    }

    /// What the journal is told of it.
    ///
    /// @param up uptime in milliseconds
    public Visit visit(long up, KioskEntry.Ended how) {
        Stream<ParcelId> own = person instanceof Person.Recipient(List<ParcelId> parcels)
                ? parcels.stream()
                : done.stream().map(Done::parcel);
        return new Visit(
                switch (person) {
                    case Person.Courier _ -> KioskEntry.Who.COURIER;
                    case Person.Installer _ -> KioskEntry.Who.INSTALLER;
                    case Person.Recipient _ -> KioskEntry.Who.RECIPIENT;
                },
                Math.max(0, up - begunUp),
                pressed.stream()
                        .map(word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList(),
                own.distinct().limit(Visit.MOST_PARCELS).toList(),
                how);
    }

    public boolean isCourier() {
        return person instanceof Person.Courier;
    }
}
