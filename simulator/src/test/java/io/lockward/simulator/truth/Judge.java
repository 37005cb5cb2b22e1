package io.lockward.simulator.truth;

import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ConditionEntry.Kind;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import io.lockward.simulator.sensing.Thing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Knows the truth, reads every durable entry, and says where the two part. It asks none of the rules under test for a
/// verdict; of the product it uses the fold of the entries, because that is what the books are.
final class Judge {
    /// What a load cell is set to see: below it nothing is promised.
    static final double SMALLEST_GRAMS = 9;

    /// So light things are where the sensor's stated error lies.
    static final double LIGHT_GRAMS = 25;

    /// The threshold of a verdict that an old calibration gave: it states its drift, and nothing on top of it.
    private static final double OLD_TARE_GRAMS = 225;

    final Counts counts = new Counts();
    final List<String> broken = new ArrayList<>();
    /// Compartments whose sensors were ill at some time of this life.
    final Set<CompartmentId> tainted = new HashSet<>();

    private final Map<Thing, Shipment> owners = new HashMap<>();
    private final Map<ParcelId, Shipment> shipments = new HashMap<>();
    private final Map<String, Begun> begun = new HashMap<>();
    private final Releases releases = new Releases(this);
    private Locker locker;
    private BankMemory memory = BankMemory.EMPTY;
    /// Of whose inside the bank says that nobody knows it.
    private final Set<CompartmentId> unknown = new HashSet<>();
    /// What was left of them is less than the sensor promises to see beside what was taken.
    private final Set<Shipment> excused = new HashSet<>();
    private final DarkHands dark = new DarkHands(counts);
    private long processes;
    private long newest;

    @Nullable
    Visit visit;

    @SuppressWarnings("NullAway") // the locker reads into it before it is whole
    Judge() {}

    void watch(Locker watched) {
        locker = watched;
    }

    BankMemory memory() {
        return memory;
    }

    void owns(Shipment shipment) {
        shipment.things.forEach(thing -> owners.put(thing, shipment));
    }

    @Nullable
    Shipment shipment(ParcelId parcel) {
        return shipments.get(parcel);
    }

    /// Whose things lie in a compartment.
    Set<Shipment> in(CompartmentId compartment) {
        Set<Shipment> in = new LinkedHashSet<>();
        for (Thing thing : locker.world().inside(compartment)) {
            Shipment shipment = owners.get(thing);
            if (shipment != null) {
                in.add(shipment);
            }
        }
        return in;
    }

    /// A hand is in a compartment.
    void handIn(CompartmentId compartment) {
        if (memory.books().movementIn(compartment) == null) {
            dark.in(compartment, locker.time.now(), locker.isOn());
        }
    }

    boolean isExcused(Shipment shipment) {
        return excused.contains(shipment);
    }

    // --- entries

