package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.agent.bank.sensing.SensorHealth;
import io.lockward.agent.bank.sensing.Verdict;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.Stamp;
import java.util.ArrayList;
import java.util.List;

/// What nobody can know of a compartment's inside: it is said, so that it is on the list of what to look at.
final class DoubtRules {
    /// A sensor that says nothing for so long is not only interrupted.
    private static final long DEAD_MILLIS = 60_000;

    /// Said when a parcel went out of the books beside which something lay that is in none.
    static final String STILL_THERE = "what was put in beside a parcel may be there still";

    private DoubtRules() {}

    /// What was believed of a compartment's inside is not believed any more. Also said of one of which nothing was
    /// known before: what nobody can tell must be on the list.
    static void doubt(Turn turn, CompartmentId compartment, String why) {
        turn.record(new OccupancyEntry.Suspect(compartment, why));
    }

    /// A door was open, and nobody saw what came of it: what lies there by the books may not be alone.
    static void unseen(Turn turn, CompartmentId compartment, String why) {
        doubt(turn, compartment, why);
        ContentRules.beside(turn, compartment);
    }

    /// A parcel goes out of the books: what lay beside it may not have gone with it.
    static void beside(Turn turn, Parcel parcel) {
        if (parcel.flags().contains(ContentRules.BESIDE)) {
            doubt(turn, parcel.compartment(), STILL_THERE);
        }
    }

    /// What was known of a compartment is not known any more once none of its sensors can be believed.
    static void ill(Turn turn, CompartmentId compartment, SensingWatch watch) {
        boolean known = turn.memory.occupied().containsKey(compartment);
        if (!known || watch.setup().tunings().isEmpty()) {
            return;
        }
        String why = null;
        for (SensorHealth health : Sensing.health(watch).values()) {
            boolean brief = health instanceof SensorHealth.Dead dead && dead.millis() < DEAD_MILLIS;
            if (health.isUsable() || brief) {
                return;
            }
            why = health.words();
        }
        if (why != null) {
            doubt(turn, compartment, why);
        }
    }

    /// Compartments whose door closed so shortly before an earlier process ended that the sensors may not have judged
    /// what came of it; those of movements are judged by what the journal knows. Before anything of the start is
    /// recorded.
    static List<CompartmentId> unjudged(Turn turn) {
        List<CompartmentId> found = new ArrayList<>();
        turn.setup.sensing().forEach((compartment, setup) -> {
            if (closedShortlyBefore(turn.memory, compartment, setup.capMillis())
                    && !MovementRules.isBusy(turn, compartment)
                    && !wasJudged(turn, compartment)) {
                found.add(compartment);
            }
        });
        return found;
    }

    private static boolean closedShortlyBefore(BankMemory memory, CompartmentId compartment, long millis) {
        Stamp last = memory.last();
        BankMemory.Door door = memory.doors().get(compartment);
        return last != null
                && door != null
                && !door.open()
                // A bank that sees its doors for the first time writes down that they are closed: nobody opened them.
                && door.opened() != null
                && door.since().boot() == last.boot()
                && last.up() - door.since().up() <= millis;
    }

    /// Whether the books show that a movement there ended after its door had closed.
    private static boolean wasJudged(Turn turn, CompartmentId compartment) {
        BankMemory.Door door = turn.memory.doors().get(compartment);
        if (door == null) {
            return true;
        }
        Stamp closed = door.since();
        return turn.books().in(compartment).stream().anyMatch(parcel -> isAfter(parcel.since(), closed))
                || turn.books().lately().stream()
                        .anyMatch(one -> one.movement().compartment().equals(compartment) && isAfter(one.at(), closed));
    }

    private static boolean isAfter(Stamp stamp, Stamp other) {
        return stamp.boot() > other.boot() || (stamp.boot() == other.boot() && stamp.up() >= other.up());
    }

    /// A door closes that was open when this process began: what happened behind it nobody saw.
    static void unwatched(Turn turn, CompartmentId compartment) {
        SensingWatch watch = turn.sensing(compartment);
        boolean saw = watch == null
                || watch.setup().tunings().isEmpty()
                || !(Sensing.verdict(watch) instanceof Verdict.Pending(Verdict.Stage stage))
                || stage != Verdict.Stage.NO_EVENT;
        if (!saw && !MovementRules.isBusy(turn, compartment)) {
            unseen(turn, compartment, "its door was open while nobody watched");
        }
    }
}
