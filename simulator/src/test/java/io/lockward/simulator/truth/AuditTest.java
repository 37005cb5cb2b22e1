package io.lockward.simulator.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.parcel.Difference;
import io.lockward.fleet.parcel.Difference.Kind;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.protocol.CompartmentId;
import io.lockward.simulator.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Today somebody opens every locker once a week and compares by hand. Here that person is the truth, and what they
/// find is held against the cloud's list, which nobody opened a door for.
@Tag("slow") // left out of ./lockward test --quick
class AuditTest {
    private static final int WEEKS = 25;
    private static final Set<Kind> CERTAIN = EnumSet.of(Kind.MISSING, Kind.UNEXPECTED);
    private static final Set<Kind> LOOK = EnumSet.of(Kind.DOUBTFUL, Kind.NOT_KNOWN, Kind.UNSETTLED);

    private final Counts counts = new Counts();
    private final List<String> broken = new ArrayList<>();

    @Test
    void theListThatNobodyWalkedForEqualsWhatOpeningEveryLockerFinds() {
        for (int seed = 0; seed < WEEKS; seed++) {
            Life life = new Life(50_000 + seed, SimulatedDisk.Honesty.HONEST, _ -> {});
            Life.Result week = life.live(60);
            assertEquals(List.of(), week.broken(), "seed " + (50_000 + seed));
            Office office = new Office();
            office.hear(life.locker(), new Random(seed), 1);
            List<Difference> list = office.differences(life.locker());
            List<ParcelRecord> books = office.store.parcels(life.locker().bank.id());
            for (CompartmentId compartment : life.locker().compartments) {
                audit("seed " + (50_000 + seed) + ", " + compartment, life, compartment, books, list);
            }
        }
        System.out.println("weekly audits: " + counts.words(""));
        assertEquals(List.of(), broken);
        assertTrue(
                counts.of("missing, listed") > 0 && counts.of("unexpected, listed") > 0, "there was something to find");
    }

    private void audit(
            String where, Life life, CompartmentId compartment, List<ParcelRecord> books, List<Difference> list) {
        Set<Kind> listed = EnumSet.noneOf(Kind.class);
        list.stream().filter(one -> compartment.equals(one.compartment())).forEach(one -> listed.add(one.kind()));
        Set<Shipment> inside = life.judge().in(compartment);
        boolean occupied = !life.locker().world().inside(compartment).isEmpty();
        List<ParcelRecord> booked = books.stream()
                .filter(parcel -> parcel.standing().state().isInside()
                        && compartment.equals(parcel.standing().compartment()))
                .toList();
        Set<Shipment> bookedAndThere = new HashSet<>();
        boolean allThere = true;
        for (ParcelRecord parcel : booked) {
            Shipment shipment = life.judge().shipment(parcel.key().parcel());
            allThere &= shipment != null && inside.contains(shipment) && bookedAndThere.add(shipment);
        }
        boolean same = allThere && bookedAndThere.containsAll(inside);
        Kind certain =
                booked.isEmpty() && occupied ? Kind.UNEXPECTED : !booked.isEmpty() && !occupied ? Kind.MISSING : null;
        String found = same && certain == null ? "as booked" : certain == null ? "not what is booked" : certain.word();
        boolean said = certain != null && listed.contains(certain);
        boolean doubted = listed.stream().anyMatch(LOOK::contains);
        // A courier's word that something is inside is listed with the doubt about it.
        boolean wrongly = listed.stream().anyMatch(kind -> CERTAIN.contains(kind) && kind != certain && same)
                && !listed.contains(Kind.NOT_KNOWN);
        boolean blind = life.judge().isExcused(compartment);
        counts.count(found
                + (said ? ", listed" : doubted ? ", to look at" : blind ? ", beyond the sensor" : ", not listed"));
        boolean missed = !found.equals("as booked") && !said && listed.isEmpty() && !blind;
        if (wrongly || missed) {
            broken.add(where + " is " + found + ": " + inside + ", booked " + booked + ", listed " + listed);
        }
    }
}
