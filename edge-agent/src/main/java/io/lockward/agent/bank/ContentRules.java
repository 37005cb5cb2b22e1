package io.lockward.agent.bank;

import io.lockward.agent.bank.SensedWords.Judged;
import io.lockward.agent.bank.parcel.CompartmentChoice.Sight;
import io.lockward.agent.bank.parcel.Lately;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.sensing.Baseline;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.SensorHealth;
import io.lockward.agent.bank.sensing.ShutChange;
import io.lockward.agent.bank.sensing.Tuning;
import io.lockward.agent.bank.sensing.Verdict;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.Sensed.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is inside, by the books and by the sensors: follows each event, and says where the two contradict each other.
/// What no sensor can vouch for is unknown, and unknown contradicts nothing.
final class ContentRules {
    /// Of what came in, so much may seem to stay behind when all of it was taken out: a cell's linearity, and the
    /// same for sensors that are not made for measuring.
    static final double CELL_SLACK = 0.03;

    static final double OTHER_SLACK = 0.25;

    /// In smallest things: beyond it no drift goes (see [SensorHealth.Moved]), so that an old calibration can be
    /// believed.
    static final double CERTAIN = 25;

    /// The flag of a parcel beside which something was put that no deposit explains.
    static final String BESIDE = "something else may lie beside it";

    private ContentRules() {}

    /// What is known of a compartment's inside without the books.
    static Sight sight(Turn turn, CompartmentId compartment) {
        SensingWatch watch = turn.sensing(compartment);
        if (watch != null && !watch.setup().tunings().isEmpty() && !isUsable(watch)) {
            return Sight.SUSPECT;
        }
        Boolean occupied = turn.memory.occupied().get(compartment);
        return occupied == null ? Sight.UNKNOWN : occupied ? Sight.OCCUPIED : Sight.EMPTY;
    }

    private static boolean isUsable(SensingWatch watch) {
        return Sensing.health(watch).values().stream().anyMatch(SensorHealth::isUsable);
    }

    /// Whether what the books say is inside is seen inside: a second parcel beside one that is missing would hide that.
    static boolean isVouchedFor(Turn turn, CompartmentId compartment) {
        SensingWatch watch = turn.sensing(compartment);
        boolean blind = watch == null || watch.setup().tunings().isEmpty();
        return blind || turn.books().in(compartment).isEmpty() || sight(turn, compartment) == Sight.OCCUPIED;
    }

    /// What the sensors decided about an event in a compartment; before the entry of its verdict.
    ///
    /// @param leavesSome whether what was taken out was not all ([#leavesSome])
    static void saw(Turn turn, CompartmentId compartment, @Nullable Sensed sensed, boolean leavesSome) {
        if (sensed == null) {
            return;
        }
        switch (sensed.outcome()) {
            case ADDED -> believe(turn, compartment, true, sensed);
            case REMOVED -> believe(turn, compartment, leavesSome, sensed);
            case NO_CHANGE -> {
                // What was believed before holds.
            }
            case UNDECIDED -> DoubtRules.doubt(turn, compartment, "what came of the last opening is not known");
        }
    }

    private static void believe(Turn turn, CompartmentId compartment, boolean occupied, Sensed sensed) {
        Boolean before = turn.memory.occupied().get(compartment);
        if (before == null || before != occupied) {
            turn.record(new OccupancyEntry.Changed(
                    compartment, occupied, sensed.reading(), sensed.threshold(), sensed.confidence()));
        }
    }

