package io.lockward.fleet.dispute;

import static io.lockward.fleet.dispute.Certainty.LIKELY;
import static io.lockward.fleet.dispute.Certainty.UNDECIDED;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.dispute.Statement.Kind;
import io.lockward.fleet.parcel.ParcelVerdicts;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.parcel.DepositVerdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the parcel was put in. Pure.
final class DepositFindingRules {
    private DepositFindingRules() {}

    /// The deposit that counts: the last one that left it in, else the last one; `null` when there is none.
    static @Nullable Movement decisive(Chronicle chronicle) {
        Movement last = null;
        Movement leaving = null;
        for (Movement movement : chronicle.ofParcel(true)) {
            last = movement;
            DepositVerdict verdict = verdict(movement);
            if (verdict == null || verdict.leavesParcel()) {
                leaving = movement;
            }
        }
        return leaving == null ? last : leaving;
    }

    /// Whether it is in afterwards as far as the bank knows. One without an end, or with a verdict that nobody knows,
    /// may have left it.
    static boolean mayLeave(Movement deposit) {
        DepositVerdict verdict = verdict(deposit);
        return verdict == null || verdict.leavesParcel();
    }

    private static @Nullable DepositVerdict verdict(Movement movement) {
        String word = movement.verdict;
        return word == null ? null : ParcelVerdicts.deposit(word);
    }

    static Statement state(Chronicle chronicle, @Nullable Movement deposit) {
        if (deposit == null) {
            return none(chronicle);
        }
        DepositVerdict verdict = verdict(deposit);
        if (verdict == null) {
            return unclear(
                    chronicle,
                    deposit,
                    deposit.verdict == null
                            ? "A deposit began at " + deposit.compartment + at(chronicle, deposit)
                                    + " and no entry ends it."
                            : "The deposit into " + deposit.compartment + at(chronicle, deposit)
                                    + " ended in a way that this service does not know.");
        }
        return switch (verdict) {
            case VERIFIED, INTERRUPTED_RESUMED -> putIn(chronicle, deposit, verdict);
            case WRONG_COMPARTMENT -> elsewhere(chronicle, deposit);
            case SENSOR_SUSPECT ->
                unclear(
                        chronicle,
                        deposit,
                        "A courier opened and closed " + deposit.compartment + at(chronicle, deposit)
                                + "; whether something was put in is not known, the sensor could not be believed.");
            case UNDECIDED ->
                unclear(
                        chronicle,
                        deposit,
                        "A courier opened and closed " + deposit.compartment + at(chronicle, deposit)
                                + "; the sensor could not tell whether something was put in.");
            case DOOR_LEFT_OPEN ->
                unclear(
                        chronicle,
                        deposit,
                        "A courier opened " + deposit.compartment + at(chronicle, deposit)
                                + " and left the door open; nobody sensed what is inside.");
            case NOTHING_PLACED ->
                nothing(
                        chronicle,
                        deposit,
                        "A courier opened and closed " + deposit.compartment + at(chronicle, deposit)
                                + " and put nothing in.");
            case ALREADY_OCCUPIED -> notOpened(chronicle, deposit, "was broken off: something was in there already");
            case NOT_OPENED -> notOpened(chronicle, deposit, "came to nothing: the door never opened");
            case CANCELLED -> notOpened(chronicle, deposit, "was broken off by the courier");
        };
    }

    private static Statement putIn(Chronicle chronicle, Movement deposit, DepositVerdict verdict) {
        Doubts doubts = new Doubts(chronicle)
                .movement(deposit, Sensed.Outcome.ADDED)
                .when(
                        verdict == DepositVerdict.INTERRUPTED_RESUMED,
                        LIKELY,
                        "The bank went down in the middle and made sure afterwards.");
        return doubts.state(
                Kind.PUT_IN,
                "A courier" + who(deposit) + " put it into " + deposit.compartment + at(chronicle, deposit) + '.',
                deposit.refs());
    }

