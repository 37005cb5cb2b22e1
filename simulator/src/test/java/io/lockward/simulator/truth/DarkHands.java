package io.lockward.simulator.truth;

import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.simulator.sensing.Thing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compartments in which hands were that the bank did not see from the door's opening to its last reading: it had no
/// movement of its own there, and was off, had come on just before or went off just after. One thread.
final class DarkHands {
    /// 25 times the smallest that a load cell is set to see: so far no drift goes (docs/concepts/sensing.md).
    static final double GRAMS = 235;

    /// In which a bank has judged what came of an opening.
    private static final Duration TO_JUDGE = Duration.ofSeconds(15);

    private final Counts counts;
    private final Set<CompartmentId> dark = new HashSet<>();
    private final Map<CompartmentId, Instant> hands = new HashMap<>();
    private Instant started = Instant.EPOCH;

    DarkHands(Counts counts) {
        this.counts = counts;
    }

    /// A hand is in a compartment in which the bank has no movement.
    void in(CompartmentId compartment, Instant now, boolean on) {
        hands.put(compartment, now);
        if (!on || now.isBefore(started.plus(Locker.EYES_OPEN))) {
            dark(compartment);
        }
    }

    /// It came on again: what hands had just done when it went off was never judged.
    void started(AgentEntry.Started entry, Instant now) {
        started = now;
        Long downtime = entry.downtimeMillis();
        Instant off = now.minusMillis(downtime == null ? 0 : downtime);
        hands.forEach((compartment, when) -> {
            if (when.isAfter(off.minus(TO_JUDGE))) {
                dark(compartment);
            }
        });
        hands.clear();
    }

    private void dark(CompartmentId compartment) {
        counts.count("hands in the dark");
        dark.add(compartment);
    }

    /// Whether a swap there weighs no more than what could be drift: a bank that saw nothing cannot tell it.
    boolean hide(CompartmentId compartment, Collection<Thing> inside, List<Parcel> booked) {
        double weighs = inside.stream().mapToDouble(Thing::grams).sum();
        double came = 0;
        for (Parcel parcel : booked) {
            Sensed sensed = parcel.sensed();
            if (sensed == null || sensed.outcome() != Sensed.Outcome.ADDED) {
                return false;
            }
            if (!Fitting.weighs(sensed)) {
                return wereIn(compartment);
            }
            came += sensed.reading();
        }
        return wereIn(compartment) && !booked.isEmpty() && !inside.isEmpty() && Math.abs(weighs - came) <= GRAMS;
    }

    boolean wereIn(CompartmentId compartment) {
        return dark.contains(compartment);
    }
}
