package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.CompartmentChoice.Sight;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.sensing.Baseline;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.agent.bank.sensing.Tuning;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry.Kind;
import io.lockward.protocol.entry.ParcelEntry;
import java.util.List;
import java.util.Locale;

/// The books held against the sensors while a door is shut and nothing is under way. What lasts is a contradiction:
/// nothing where a parcel should be, something where nothing should be, or more or less than came in.
final class ReconcileRules {
    /// The flag of a parcel of which some went, or one of several, and nobody saw it.
    static final String LESS = "less is there than came in";

    /// In the terms of [Felt#excess]: what was too much stays too much until it is half of that, so that a drift to and
    /// fro over the border is one alarm.
    private static final double STILL = 0.5;

    /// How books and sensors differ.
    private enum Difference {
        NONE,
        /// The sensors have not come to rest since the start.
        NOT_KNOWN_YET,
        NOTHING_THERE,
        NOT_BOOKED,
        MORE,
        LESS
    }

    private ReconcileRules() {}

    static void reconcile(Turn turn, CompartmentId compartment) {
        List<Parcel> content = turn.books().in(compartment);
        Sight sight = ContentRules.sight(turn, compartment);
        Difference difference = difference(turn, compartment, sight, content);
        if (difference == Difference.NOT_KNOWN_YET) {
            return;
        }
        if (difference == Difference.NONE) {
            if (turn.desk.differs().containsKey(compartment)) {
                turn.desk = turn.desk.withDiffering(compartment, null);
            }
            if (sight == Sight.EMPTY || sight == Sight.OCCUPIED) {
                turn.clear(Kind.MISSING_CONTENT, compartment.value());
                turn.clear(Kind.UNEXPECTED_CONTENT, compartment.value());
            }
            return;
        }
        Long since = turn.desk.differs().get(compartment);
        if (since == null) {
            turn.desk = turn.desk.withDiffering(compartment, turn.up);
        } else if (turn.up - since >= turn.setup.parcels().pace().settle().toMillis()) {
            contradiction(turn, compartment, content, difference);
        }
    }

    private static Difference difference(Turn turn, CompartmentId compartment, Sight sight, List<Parcel> content) {
        return switch (sight) {
            case EMPTY -> content.isEmpty() ? Difference.NONE : Difference.NOTHING_THERE;
            case OCCUPIED -> content.isEmpty() ? Difference.NOT_BOOKED : weighed(turn, compartment, content);
            case UNKNOWN, SUSPECT -> Difference.NONE;
        };
    }

    /// What was laid in or taken out while nobody watched shows in the weight of all that is there.
    private static Difference weighed(Turn turn, CompartmentId compartment, List<Parcel> content) {
        SensingWatch watch = turn.sensing(compartment);
        if (watch != null && Sensing.baseline(watch).isEmpty()) {
            return Difference.NOT_KNOWN_YET;
        }
        double more = turn.memory.hasRaised(Kind.UNEXPECTED_CONTENT, compartment.value()) ? STILL : 1;
        for (Felt felt : Felt.in(turn, compartment)) {
            double excess = felt.excess(content);
            if (excess > more) {
                return Difference.MORE;
            }
            // A pickup that nobody could judge may have taken some, and is on the work list as that.
            if (excess < -1 && !UnsettledRules.isOpen(turn, compartment)) {
                return Difference.LESS;
            }
        }
        return Difference.NONE;
    }

    private static void contradiction(
            Turn turn, CompartmentId compartment, List<Parcel> content, Difference difference) {
        switch (difference) {
            case NOTHING_THERE -> {
                if (!UnsettledRules.tookAll(turn, compartment, content)) {
                    turn.clear(Kind.UNEXPECTED_CONTENT, compartment.value());
                    turn.raise(
                            Kind.MISSING_CONTENT,
                            compartment.value(),
                            "the books say " + content.getFirst().id() + "; the sensors say empty"
                                    + evidence(turn, compartment));
                }
            }
            case NOT_BOOKED -> unexpected(turn, compartment, "the books say empty; the sensors say occupied");
            case MORE -> {
                unexpected(
                        turn,
                        compartment,
                        "more is there than came in with " + content.getFirst().id());
                flag(turn, compartment, content, ContentRules.BESIDE);
            }
            // Which of several it was no sensor can say, and that nothing is there would not be true.
            case LESS -> {
                turn.clear(Kind.UNEXPECTED_CONTENT, compartment.value());
                turn.clear(Kind.MISSING_CONTENT, compartment.value());
                flag(turn, compartment, content, LESS);
            }
            case NONE, NOT_KNOWN_YET -> {
                // Nothing contradicts anything.
            }
        }
    }

    private static void unexpected(Turn turn, CompartmentId compartment, String words) {
        turn.clear(Kind.MISSING_CONTENT, compartment.value());
        turn.raise(Kind.UNEXPECTED_CONTENT, compartment.value(), words + evidence(turn, compartment));
    }

    private static void flag(Turn turn, CompartmentId compartment, List<Parcel> content, String why) {
        for (Parcel parcel : content) {
            if (!parcel.flags().contains(why)) {
                turn.record(new ParcelEntry.Flagged(parcel.id(), compartment, why));
            }
        }
    }

    private static String evidence(Turn turn, CompartmentId compartment) {
        SensingWatch watch = turn.sensing(compartment);
        StringBuilder words = new StringBuilder();
        if (watch != null) {
            for (Baseline baseline : Sensing.baseline(watch)) {
                Tuning tuning = watch.setup().tunings().get(baseline.channel());
                Double empty = tuning == null ? null : tuning.empty();
                words.append(String.format(
                        Locale.ROOT,
                        "; %s reads %.1f%s",
                        SensedWords.word(baseline.channel()),
                        baseline.mean(),
                        empty == null ? "" : String.format(Locale.ROOT, " against %.1f empty", empty)));
            }
        }
        return words.toString();
    }
}
