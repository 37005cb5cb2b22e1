package io.lockward.fleet.dispute;

import static io.lockward.fleet.dispute.Certainty.LIKELY;
import static io.lockward.fleet.dispute.Certainty.UNDECIDED;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.dispute.Statement.Kind;
import io.lockward.fleet.parcel.ParcelVerdicts;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.parcel.PickupVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What became of a parcel that was put in: what its door did, and how it left. Used once, by one thread.
final class WhereaboutsRules {
    private final Chronicle chronicle;
    private final Movement deposit;
    private final Certainty putIn;
    private final @Nullable ParcelId parcel;
    private final CompartmentId place;

    private WhereaboutsRules(Chronicle chronicle, Movement deposit, Certainty putIn) {
        this.chronicle = chronicle;
        this.deposit = deposit;
        this.putIn = putIn;
        this.parcel = chronicle.evidence().question().parcel();
        this.place = place();
    }

    /// @param putIn how sure it is that it was put in
    static List<Statement> state(Chronicle chronicle, Movement deposit, Certainty putIn) {
        WhereaboutsRules rules = new WhereaboutsRules(chronicle, deposit, putIn);
        Movement taking = rules.taking();
        List<Opening> others = rules.others(taking);
        return List.of(
                rules.door(others, taking), taking == null ? rules.resting(others) : rules.taken(taking, others));
    }

    private CompartmentId place() {
        CompartmentId last = deposit.compartment;
        for (StoredEntry entry : chronicle.evidence().entries()) {
            if (entry.entry() instanceof ParcelEntry.Moved moved
                    && moved.parcel().equals(parcel)) {
                last = moved.compartment();
            }
        }
        return last;
    }

    private List<Movement> pickups() {
        return chronicle.ofParcel(false).stream()
                .filter(pickup -> pickup.begin().compareTo(deposit.begin()) > 0)
                .toList();
    }

    /// The pickup that took it: the first one whose sensor saw something leave, else the last one that says so.
    private @Nullable Movement taking() {
        Movement last = null;
        for (Movement pickup : pickups()) {
            PickupVerdict verdict = verdict(pickup);
            if (verdict != null && verdict.takesParcel()) {
                last = pickup;
                if (pickup.saw(Sensed.Outcome.REMOVED)) {
                    return pickup;
                }
            }
        }
        return last;
    }

    private static @Nullable PickupVerdict verdict(Movement movement) {
        String word = movement.verdict;
        return word == null ? null : ParcelVerdicts.pickup(word);
    }

    /// Openings of its door while it lay there that were not for itself.
    private List<Opening> others(@Nullable Movement taking) {
        return chronicle.openings(place, deposit.end(), taking == null ? null : taking.begin()).stream()
                .filter(opening -> chronicle.movements().stream()
                        .noneMatch(movement -> movement.isOf(parcel) && movement.id.equals(opening.id())))
                .toList();
    }

    private Statement door(List<Opening> others, @Nullable Movement taking) {
        EntryRef until = taking == null ? null : taking.begin();
        Doubts doubts =
                new Doubts(chronicle).missing(deposit.end(), until, UNDECIDED).unsigned(until == null ? last() : until);
        if (others.isEmpty()) {
            return doubts.state(
                    Kind.STAYED_SHUT, "While it lay there " + place + " was opened for nothing else.", List.of());
        }
        return doubts.state(
                Kind.OPENED_BETWEEN,
                "While it lay there " + place + " was also opened "
                        + others.stream().map(this::words).collect(Collectors.joining(", ")) + '.',
                others.stream().map(Opening::ref).toList());
    }

    private String words(Opening opening) {
        String at = " on " + CaseWords.when(chronicle, opening.opened());
        return switch (opening.cause()) {
            case DEPOSIT -> "for another deposit" + at;
            case PICKUP -> "with the code of another parcel" + at;
            case COMMAND -> "by a command" + at;
            case FORCED -> "without being unlocked" + at;
            case UNKNOWN -> "by something that is not known" + at;
        };
    }

    private EntryRef last() {
        return chronicle.evidence().entries().getLast().ref();
    }

