package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The fold behind [Books].
final class BooksFold {
    private BooksFold() {}

    static Books then(Books books, Stamp stamp, ParcelEntry entry) {
        return switch (entry) {
            case ParcelEntry.DepositStarted started -> begun(books, Movement.of(stamp, started));
            case ParcelEntry.PickupStarted started -> begun(books, Movement.of(stamp, started));
            case ParcelEntry.DepositConcluded end -> deposited(books, stamp, end);
            case ParcelEntry.PickupConcluded end -> pickedUp(books, stamp, end);
            case ParcelEntry.Stated stated ->
                change(books, stated.parcel(), parcel -> parcel.said(stated.pickup(), stated.all()));
            case ParcelEntry.Moved moved -> change(books, moved.parcel(), parcel -> parcel.in(moved.compartment()));
            case ParcelEntry.Coded coded ->
                change(
                        books,
                        coded.parcel(),
                        parcel -> parcel.with(new Parcel.Code(
                                coded.number(),
                                coded.fingerprint(),
                                coded.prefix(),
                                0,
                                false,
                                books.tickets().generation())));
            case ParcelEntry.Flagged flagged ->
                change(books, flagged.parcel(), parcel -> parcel.flagged(flagged.why()));
            case ParcelEntry.Gone gone -> without(books, gone.parcel()).withoutDelivery(gone.parcel());
        };
    }

    static Books then(Books books, DoorEntry entry) {
        CompartmentId compartment = entry.compartment();
        return switch (entry) {
            case DoorEntry.Opened _ -> {
                Movement movement = books.movementIn(compartment);
                Books free = stuck(books, compartment, false);
                yield movement == null || movement.opened() ? free : put(free, movement.asOpened());
            }
            case DoorEntry.Pulsed pulsed -> {
                Movement movement = books.movements().get(pulsed.id());
                yield movement == null || pulsed.why() == DoorEntry.Why.COMMAND
                        ? books
                        : put(books, movement.asPulsed());
            }
            case DoorEntry.Jammed _ -> stuck(books, compartment, true);
            case DoorEntry.Closed _ -> books;
        };
    }

    static SortedMap<ParcelId, Parcel> after(SortedMap<ParcelId, Parcel> parcels, CodeEntry entry) {
        return switch (entry) {
            case CodeEntry.Wrong wrong -> {
                SortedMap<ParcelId, Parcel> changed = new TreeMap<>(parcels);
                wrong.near().forEach(id -> recode(changed, id, Parcel.Code::withOneWrong));
                yield changed;
            }
            case CodeEntry.Locked locked -> {
                SortedMap<ParcelId, Parcel> changed = new TreeMap<>(parcels);
                recode(changed, locked.parcel(), Parcel.Code::asLocked);
                yield changed;
            }
            case CodeEntry.Paused _ -> parcels;
        };
    }

    private static void recode(SortedMap<ParcelId, Parcel> parcels, ParcelId id, UnaryOperator<Parcel.Code> change) {
        parcels.computeIfPresent(id, (_, parcel) -> {
            Parcel.Code code = parcel.code();
            return code == null ? parcel : parcel.with(change.apply(code));
        });
    }

    private static Books begun(Books books, @Nullable Movement movement) {
        boolean fits = books.movements().size() < Books.MOST_MOVEMENTS;
        return movement == null || !fits ? books : put(books, movement);
    }

    private static Books deposited(Books books, Stamp stamp, ParcelEntry.DepositConcluded end) {
        Movement movement = under(books, end.deposit());
        DepositVerdict verdict = verdict(end.verdict());
        if (movement == null || verdict == null) {
            return over(books, end.deposit());
        }
        Books ended = verdict == DepositVerdict.DOOR_LEFT_OPEN
                ? put(books, movement.asLeftOpen())
                : over(books, movement.id());
        if (verdict.leavesParcel()) {
            Books here = arrived(ended, stamp, movement, end);
            return verdict == DepositVerdict.WRONG_COMPARTMENT
                    ? change(here, movement.parcel(), parcel -> parcel.flagged(Parcel.ASTRAY))
                    : here;
        }
        Parcel there = ended.parcels().get(movement.parcel());
        // Another door took it while this one stayed shut; that this one is empty says nothing about it.
        boolean elsewhere = there != null && !there.compartment().equals(movement.compartment());
        Books gone = elsewhere ? ended : without(ended, movement.parcel());
        boolean mayMatter = verdict == DepositVerdict.NOTHING_PLACED || verdict == DepositVerdict.NOT_OPENED;
        return mayMatter ? remember(gone, new Lately(movement, stamp, null)) : gone;
    }

    private static Books arrived(Books books, Stamp stamp, Movement movement, ParcelEntry.DepositConcluded end) {
        Parcel before = books.parcels().get(movement.parcel());
        if (before == null && books.parcels().size() >= Books.MOST_PARCELS) {
            return books;
        }
        SortedMap<ParcelId, Parcel> changed = new TreeMap<>(books.parcels());
        changed.put(
                movement.parcel(),
                new Parcel(
                        movement.parcel(),
                        before == null ? movement.compartment() : before.compartment(),
                        movement.recipient(),
                        movement.courier(),
                        stamp,
                        before == null ? null : before.code(),
                        end.sensed(),
                        before == null ? List.of() : before.flags(),
                        null));
        return books.with(changed);
    }

