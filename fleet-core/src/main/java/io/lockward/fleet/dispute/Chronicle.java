package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The evidence read once, in the order of the journal: movements, openings of doors, and what else was said.
/// Read by one thread.
final class Chronicle {
    private final Evidence evidence;
    private final Map<String, Movement> movements = new LinkedHashMap<>();
    private final List<Opening> openings = new ArrayList<>();
    private final Set<CompartmentId> places = new TreeSet<>();
    /// What drives a lock now, until its door was open.
    private final Map<CompartmentId, StoredEntry> pulses = new HashMap<>();
    /// Doors that were seen closed, with nothing lost since.
    private final Set<CompartmentId> shut = new HashSet<>();
    private final Map<CompartmentId, Integer> open = new HashMap<>();

    private Chronicle(Evidence evidence) {
        this.evidence = evidence;
    }

    static Chronicle of(Evidence evidence) {
        Chronicle chronicle = new Chronicle(evidence);
        CompartmentId named = evidence.question().compartment();
        if (named != null) {
            chronicle.places.add(named);
        }
        @Nullable EntryRef before = null;
        for (StoredEntry entry : evidence.entries()) {
            if (before != null && chronicle.isMissingBetween(before, entry.ref())) {
                chronicle.shut.clear();
                chronicle.pulses.clear();
            }
            before = entry.ref();
            chronicle.read(entry);
        }
        return chronicle;
    }

    Evidence evidence() {
        return evidence;
    }

    /// Compartments that the case is about.
    Set<CompartmentId> places() {
        return places;
    }

    List<Movement> movements() {
        return List.copyOf(movements.values());
    }

    /// Deposits, or pickups, of the case's parcel.
    List<Movement> ofParcel(boolean deposits) {
        ParcelId parcel = evidence.question().parcel();
        return movements.values().stream()
                .filter(movement -> movement.deposit == deposits && movement.isOf(parcel))
                .toList();
    }

    List<Opening> openings() {
        return openings;
    }

    /// Openings of a door after one entry and, if that is given, before another.
    List<Opening> openings(CompartmentId place, EntryRef after, @Nullable EntryRef before) {
        return openings.stream()
                .filter(opening -> opening.compartment().equals(place) && isWithin(opening.ref(), after, before))
                .toList();
    }

    /// Entries of a kind after one entry and, if that is given, before another.
    List<StoredEntry> said(EntryRef after, @Nullable EntryRef before, Predicate<Entry> which) {
        return evidence.entries().stream()
                .filter(entry -> isWithin(entry.ref(), after, before) && which.test(entry.entry()))
                .toList();
    }

    List<StoredEntry> said(Predicate<Entry> which) {
        return evidence.entries().stream()
                .filter(entry -> which.test(entry.entry()))
                .toList();
    }

    /// Whether anything is missing from `from` on, up to `to` or, without that, to the end.
    List<Evidence.Missing> missing(EntryRef from, @Nullable EntryRef to) {
        return evidence.missing().stream()
                .filter(gap -> gap.liesBetween(from, to))
                .toList();
    }

    boolean isMissingBetween(EntryRef from, EntryRef to) {
        return !missing(from, to).isEmpty();
    }

    /// Whether the bank began a new journal between two entries, or up to the end.
    boolean isReplaced(EntryRef from, @Nullable EntryRef to) {
        long last = to != null
                ? to.epoch()
                : evidence.entries().isEmpty()
                        ? from.epoch()
                        : evidence.entries().getLast().ref().epoch();
        return last != from.epoch();
    }

    private static boolean isWithin(EntryRef ref, EntryRef after, @Nullable EntryRef before) {
        return ref.compareTo(after) > 0 && (before == null || ref.compareTo(before) < 0);
    }

    private void read(StoredEntry stored) {
        Entry entry = stored.entry();
        if (entry instanceof ParcelEntry parcel) {
            moves(stored, parcel);
        } else if (entry instanceof DoorEntry door) {
            doors(stored, door);
        } else if (entry instanceof AgentEntry.Started) {
            // What a door did while the agent was down is not known.
            shut.clear();
        } else if (entry instanceof ConditionEntry.Raised raised
                && raised.kind() == ConditionEntry.Kind.FORCED_ENTRY
                && CompartmentId.isValid(raised.subject())) {
            Integer at = open.get(new CompartmentId(raised.subject()));
            if (at != null) {
                openings.set(at, openings.get(at).forced());
            }
        }
    }

