package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import java.util.List;
import java.util.Locale;

/// One sentence of a finding.
///
/// @param words for people
/// @param lacks what keeps it from being proven, one sentence each; empty when it is
/// @param evidence the entries it rests on
public record Statement(Kind kind, Certainty certainty, String words, List<String> lacks, List<EntryRef> evidence) {
    public Statement {
        lacks = List.copyOf(lacks);
        evidence = List.copyOf(evidence);
    }

    /// What it says.
    public enum Kind {
        PUT_IN,
        PUT_IN_ELSEWHERE,
        NOTHING_PUT_IN,
        DEPOSIT_UNCLEAR,
        NEVER_PUT_IN,
        /// What became of the door while it lay there.
        STAYED_SHUT,
        OPENED_BETWEEN,
        COLLECTED,
        RETURNED,
        STILL_THERE,
        LEFT_BEHIND,
        PARTLY_TAKEN,
        TAKEN_BY_FORCE,
        TAKEN_WITH_ANOTHERS_CODE,
        TAKEN_AFTER_COMMAND,
        OUT_WITHOUT_PICKUP,
        WHEREABOUTS_UNCLEAR,
        /// Of a case about a compartment.
        DOOR_FORCED,
        DOOR_OPENED_AS_ASKED,
        DOOR_STAYED_SHUT;

        /// The word for it in the API.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Whether the finding as a whole is as sure as this, or this only explains.
        boolean decides() {
            return this != STAYED_SHUT && this != OPENED_BETWEEN;
        }
    }
}