    private static Books pickedUp(Books books, Stamp stamp, ParcelEntry.PickupConcluded end) {
        Movement movement = under(books, end.pickup());
        PickupVerdict verdict = pickupVerdict(end.verdict());
        if (movement == null || verdict == null) {
            return over(books, end.pickup());
        }
        if (verdict == PickupVerdict.DOOR_LEFT_OPEN) {
            return put(books, movement.asLeftOpen());
        }
        Books ended = over(books, movement.id());
        if (verdict == PickupVerdict.PARTLY_COLLECTED) {
            return change(
                    ended,
                    movement.parcel(),
                    parcel -> parcel.without(end.sensed()).doubted(null));
        }
        if (verdict == PickupVerdict.UNDECIDED) {
            return change(ended, movement.parcel(), parcel -> parcel.doubted(new Parcel.Doubt(movement, null)));
        }
        if (verdict == PickupVerdict.LEFT_BEHIND) {
            return books.parcels().containsKey(movement.parcel())
                    ? change(ended, movement.parcel(), parcel -> parcel.doubted(null))
                    : broughtBack(ended, movement);
        }
        if (!verdict.takesParcel()) {
            return verdict == PickupVerdict.NOT_OPENED ? remember(ended, new Lately(movement, stamp, null)) : ended;
        }
        Parcel taken = books.parcels().get(movement.parcel());
        // It came and went: its announcement keeps no room any more, also while the cloud hears of nothing.
        Books gone = without(ended, movement.parcel()).withoutDelivery(movement.parcel());
        return taken == null ? gone : remember(gone, new Lately(movement, stamp, taken));
    }

    /// What was taken a moment ago was put back where it was: it is in the books again, with its code, and without the
    /// doubt of a pickup before, which the taking has settled.
    private static Books broughtBack(Books books, Movement movement) {
        for (Lately one : books.lately()) {
            Parcel parcel = one.parcel();
            if (parcel != null && parcel.id().equals(movement.parcel())) {
                SortedMap<ParcelId, Parcel> changed = new TreeMap<>(books.parcels());
                changed.put(parcel.id(), parcel.in(movement.compartment()).doubted(null));
                return over(books, one.movement().id()).with(changed);
            }
        }
        return books;
    }

    /// A movement under way, or one that has ended and is judged anew.
    private static @Nullable Movement under(Books books, String id) {
        Movement movement = books.movements().get(id);
        Lately ended = movement == null ? books.lately(id) : null;
        if (movement != null || ended != null) {
            return ended == null ? movement : ended.movement();
        }
        return books.parcels().values().stream()
                .filter(parcel -> parcel.isInDoubt(id))
                .map(Parcel::doubt)
                .filter(Objects::nonNull)
                .map(Parcel.Doubt::movement)
                .findFirst()
                .orElse(null);
    }

    private static Books remember(Books books, Lately ended) {
        List<Lately> changed = new ArrayList<>(books.lately());
        changed.removeIf(one -> one.movement().id().equals(ended.movement().id()));
        if (changed.size() == Books.MOST_LATELY) {
            changed.removeFirst();
        }
        changed.add(ended);
        return books.withLately(changed);
    }

    private static Books over(Books books, String movement) {
        List<Lately> others = books.lately().stream()
                .filter(one -> !one.movement().id().equals(movement))
                .toList();
        Books rest = others.size() == books.lately().size() ? books : books.withLately(others);
        if (!rest.movements().containsKey(movement)) {
            return rest;
        }
        SortedMap<String, Movement> changed = new TreeMap<>(rest.movements());
        changed.remove(movement);
        return rest.withMovements(changed);
    }

    private static Books put(Books books, Movement movement) {
        SortedMap<String, Movement> changed = new TreeMap<>(books.movements());
        changed.put(movement.id(), movement);
        return books.withMovements(changed);
    }

    private static Books without(Books books, ParcelId id) {
        if (!books.parcels().containsKey(id)) {
            return books;
        }
        SortedMap<ParcelId, Parcel> changed = new TreeMap<>(books.parcels());
        changed.remove(id);
        return books.with(changed);
    }

    private static Books change(Books books, ParcelId id, UnaryOperator<Parcel> change) {
        Parcel parcel = books.parcels().get(id);
        if (parcel == null) {
            return books;
        }
        SortedMap<ParcelId, Parcel> changed = new TreeMap<>(books.parcels());
        changed.put(id, change.apply(parcel));
        return books.with(changed);
    }

    private static Books stuck(Books books, CompartmentId compartment, boolean is) {
        if (books.stuck().contains(compartment) == is) {
            return books;
        }
        SortedSet<CompartmentId> changed = new TreeSet<>(books.stuck());
        if (is) {
            changed.add(compartment);
        } else {
            changed.remove(compartment);
        }
        return books.withStuck(changed);
    }

    /// `null` for a word this agent does not know.
    private static @Nullable DepositVerdict verdict(String word) {
        for (DepositVerdict verdict : DepositVerdict.values()) {
            if (verdict.word().equals(word)) {
                return verdict;
            }
        }
        return null;
    }

    private static @Nullable PickupVerdict pickupVerdict(String word) {
        for (PickupVerdict verdict : PickupVerdict.values()) {
            if (verdict.word().equals(word)) {
                return verdict;
            }
        }
        return null;
    }
}