    void durable(BankId bank, long seq, byte[] json) {
        if (seq <= newest) {
            broken(bank + " gives entry " + seq + " after " + newest);
        }
        newest = seq;
        if (!(WireJson.entry(json)
                instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped(Stamp stamp, String _, Entry entry)))) {
            broken("entry " + seq + " cannot be read");
            return;
        }
        locker.trace.note("    #" + seq + " " + new String(json, StandardCharsets.UTF_8));
        before(stamp, entry);
        memory = memory.then(stamp, entry);
        if (entry instanceof ParcelEntry.Moved moved) {
            Parcel parcel = memory.books().parcels().get(moved.parcel());
            if (parcel != null && !parcel.compartment().equals(moved.compartment())) {
                broken("the books do not follow " + moved);
            }
        }
        counts.count("entries");
        if (entry instanceof ParcelEntry.Coded coded) {
            releases.coded(coded);
        }
    }

    private void before(Stamp stamp, Entry entry) {
        switch (entry) {
            case AgentEntry.Started started -> {
                processes++;
                dark.started(started, locker.time.now());
            }
            case ParcelEntry.DepositStarted started -> depositStarted(stamp, started);
            case ParcelEntry.PickupStarted started ->
                begin(
                        stamp,
                        started.pickup(),
                        started.parcel(),
                        started.compartment(),
                        started.by() == ParcelEntry.Taker.COURIER);
            case DoorEntry.Pulsed pulsed -> pulsed(stamp, pulsed);
            case ParcelEntry.DepositConcluded end -> deposited(end);
            case ParcelEntry.PickupConcluded end -> pickedUp(stamp, end);
            case ParcelEntry.Gone gone -> gone(gone);
            case OccupancyEntry.Suspect suspect -> unknown.add(suspect.compartment());
            case OccupancyEntry.Changed changed -> unknown.remove(changed.compartment());
            default -> {
                // Says nothing that the truth could contradict by itself.
            }
        }
    }

    private void depositStarted(Stamp stamp, ParcelEntry.DepositStarted started) {
        ParcelId parcel = started.parcel();
        Visit present = visit;
        Shipment brings = present == null ? null : present.brings;
        if (parcel != null && brings != null) {
            brings.ids.add(parcel);
            shipments.put(parcel, brings);
        }
        begin(stamp, started.deposit(), parcel, started.compartment(), true);
    }

    private void begin(
            Stamp stamp, String movement, @Nullable ParcelId parcel, CompartmentId compartment, boolean courier) {
        if (parcel != null) {
            begun.put(
                    movement,
                    new Begun(
                            parcel,
                            compartment,
                            new HashSet<>(locker.world().inside(compartment)),
                            processes,
                            stamp.up(),
                            courier,
                            visit));
        }
    }

    private void pulsed(Stamp stamp, DoorEntry.Pulsed pulsed) {
        Begun movement = begun.get(pulsed.id());
        if (pulsed.why() == DoorEntry.Why.COMMAND || movement == null) {
            return;
        }
        if (movement.process() != processes) {
            broken("the lock of " + pulsed.compartment() + " is driven for " + pulsed.id() + " after a restart");
        }
        if (pulsed.why() == DoorEntry.Why.PICKUP) {
            counts.count("releases");
            String why = releases.mayNot(stamp, movement);
            if (why != null) {
                counts.count("wrong person");
                broken(pulsed.compartment() + " is opened for " + movement.parcel() + ", and " + why);
            }
            releases.exposed(movement);
        }
    }

    private void deposited(ParcelEntry.DepositConcluded end) {
        counts.count("deposit " + end.verdict());
        Begun movement = begun.get(end.deposit());
        boolean proven = end.verdict().equals(DepositVerdict.VERIFIED.word())
                || end.verdict().equals(DepositVerdict.INTERRUPTED_RESUMED.word());
        if (movement == null) {
            return;
        }
        CompartmentId compartment = movement.compartment();
        double placed = 0;
        for (Thing thing : locker.world().inside(compartment)) {
            placed += movement.before().contains(thing) ? 0 : thing.grams();
        }
        counts.count(placed > 0 ? "deposits of something" : "deposits of nothing");
        Sensed sensed = end.sensed();
        if (proven && placed == 0 && sensed != null && Fitting.asGrams(sensed) < LIGHT_GRAMS) {
            // As little as that a sensor may see where there is nothing, as often as it states.
            wrong("verified, and nothing was placed", compartment, SMALLEST_GRAMS, end);
        } else if (proven && placed == 0) {
            wrong("verified, and nothing was placed", compartment, 0, end);
        }
        boolean denied = end.verdict().equals(DepositVerdict.NOTHING_PLACED.word());
        if (denied && placed > 0) {
            counts.count((tainted.contains(compartment) ? "ill " : "") + "denied");
            if (placed > LIGHT_GRAMS) {
                wrong("nothing placed, and " + placed + " g are there", compartment, placed, end);
            }
        }
    }

    private void pickedUp(Stamp stamp, ParcelEntry.PickupConcluded end) {
        counts.count("pickup " + end.verdict());
        ParcelId id = end.parcel();
        boolean proven = end.verdict().equals(PickupVerdict.COLLECTED.word())
                || end.verdict().equals(PickupVerdict.INTERRUPTED_RESUMED.word());
        if (id == null) {
            return;
        }
        if (proven || end.verdict().equals(PickupVerdict.SENSOR_SUSPECT.word())) {
            releases.collected(id, stamp, end.compartment());
        }
        Shipment shipment = shipments.get(id);
        if (!proven || shipment == null) {
            return;
        }
        double left = 0;
        for (Thing thing : locker.world().inside(end.compartment())) {
            left += shipment.things.contains(thing) ? thing.grams() : 0;
        }
        Sensed sensed = end.sensed();
        double error = sensed == null ? 0 : error(sensed, left);
        Parcel parcel = memory.books().parcels().get(id);
        Sensed came = parcel == null ? null : parcel.sensed();
        boolean weighed = came != null && came.outcome() == Sensed.Outcome.ADDED && Fitting.weighs(came);
        if (left > 0 && sensed != null && !Fitting.weighs(sensed)) {
            counts.count("collected in part, by a sensor that cannot weigh");
            excused.add(shipment);
        } else if (left > 0 && left <= DarkHands.GRAMS && !weighed) {
            counts.count("collected in part, of a parcel that was never weighed");
            excused.add(shipment);
        } else if (left > Math.max(SMALLEST_GRAMS, error)) {
            wrong("collected, and " + left + " g of it are still there", end.compartment(), left, end);
        } else if (left > 0) {
            counts.count("collected but for less than the sensor promises to see");
            excused.add(shipment);
        }
    }

    /// By how much a taking may be misjudged, as its entry states it.
    private static double error(Sensed sensed, double left) {
        double threshold = Math.abs(sensed.threshold());
        return threshold >= OLD_TARE_GRAMS
                ? DarkHands.GRAMS
                : Math.max(3 * threshold, 0.03 * (left + Math.abs(sensed.reading())));
    }

    private void gone(ParcelEntry.Gone gone) {
        counts.count("gone");
        Shipment shipment = shipments.get(gone.parcel());
        if (shipment != null && in(gone.compartment()).contains(shipment) && !isTold(gone.compartment())) {
            wrong("gone, and it is still there", gone.compartment(), shipment.grams(), gone);
        }
    }

    /// A verdict that the truth contradicts. With sound sensors it must be one of those that the sensor's stated error
    /// allows, which are counted apart.
    private void wrong(String what, CompartmentId compartment, double grams, Entry entry) {
        if (tainted.contains(compartment)) {
            counts.count("wrong with an ill sensor");
        } else if (grams > 0 && grams <= LIGHT_GRAMS) {
            counts.count("wrong within the stated error");
        } else {
            counts.count("wrong verdict");
            broken(what + ": " + entry);
        }
    }

    // --- where things are

    /// What parts books and truth and is told nowhere; `null` when nothing does.
    @Nullable
    String untold() {
        for (CompartmentId compartment : locker.compartments) {
            String what = untold(compartment);
            if (what != null) {
                return what;
            }
        }
        return null;
    }

    private @Nullable String untold(CompartmentId compartment) {
        if (locker.isOpen(compartment) || memory.books().movementIn(compartment) != null || isTold(compartment)) {
            return null;
        }
        List<Parcel> booked = memory.books().in(compartment);
        Set<Shipment> there = in(compartment);
        if (dark.hide(compartment, locker.world().inside(compartment), booked)) {
            return null;
        }
        boolean ill = tainted.contains(compartment);
        for (Shipment shipment : there) {
            boolean here = booked.stream().anyMatch(parcel -> shipment.ids.contains(parcel.id()));
            boolean coming = memory.books().movements().values().stream()
                    .anyMatch(movement -> shipment.ids.contains(movement.parcel()));
            double grams = gramsIn(compartment, shipment);
            if (!here && !coming && grams > least(compartment) && !excused.contains(shipment)) {
                return (ill ? "ill: " : "") + shipment + " lies in " + compartment + ", and the books say " + booked;
            }
        }
        for (Parcel parcel : booked) {
            Shipment shipment = shipments.get(parcel.id());
            if (!ill && (shipment == null || !there.contains(shipment)) && weighs(parcel, compartment)) {
                return "the books have " + parcel + " in " + compartment + ", and there is " + there;
            }
        }
        return null;
    }

    /// Whether what is wrong there may be less than a sensor promises to find.
    boolean isExcused(CompartmentId compartment) {
        return dark.wereIn(compartment)
                || in(compartment).stream()
                        .anyMatch(
                                shipment -> excused.contains(shipment) || gramsIn(compartment, shipment) <= LIGHT_GRAMS)
                || memory.books().in(compartment).stream().anyMatch(parcel -> !weighs(parcel, compartment));
    }

    double gramsIn(CompartmentId compartment, Shipment shipment) {
        return locker.world().inside(compartment).stream()
                .filter(shipment.things::contains)
                .mapToDouble(Thing::grams)
                .sum();
    }

    /// What a bank can find that saw nothing happen: more than any drift, by a calibrated sensor.
    double least(CompartmentId compartment) {
        return dark.wereIn(compartment) ? DarkHands.GRAMS : LIGHT_GRAMS;
    }

    private boolean weighs(Parcel parcel, CompartmentId compartment) {
        Sensed sensed = parcel.sensed();
        if (sensed == null || !Fitting.weighs(sensed)) {
            return !dark.wereIn(compartment);
        }
        return Math.abs(sensed.reading()) > 2 * least(compartment);
    }

    /// Whether the bank says that it does not know what is inside.
    boolean isUnknown(CompartmentId compartment) {
        return unknown.contains(compartment);
    }

    /// Whether the bank says by itself that somebody should look at this compartment.
    boolean isTold(CompartmentId compartment) {
        return unknown.contains(compartment)
                || hasRaised(Kind.UNEXPECTED_CONTENT, compartment)
                || hasRaised(Kind.MISSING_CONTENT, compartment)
                || memory.books().in(compartment).stream()
                        .anyMatch(parcel -> !parcel.flags().isEmpty() || parcel.doubt() != null);
    }

    boolean hasRaised(Kind kind, CompartmentId compartment) {
        return memory.conditions().contains(new BankMemory.Condition(kind, compartment.value()));
    }

    void broken(String what) {
        locker.trace.note("BROKEN: " + what);
        broken.add(what);
    }
}