    /// Whether what was taken out is less than what lay there: by the calibrated sensor, which is certain when much is
    /// left, or by what the sensors saw come in. Of several parcels of which one was never weighed nobody can tell;
    /// then some is taken to be left: to look in vain is better than to lose one.
    ///
    /// @param sensed of the taking
    /// @param before what the sensors read before it
    static boolean leavesSome(Turn turn, CompartmentId compartment, @Nullable Sensed sensed, List<Baseline> before) {
        if (sensed == null || sensed.outcome() != Outcome.REMOVED) {
            return false;
        }
        List<Parcel> content = turn.books().in(compartment);
        boolean cell = SensedWords.word(SensorChannel.LOAD_CELL).equals(sensed.channel());
        if (isFarFromEmpty(turn, compartment, sensed, before)) {
            return true;
        }
        double came = 0;
        double lightest = Double.POSITIVE_INFINITY;
        for (Parcel parcel : content) {
            Sensed coming = parcel.sensed();
            boolean known = coming != null
                    && coming.outcome() == Outcome.ADDED
                    && coming.channel() != null
                    && coming.channel().equals(sensed.channel());
            if (coming == null || !known) {
                return cell && content.size() > 1;
            }
            came += coming.reading();
            lightest = Math.min(lightest, Math.abs(coming.reading()));
        }
        if (content.isEmpty() || (content.size() > 1 && !cell)) {
            return false;
        }
        double left = came + taken(turn, compartment, before) + sensed.reading();
        double slack = Math.max(3 * Math.abs(sensed.threshold()), (cell ? CELL_SLACK : OTHER_SLACK) * Math.abs(came));
        // A whole parcel must not hide in the slack of another.
        double most = content.size() > 1 ? Math.min(slack, lightest / 2) : slack;
        // Where more went out than came in, it is not only this that went out, and perhaps not this at all.
        return Math.abs(left) > most;
    }

    /// What went out of the books already by the same opening: the power may go between the verdicts about two.
    private static double taken(Turn turn, CompartmentId compartment, List<Baseline> before) {
        double taken = 0;
        for (Lately one : turn.books().lately()) {
            Parcel parcel = one.parcel();
            boolean same = one.movement().compartment().equals(compartment)
                    && SensedWords.baselines(one.movement().before()).equals(before);
            if (parcel != null && parcel.sensed() != null && same && !before.isEmpty()) {
                taken += parcel.sensed().reading();
            }
        }
        return taken;
    }

    private static boolean isFarFromEmpty(Turn turn, CompartmentId compartment, Sensed sensed, List<Baseline> before) {
        SensingWatch watch = turn.sensing(compartment);
        for (Baseline baseline : before) {
            Tuning tuning = watch == null ? null : watch.setup().tunings().get(baseline.channel());
            Double empty = tuning == null ? null : tuning.empty();
            if (tuning != null
                    && empty != null
                    && SensedWords.word(baseline.channel()).equals(sensed.channel())) {
                return (baseline.mean() + sensed.reading() - empty) / tuning.change() > CERTAIN;
            }
        }
        return false;
    }

    /// After an input that concerned a compartment: an event in which no movement was under way, and what changed with
    /// the door shut.
    ///
    /// @param before what the sensors' watch was before that input
    static void look(Turn turn, CompartmentId compartment, @Nullable SensingWatch before) {
        SensingWatch watch = turn.sensing(compartment);
        if (watch == null || before == null || watch.equals(before)) {
            return;
        }
        boolean news =
                Sensing.verdict(watch).isConcluded() && !Sensing.verdict(watch).equals(Sensing.verdict(before));
        if (news && !MovementRules.isBusy(turn, compartment)) {
            Judged judged = SensedWords.judged(watch, 0);
            if (judged != null && judged.sensed() != null) {
                event(turn, compartment, judged.sensed(), Sensing.baseline(before));
            }
        }
        ShutChange change = Sensing.changedWhileShut(watch);
        if (change != null && Sensing.changedWhileShut(before) == null) {
            shutChange(turn, compartment, watch, change);
        }
    }

    /// What came of an opening that no movement explains.
    ///
    /// @param before what the sensors read before it
    static void event(Turn turn, CompartmentId compartment, Sensed sensed, List<Baseline> before) {
        boolean some = leavesSome(turn, compartment, sensed, before);
        boolean free = sight(turn, compartment) != Sight.OCCUPIED;
        saw(turn, compartment, sensed, some);
        switch (sensed.outcome()) {
            case ADDED -> {
                // Beside what nobody expected a parcel would hide it.
                if (!free || !DepositRules.claim(turn, compartment, sensed)) {
                    beside(turn, compartment);
                }
            }
            case REMOVED -> {
                DepositRules.unclaim(turn, compartment);
                removed(turn, compartment, some);
            }
            case UNDECIDED -> beside(turn, compartment);
            case NO_CHANGE -> {
                // Nothing follows from it.
            }
        }
    }