    private Statement taken(Movement pickup, List<Opening> others) {
        boolean courier = pickup.taker == ParcelEntry.Taker.COURIER;
        Doubts doubts = new Doubts(chronicle)
                .movement(pickup, Sensed.Outcome.REMOVED)
                .missing(deposit.end(), pickup.begin(), LIKELY)
                .missing(pickup.end(), null, LIKELY)
                .when(
                        verdict(pickup) == PickupVerdict.INTERRUPTED_RESUMED,
                        LIKELY,
                        "The bank went down in the middle and made sure afterwards.")
                .when(!others.isEmpty(), LIKELY, "The door was opened for something else while it lay there.")
                .when(
                        !complaints().isEmpty(),
                        LIKELY,
                        "Somebody said at the screen that it was not there, or not theirs.")
                .when(pickup.taker == null, LIKELY, "No entry says whether a recipient or a courier took it.");
        String at = " on " + CaseWords.when(chronicle, pickup.first);
        boolean sensed = pickup.saw(Sensed.Outcome.REMOVED);
        String words = courier
                ? "A courier opened " + pickup.compartment + at + (sensed ? " and took it back." : " to take it back.")
                : "Its code opened " + pickup.compartment + at
                        + (sensed ? " and something was taken. " : "; no sensor saw something being taken. ")
                        + "Who held the code is not in the journal.";
        return doubts.state(courier ? Kind.RETURNED : Kind.COLLECTED, words, pickup.refs());
    }

    private List<StoredEntry> complaints() {
        return chronicle.said(deposit.begin(), null, entry -> Chronicle.isComplaint(entry, parcel));
    }

    private Statement resting(List<Opening> others) {
        List<Movement> pickups = pickups();
        Movement last = pickups.isEmpty() ? null : pickups.getLast();
        PickupVerdict verdict = last == null ? null : verdict(last);
        List<StoredEntry> empty = emptied();
        Doubts doubts = new Doubts(chronicle)
                .missing(deposit.end(), null, UNDECIDED)
                .unsigned(last())
                .when(putIn != Certainty.PROVEN, putIn, "That it was put in is not proven.")
                .when(
                        !complaints().isEmpty(),
                        UNDECIDED,
                        "Somebody said at the screen that it was not there, or not theirs.");
        if (last != null && verdict == PickupVerdict.LEFT_BEHIND) {
            doubts.movement(last, Sensed.Outcome.NO_CHANGE);
        } else if (last != null && verdict == PickupVerdict.PARTLY_COLLECTED) {
            doubts.movement(last, Sensed.Outcome.REMOVED);
        } else if (last != null && isOpen(verdict)) {
            doubts.add(UNDECIDED, "Its last pickup ended without anybody knowing whether it was taken.");
        }
        if (!empty.isEmpty()) {
            return emptied(doubts, empty, others, pickups);
        }
        List<StoredEntry> gone = chronicle.said(
                deposit.begin(),
                null,
                entry -> entry instanceof ParcelEntry.Gone one && one.parcel().equals(parcel));
        if (!gone.isEmpty()) {
            return doubts.add(LIKELY, "No sensor saw it leave.")
                    .when(!others.isEmpty(), LIKELY, "The door was opened for something else while it lay there.")
                    .state(
                            Kind.OUT_WITHOUT_PICKUP,
                            "It is out of the bank and no pickup took it: " + why(gone.getLast()) + '.',
                            refs(gone));
        }
        doubts.when(!others.isEmpty(), LIKELY, "The door was opened for something else while it lay there.");
        if (last == null || isShut(verdict)) {
            return doubts.state(Kind.STILL_THERE, "It is still in " + place + '.', deposit.refs());
        }
        return opened(doubts, last, verdict);
    }

    private Statement opened(Doubts doubts, Movement pickup, @Nullable PickupVerdict verdict) {
        String at = " on " + CaseWords.when(chronicle, pickup.first);
        if (verdict == PickupVerdict.LEFT_BEHIND) {
            return doubts.state(
                    Kind.LEFT_BEHIND,
                    "Its code opened " + pickup.compartment + at + " and nothing was taken: it is still there.",
                    pickup.refs());
        }
        if (verdict == PickupVerdict.PARTLY_COLLECTED) {
            return doubts.state(
                    Kind.PARTLY_TAKEN,
                    "Its code opened " + pickup.compartment + at
                            + "; something was taken and something is still there.",
                    pickup.refs());
        }
        return doubts.state(
                Kind.WHEREABOUTS_UNCLEAR,
                "Its code opened " + pickup.compartment + at + "; whether it was taken is not known.",
                pickup.refs());
    }