    private static Statement elsewhere(Chronicle chronicle, Movement deposit) {
        List<StoredEntry> moved = chronicle.said(
                deposit.begin(), null, entry -> entry instanceof ParcelEntry.Moved one && deposit.isOf(one.parcel()));
        List<EntryRef> refs = new ArrayList<>(deposit.refs());
        CompartmentId place = deposit.compartment;
        CompartmentId offered = deposit.compartment;
        for (StoredEntry entry : moved) {
            refs.add(entry.ref());
            if (entry.entry() instanceof ParcelEntry.Moved one) {
                place = one.compartment();
                offered = one.from();
            }
        }
        return new Doubts(chronicle)
                .movement(deposit, Sensed.Outcome.ADDED)
                .when(moved.isEmpty(), UNDECIDED, "No entry says where it went instead.")
                .state(
                        Kind.PUT_IN_ELSEWHERE,
                        "A courier" + who(deposit) + " was offered " + offered + " and put it into " + place
                                + at(chronicle, deposit) + "; the books and the code followed it there.",
                        refs);
    }

    private static Statement nothing(Chronicle chronicle, Movement deposit, String words) {
        return others(chronicle, new Doubts(chronicle).movement(deposit, Sensed.Outcome.NO_CHANGE))
                .missing(deposit.end(), null, UNDECIDED)
                .state(Kind.NOTHING_PUT_IN, words, deposit.refs());
    }

    private static Statement notOpened(Chronicle chronicle, Movement deposit, String how) {
        Doubts doubts = others(chronicle, new Doubts(chronicle))
                .missing(deposit.begin(), null, UNDECIDED)
                .unsigned(deposit.end())
                .when(deposit.started == null, UNDECIDED, "The beginning of the deposit is not here.")
                .when(
                        deposit.opened != null && deposit.sensed == null,
                        UNDECIDED,
                        "The door was open and no sensor decided it.")
                .when(deposit.saw(Sensed.Outcome.ADDED), UNDECIDED, "The sensor saw something being added.");
        return doubts.state(
                Kind.NOTHING_PUT_IN,
                "A deposit into " + deposit.compartment + at(chronicle, deposit) + ' ' + how + '.',
                deposit.refs());
    }

    private static Statement unclear(Chronicle chronicle, Movement deposit, String words) {
        return new Doubts(chronicle)
                .add(UNDECIDED, "Ask the courier, and look at the clip if there is one.")
                .missing(deposit.begin(), deposit.end(), UNDECIDED)
                .state(Kind.DEPOSIT_UNCLEAR, words, deposit.refs());
    }

    private static Statement none(Chronicle chronicle) {
        Evidence evidence = chronicle.evidence();
        Question question = evidence.question();
        Doubts doubts = others(chronicle, new Doubts(chronicle))
                .when(evidence.entries().isEmpty(), UNDECIDED, "Not one entry of the bank is here.");
        doubts.gaps(evidence.missing(), UNDECIDED);
        boolean taken = !chronicle.ofParcel(false).isEmpty();
        doubts.when(taken, UNDECIDED, "It was taken out, so it must have been put in.")
                .when(
                        !chronicle
                                .said(entry -> Chronicle.isComplaint(entry, question.parcel()))
                                .isEmpty(),
                        UNDECIDED,
                        "Somebody was at the screen for it, so it must have been put in.");
        if (!evidence.entries().isEmpty()) {
            EntryRef last = evidence.entries().getLast().ref();
            doubts.unsigned(last)
                    .when(
                            chronicle.isReplaced(evidence.entries().getFirst().ref(), null),
                            UNDECIDED,
                            "The bank began a new journal in that time.");
        }
        return doubts.state(
                taken ? Kind.DEPOSIT_UNCLEAR : Kind.NEVER_PUT_IN,
                "The bank opened no door for a deposit of this parcel " + CaseWords.span(question) + '.',
                List.of());
    }

    /// What a courier put in without saying whose it is may be this one.
    private static Doubts others(Chronicle chronicle, Doubts doubts) {
        boolean unknown = chronicle.movements().stream()
                .anyMatch(movement -> movement.deposit
                        && !movement.isOf(chronicle.evidence().question().parcel())
                        && movement.saw(Sensed.Outcome.ADDED));
        return doubts.when(unknown, LIKELY, "Another parcel was put in in that time; a courier may have mixed them up.")
                .when(
                        !chronicle
                                .said(entry -> entry instanceof ConditionEntry.Raised raised
                                        && raised.kind() == ConditionEntry.Kind.UNEXPECTED_CONTENT)
                                .isEmpty(),
                        LIKELY,
                        "Something lay in a compartment that was in no books.");
    }

    private static String who(Movement deposit) {
        return deposit.courier == null ? "" : " (" + deposit.courier + ")";
    }

    private static String at(Chronicle chronicle, Movement movement) {
        return " on " + CaseWords.when(chronicle, movement.first);
    }
}