    private void doors(StoredEntry stored, DoorEntry entry) {
        CompartmentId place = entry.compartment();
        switch (entry) {
            case DoorEntry.Pulsed pulsed -> {
                pulses.put(place, stored);
                Movement movement = movements.get(pulsed.id());
                if (movement != null && movement.pulsed == null) {
                    movement.pulsed = stored;
                }
            }
            case DoorEntry.Opened opened -> {
                open.put(place, openings.size());
                openings.add(opening(stored, opened));
                pulses.remove(place);
                shut.remove(place);
                Movement movement = openedFor(place);
                if (movement != null && movement.opened == null) {
                    movement.opened = stored;
                }
            }
            case DoorEntry.Closed _ -> {
                Integer at = open.remove(place);
                if (at != null) {
                    Movement movement =
                            movements.get(String.valueOf(openings.get(at).id()));
                    openings.set(at, openings.get(at).closedBy(stored));
                    if (movement != null && movement.concluded == null) {
                        movement.closed = stored;
                    }
                }
                pulses.remove(place);
                shut.add(place);
            }
            case DoorEntry.Jammed _ -> pulses.remove(place);
        }
    }

    private @Nullable Movement openedFor(CompartmentId place) {
        Opening newest = openings.getLast();
        return newest.compartment().equals(place) ? movements.get(String.valueOf(newest.id())) : null;
    }

    private Opening opening(StoredEntry stored, DoorEntry.Opened opened) {
        CompartmentId place = opened.compartment();
        StoredEntry pulse = pulses.get(place);
        if (opened.command() != null) {
            return new Opening(
                    place, stored, null, Opening.Cause.COMMAND, opened.command().toString());
        }
        if (pulse != null && pulse.entry() instanceof DoorEntry.Pulsed pulsed) {
            Opening.Cause cause = switch (pulsed.why()) {
                case COMMAND -> Opening.Cause.COMMAND;
                case DEPOSIT -> Opening.Cause.DEPOSIT;
                case PICKUP -> Opening.Cause.PICKUP;
            };
            return new Opening(place, stored, null, cause, pulsed.id());
        }
        return new Opening(
                place, stored, null, shut.contains(place) ? Opening.Cause.FORCED : Opening.Cause.UNKNOWN, null);
    }

    private void moves(StoredEntry stored, ParcelEntry entry) {
        switch (entry) {
            case ParcelEntry.DepositStarted started -> {
                Movement movement = movement(started.deposit(), true, started.compartment(), started.parcel(), stored);
                movement.started = stored;
                movement.courier = started.courier();
            }
            case ParcelEntry.DepositConcluded end -> {
                Movement movement = movement(end.deposit(), true, end.compartment(), end.parcel(), stored);
                movement.concluded = stored;
                movement.verdict = end.verdict();
                movement.sensed = end.sensed();
            }
            case ParcelEntry.PickupStarted started -> {
                Movement movement = movement(started.pickup(), false, started.compartment(), started.parcel(), stored);
                movement.started = stored;
                movement.taker = started.by();
            }
            case ParcelEntry.PickupConcluded end -> {
                Movement movement = movement(end.pickup(), false, end.compartment(), end.parcel(), stored);
                movement.concluded = stored;
                movement.verdict = end.verdict();
                movement.sensed = end.sensed();
            }
            case ParcelEntry.Stated stated -> note(stated.parcel(), stated.compartment());
            case ParcelEntry.Moved moved -> note(moved.parcel(), moved.compartment());
            case ParcelEntry.Gone gone -> note(gone.parcel(), gone.compartment());
            case ParcelEntry.Coded coded -> note(coded.parcel(), coded.compartment());
            case ParcelEntry.Flagged flagged -> note(flagged.parcel(), flagged.compartment());
        }
    }

    private Movement movement(
            String id, boolean deposit, CompartmentId place, @Nullable ParcelId parcel, StoredEntry stored) {
        note(parcel, place);
        return movements.computeIfAbsent(id, _ -> new Movement(id, deposit, place, parcel, stored));
    }

    private void note(@Nullable ParcelId parcel, CompartmentId place) {
        if (parcel != null && parcel.equals(evidence.question().parcel())) {
            places.add(place);
        }
    }

    /// Whether somebody at the screen said that this parcel was not there, or not theirs.
    static boolean isComplaint(Entry entry, @Nullable ParcelId parcel) {
        return entry instanceof KioskEntry.Trouble trouble
                && (trouble.what().equals("parcel-not-here") || trouble.what().equals("not-theirs"))
                && parcel != null
                && parcel.equals(trouble.parcel());
    }

    static boolean isCondition(Entry entry, ConditionEntry.Kind kind, CompartmentId place) {
        return entry instanceof ConditionEntry.Raised raised
                && raised.kind() == kind
                && raised.subject().equals(place.value());
    }
}