    /// What says that nothing is in there any more, and was not taken back since.
    private List<StoredEntry> emptied() {
        List<StoredEntry> empty = new ArrayList<>();
        for (StoredEntry stored : chronicle.evidence().entries()) {
            if (stored.ref().compareTo(deposit.end()) <= 0) {
                continue;
            }
            switch (WordOnContent.of(stored.entry(), place)) {
                case EMPTY -> empty.add(stored);
                case FULL -> empty.clear();
                case NOTHING -> {}
            }
        }
        return empty;
    }

    private Statement emptied(Doubts doubts, List<StoredEntry> empty, List<Opening> others, List<Movement> pickups) {
        EntryRef since = empty.getFirst().ref();
        List<Opening> before = others.stream()
                .filter(opening -> opening.ref().compareTo(since) < 0)
                .toList();
        List<EntryRef> refs = new ArrayList<>(refs(empty));
        before.forEach(opening -> refs.add(opening.ref()));
        List<Opening.Cause> causes =
                before.stream().map(Opening::cause).distinct().toList();
        boolean own = pickups.stream()
                .anyMatch(pickup -> !isShut(verdict(pickup)) && pickup.begin().compareTo(since) < 0);
        if (causes.size() != 1 || own) {
            return doubts.add(
                            UNDECIDED,
                            causes.isEmpty() && !own
                                    ? "No entry says that the door was opened."
                                    : "More than one opening can have been the one.")
                    .state(
                            Kind.WHEREABOUTS_UNCLEAR,
                            "The sensors see nothing in " + place + " any more, and no pickup took it.",
                            refs);
        }
        String at = CaseWords.when(chronicle, before.getFirst().opened());
        doubts.add(LIKELY, "That it left through this opening follows from what was sensed afterwards only.");
        return switch (causes.getFirst()) {
            case FORCED ->
                doubts.state(
                        Kind.TAKEN_BY_FORCE,
                        place + " was opened on " + at + " without being unlocked, and is empty since.",
                        refs);
            case PICKUP, DEPOSIT ->
                doubts.state(
                        Kind.TAKEN_WITH_ANOTHERS_CODE,
                        place + " was opened for somebody else on " + at + ", and is empty since.",
                        refs);
            case COMMAND ->
                doubts.state(
                        Kind.TAKEN_AFTER_COMMAND,
                        place + " was opened by a command on " + at + ", and is empty since.",
                        refs);
            case UNKNOWN ->
                doubts.add(UNDECIDED, "What opened the door is not known.")
                        .state(
                                Kind.WHEREABOUTS_UNCLEAR,
                                "The sensors see nothing in " + place + " any more, and no pickup took it.",
                                refs);
        };
    }

    private static boolean isShut(@Nullable PickupVerdict verdict) {
        return verdict == PickupVerdict.NOT_OPENED || verdict == PickupVerdict.CANCELLED;
    }

    private static boolean isOpen(@Nullable PickupVerdict verdict) {
        return verdict == null || verdict == PickupVerdict.DOOR_LEFT_OPEN || verdict == PickupVerdict.UNDECIDED;
    }

    private static String why(StoredEntry entry) {
        return entry.entry() instanceof ParcelEntry.Gone gone ? gone.why() : "";
    }

    private static List<EntryRef> refs(List<StoredEntry> entries) {
        return entries.stream().map(StoredEntry::ref).toList();
    }

    /// What an entry says of what is in a compartment.
    private enum WordOnContent {
        EMPTY,
        FULL,
        NOTHING;

        static WordOnContent of(Entry entry, CompartmentId place) {
            if (entry instanceof OccupancyEntry.Changed changed
                    && changed.compartment().equals(place)) {
                return changed.occupied() ? FULL : EMPTY;
            }
            if (entry instanceof ConditionEntry condition
                    && condition.kind() == ConditionEntry.Kind.MISSING_CONTENT
                    && condition.subject().equals(place.value())) {
                return condition instanceof ConditionEntry.Raised ? EMPTY : FULL;
            }
            boolean collected = entry instanceof ParcelEntry.PickupConcluded end
                    && end.compartment().equals(place)
                    && end.verdict().equals(PickupVerdict.COLLECTED.word())
                    && end.sensed() != null
                    && end.sensed().outcome() == Sensed.Outcome.REMOVED;
            return collected ? EMPTY : NOTHING;
        }
    }
}