    /// Something came in that no deposit explains: whoever fetches what lies there sees it, and it is in no books.
    static void beside(Turn turn, CompartmentId compartment) {
        for (Parcel parcel : turn.books().in(compartment)) {
            turn.record(new ParcelEntry.Flagged(parcel.id(), compartment, BESIDE));
        }
    }

    /// Support opened the door and somebody took the parcel: it is gone, and the unlock says on whose word.
    private static void removed(Turn turn, CompartmentId compartment, boolean leavesSome) {
        UnsettledRules.wasInside(turn, compartment);
        PulseCause openedBy = turn.door(compartment).openedBy();
        for (Parcel parcel : turn.books().in(compartment)) {
            if (openedBy instanceof PulseCause.Command(CommandId command) && !leavesSome) {
                gone(turn, parcel, "taken out after the unlock " + command);
            } else if (leavesSome) {
                turn.record(new ParcelEntry.Flagged(parcel.id(), compartment, "a part was taken out without a pickup"));
            }
        }
    }

    /// A parcel is not here any more, and no pickup took it. What lay beside it may be: said first, because the power
    /// may go in between.
    static void gone(Turn turn, Parcel parcel, String why) {
        DoubtRules.beside(turn, parcel);
        turn.record(new ParcelEntry.Gone(parcel.id(), parcel.compartment(), why));
    }

    private static void shutChange(Turn turn, CompartmentId compartment, SensingWatch watch, ShutChange change) {
        Tuning tuning = watch.setup().tunings().get(change.channel());
        if (tuning == null) {
            return;
        }
        boolean more = change.reading() * tuning.change() > 0;
        Sensed sensed = new Sensed(
                more ? Outcome.ADDED : Outcome.REMOVED,
                SensedWords.word(change.channel()),
                change.reading(),
                change.threshold(),
                0.99,
                0);
        // How much it was is not in this reading: what is usual here has followed it a part of the way.
        believe(turn, compartment, more, sensed);
        for (Parcel parcel : turn.books().in(compartment)) {
            turn.record(
                    new ParcelEntry.Flagged(parcel.id(), compartment, "its compartment changed with the door shut"));
        }
    }

    static void tick(Turn turn) {
        for (Map.Entry<CompartmentId, SensingWatch> one :
                List.copyOf(turn.sensing().entrySet())) {
            CompartmentId compartment = one.getKey();
            DoubtRules.ill(turn, compartment, one.getValue());
            if (isQuiet(turn, compartment)) {
                anchor(turn, compartment);
                UnsettledRules.settle(turn, compartment);
                ReconcileRules.reconcile(turn, compartment);
            }
        }
    }

    private static boolean isQuiet(Turn turn, CompartmentId compartment) {
        SensingWatch watch = turn.sensing(compartment);
        return watch != null
                && DoorRules.known(turn, compartment) == DoorReading.CLOSED
                && !MovementRules.isBusy(turn, compartment)
                && isOver(Sensing.verdict(watch));
    }

    private static boolean isOver(Verdict verdict) {
        return !(verdict instanceof Verdict.Pending(Verdict.Stage stage)) || stage == Verdict.Stage.NO_EVENT;
    }

    /// Whatever happened while nobody watched: calibrated sensors that are certain beat what was believed before.
    /// One that feels something beats one that feels nothing, because to look in vain is better than to lose a
    /// parcel, and two that disagree must not take turns.
    private static void anchor(Turn turn, CompartmentId compartment) {
        Boolean believed = turn.memory.occupied().get(compartment);
        boolean isOccupied = Boolean.TRUE.equals(believed);
        boolean open = isOccupied || (believed == null && UnsettledRules.isOpen(turn, compartment));
        OccupancyEntry.Changed gone = null;
        for (Felt felt : Felt.in(turn, compartment)) {
            double threshold = CERTAIN * felt.tuning().change();
            if (felt.isFar()) {
                if (!isOccupied) {
                    turn.record(new OccupancyEntry.Changed(compartment, true, felt.off(), threshold, 0.99));
                }
                return;
            }
            if (gone == null && open && felt.isHeavy(turn.books().in(compartment))) {
                gone = new OccupancyEntry.Changed(compartment, false, felt.off(), threshold, 0.99);
            }
        }
        if (gone != null) {
            turn.record(gone);
        }
    }
}
