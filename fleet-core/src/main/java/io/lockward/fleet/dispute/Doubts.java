package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.Sensed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What keeps one statement from being proven. Each doubt caps the certainty, and none lifts it: so evidence that is
/// missing, or that contradicts, can only lower it. Used once, by one thread.
final class Doubts {
    /// A sensor's decision that is less sure than this proves nothing by itself.
    static final double PROVING = 0.99;

    private static final int TOLD = 3;

    private final Chronicle chronicle;
    private final Set<String> words = new LinkedHashSet<>();
    private Certainty most = Certainty.PROVEN;

    Doubts(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    Doubts add(Certainty cap, String why) {
        most = most.and(cap);
        words.add(why);
        return this;
    }

    Doubts when(boolean so, Certainty cap, String why) {
        return so ? add(cap, why) : this;
    }

    Statement state(Statement.Kind kind, String says, List<EntryRef> evidence) {
        return new Statement(kind, most, says, new ArrayList<>(words), evidence);
    }

    Certainty most() {
        return most;
    }

    /// What is missing from one entry on, up to another or to the end.
    Doubts missing(EntryRef from, @Nullable EntryRef to, Certainty cap) {
        gaps(chronicle.missing(from, to), cap);
        return when(
                chronicle.isReplaced(from, to), cap, "The bank began a new journal in between; the old one may go on.");
    }

    /// A few gaps one by one, many as a number.
    Doubts gaps(List<Evidence.Missing> gaps, Certainty cap) {
        if (gaps.size() > TOLD) {
            return add(cap, "The journal has " + gaps.size() + " gaps there.");
        }
        gaps.forEach(gap -> add(cap, upper(gap.words()) + '.'));
        return this;
    }

    /// Whether the bank signed it.
    Doubts unsigned(EntryRef upTo) {
        return when(
                !chronicle.evidence().isSigned(upTo),
                Certainty.LIKELY,
                "The bank has not signed its journal up to entry " + upTo.seq() + '.');
    }

    /// What a movement itself leaves open.
    ///
    /// @param expected what the sensor must have decided
    Doubts movement(Movement movement, Sensed.Outcome expected) {
        String what = movement.deposit ? "deposit" : "pickup";
        missing(movement.begin(), movement.end(), Certainty.UNDECIDED);
        unsigned(movement.end());
        when(movement.started == null, Certainty.UNDECIDED, "The beginning of the " + what + " is not here.");
        when(movement.concluded == null, Certainty.UNDECIDED, "The " + what + " has no end.");
        when(movement.pulsed == null, Certainty.LIKELY, "No entry says that the lock was driven for it.");
        when(movement.opened == null, Certainty.LIKELY, "The door switch did not say that the door opened.");
        when(movement.closed == null, Certainty.LIKELY, "The door was not seen closed.");
        sensed(movement, expected);
        when(
                !chronicle
                        .said(
                                movement.begin(),
                                movement.end(),
                                entry -> entry instanceof OccupancyEntry.Suspect suspect
                                        && suspect.compartment().equals(movement.compartment))
                        .isEmpty(),
                Certainty.UNDECIDED,
                "The sensor was found not to be believed while it went on.");
        return this;
    }

    private void sensed(Movement movement, Sensed.Outcome expected) {
        Sensed decided = movement.sensed;
        if (decided == null) {
            add(Certainty.UNDECIDED, "No sensor decided it.");
        } else if (decided.outcome() != expected) {
            add(
                    Certainty.UNDECIDED,
                    switch (decided.outcome()) {
                        case ADDED -> "The sensor saw something being added.";
                        case REMOVED -> "The sensor saw something being taken.";
                        case NO_CHANGE -> "The sensor saw no change.";
                        case UNDECIDED -> "The sensor could not tell.";
                    });
        } else {
            when(decided.confidence() < PROVING, Certainty.LIKELY, "The sensor was less than 99 % sure.");
        }
    }

    private static String upper(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
