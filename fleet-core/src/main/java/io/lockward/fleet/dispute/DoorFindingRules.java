package io.lockward.fleet.dispute;

import static io.lockward.fleet.dispute.Certainty.LIKELY;
import static io.lockward.fleet.dispute.Certainty.UNDECIDED;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.dispute.Opening.Cause;
import io.lockward.fleet.dispute.Statement.Kind;
import io.lockward.protocol.entry.ConditionEntry;
import java.util.List;
import java.util.stream.Collectors;

/// What the doors of a case without a parcel did. Pure.
final class DoorFindingRules {
    /// More openings than this are counted, not told one by one.
    private static final int TOLD = 5;

    private DoorFindingRules() {}

    static Statement state(Chronicle chronicle) {
        Evidence evidence = chronicle.evidence();
        Question question = evidence.question();
        List<Opening> openings = chronicle.openings().stream()
                .filter(opening ->
                        question.compartment() == null || question.compartment().equals(opening.compartment()))
                .toList();
        Doubts doubts = new Doubts(chronicle);
        if (evidence.entries().isEmpty()) {
            doubts.add(UNDECIDED, "Not one entry of the bank is here.");
        } else {
            doubts.unsigned(evidence.entries().getLast().ref())
                    .when(
                            chronicle.isReplaced(evidence.entries().getFirst().ref(), null),
                            UNDECIDED,
                            "The bank began a new journal in that time.");
        }
        doubts.gaps(evidence.missing(), UNDECIDED);
        List<Opening> forced = of(openings, Cause.FORCED);
        String where =
                question.compartment() == null ? "The doors of the bank" : "The door of " + question.compartment();
        if (!forced.isEmpty()) {
            return doubts.when(!said(chronicle), LIKELY, "The bank itself did not call it forced.")
                    .state(
                            Kind.DOOR_FORCED,
                            "Opened without being unlocked: " + told(chronicle, forced) + '.',
                            refs(forced));
        }
        if (openings.isEmpty()) {
            return doubts.state(
                    Kind.DOOR_STAYED_SHUT, where + " stayed shut " + CaseWords.span(question) + '.', List.of());
        }
        return doubts.when(
                        !of(openings, Cause.UNKNOWN).isEmpty(),
                        UNDECIDED,
                        "What opened " + told(chronicle, of(openings, Cause.UNKNOWN)) + " is not known.")
                .state(
                        Kind.DOOR_OPENED_AS_ASKED,
                        where + " opened only after being unlocked: " + told(chronicle, openings) + '.',
                        refs(openings));
    }

    private static boolean said(Chronicle chronicle) {
        return !chronicle
                .said(entry -> entry instanceof ConditionEntry.Raised raised
                        && raised.kind() == ConditionEntry.Kind.FORCED_ENTRY)
                .isEmpty();
    }

    private static List<Opening> of(List<Opening> openings, Cause cause) {
        return openings.stream().filter(opening -> opening.cause() == cause).toList();
    }

    private static String told(Chronicle chronicle, List<Opening> openings) {
        String first = openings.stream()
                .limit(TOLD)
                .map(opening -> opening.compartment() + " on " + CaseWords.when(chronicle, opening.opened()))
                .collect(Collectors.joining(", "));
        return openings.size() <= TOLD ? first : first + " and " + (openings.size() - TOLD) + " times more";
    }

    private static List<EntryRef> refs(List<Opening> openings) {
        return openings.stream().map(Opening::opened).map(StoredEntry::ref).toList();
    }
}
