package io.lockward.simulator.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.fleet.parcel.Difference;
import io.lockward.fleet.parcel.ParcelNews;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.ParcelState;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.simulator.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A bank works alone for a week, with power cuts and rights that end, while its cloud decides things it cannot tell
/// it. Then they meet again, and everything was told in shuffled runs, twice.
@Tag("slow") // left out of ./lockward test --quick
class OfflineWeekTest {
    private static final int PARCELS = 500;
    private static final int DAYS = 7;

    private final Judge judge = new Judge();
    private final Office office = new Office();
    private final Locker locker = new Locker(
            RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_130),
            names(),
            Fitting.SCALE,
            SimulatedDisk.Honesty.HONEST,
            judge::durable,
            Boolean.getBoolean("trace") ? System.out::println : _ -> {});

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            names.add(String.format("A%02d", i));
        }
        return names;
    }

    @Test
    void fiveHundredParcelsOfAWeekAloneReconcileExactly() {
        judge.watch(locker);
        Week week = new Week(locker, judge, office);
        week.lastDayOnline();
        week.cloudActsAlone();
        for (int day = 1; day <= DAYS; day++) {
            week.aDayAlone((PARCELS + DAYS - 1) / DAYS);
            KioskAnswer temp = locker.enter(null, Week.TEMP);
            if (day > 3) {
                assertEquals(
                        KioskAnswer.Why.OUT_OF_TIME,
                        assertInstanceOf(KioskAnswer.No.class, temp).why(),
                        "a right ends without the cloud");
            }
        }
        assertEquals(List.of(), judge.broken);
        assertTrue(week.deposited >= PARCELS, () -> week.deposited + " deposits");
        office.hear(locker, new Random(1), 2);
        reconciles(week);
        onceEach(week);
        noneIsReleasedTwice(week);
        System.out.printf(
                "a week alone: %d parcels deposited, %d collected, %d inside at the end, %d of them unsure, %s; news %d%n",
                week.deposited,
                week.collected.size(),
                judge.memory().books().parcels().size(),
                judge.counts.of("unsure"),
                judge.counts.words("cuts"),
                office.store.news().size());
    }

    /// The cloud's standing is the bank's books, and both are the truth.
    private void reconciles(Week week) {
        SortedMap<ParcelId, String> cloud = new TreeMap<>();
        for (ParcelRecord record : office.store.parcels(locker.bank.id())) {
            if (record.standing().state().isInside()) {
                cloud.put(
                        record.key().parcel(),
                        record.standing().compartment() + " "
                                + record.standing().number());
            }
        }
        SortedMap<ParcelId, String> bank = new TreeMap<>();
        SortedMap<ParcelId, String> truth = new TreeMap<>();
        judge.memory().books().parcels().forEach((id, parcel) -> {
            Parcel.Code code = parcel.code();
            bank.put(id, parcel.compartment() + " " + (code == null ? 0 : code.number()));
        });
        for (CompartmentId compartment : locker.compartments) {
            for (Shipment shipment : judge.in(compartment)) {
                bank.keySet().stream().filter(shipment.ids::contains).forEach(id -> truth.put(id, bank.get(id)));
                assertTrue(
                        shipment.ids.stream()
                                .anyMatch(id -> bank.getOrDefault(id, "").startsWith(compartment + " ")),
                        () -> shipment + " lies in " + compartment + ", the books say " + bank);
            }
        }
        assertEquals(bank, cloud, "the cloud's standing is the bank's books");
        // A power cut may leave a pickup that nobody could judge: then the list says so, and no other is missing.
        judge.memory()
                .books()
                .parcels()
                .forEach((id, parcel) -> assertTrue(
                        truth.containsKey(id) || !parcel.flags().isEmpty() || parcel.doubt() != null,
                        () -> parcel + " is not there, and nothing says so"));
        int unsure = bank.size() - truth.size();
        assertTrue(unsure <= 5, () -> unsure + " of which nobody knows");
        judge.counts.add("unsure", unsure);
        for (ParcelId id : week.collected) {
            assertEquals(
                    ParcelState.COLLECTED,
                    office.store.story(week.key(id)).standing().state(),
                    () -> id + " is out");
        }
        // What is called missing is: of what somebody took and called still there, that is what is left to say.
        assertEquals(
                List.of(),
                office.differences(locker).stream()
                        .filter(one -> one.kind() != Difference.Kind.MISSING || truth.containsKey(one.parcel()))
                        .filter(one -> one.kind() != Difference.Kind.DOUBTFUL
                                && one.kind() != Difference.Kind.NOT_KNOWN
                                && one.kind() != Difference.Kind.UNSETTLED
                                && one.kind() != Difference.Kind.CAME_ALL_THE_SAME)
                        .toList());
    }

    /// Each recipient hears each thing once, and of everything that is theirs.
    private void onceEach(Week week) {
        Map<String, Integer> told = new HashMap<>();
        for (ParcelNews news : office.store.news()) {
            told.merge(news.parcel().parcel() + " " + news.kind(), 1, Integer::sum);
        }
        told.forEach((what, times) -> assertEquals(1, times, what));
        for (ParcelId id : week.collected) {
            assertEquals(1, told.getOrDefault(id + " " + ParcelNews.Kind.COLLECTED, 0), () -> id + " was collected");
        }
        for (ParcelRecord record : office.store.parcels(locker.bank.id())) {
            if (record.isReady()) {
                String what = record.key().parcel() + " " + ParcelNews.Kind.WAITING;
                assertEquals(1, told.getOrDefault(what, 0), what);
            }
        }
    }

    private void noneIsReleasedTwice(Week week) {
        week.deliverTickets();
        locker.pass(180);
        long releases = judge.counts.of("releases");
        for (int i = 0; i < 8; i++) {
            ParcelId id = week.collected.get(i * week.collected.size() / 8);
            KioskAnswer answer = locker.enter(null, PickupCode.derive(Locker.SECRET, id, 1));
            assertEquals(
                    KioskAnswer.Why.WRONG_CODE,
                    assertInstanceOf(KioskAnswer.No.class, answer).why(),
                    "what was collected is collected, whatever the cloud wished meanwhile");
        }
        assertEquals(releases, judge.counts.of("releases"));
        assertEquals(List.of(), judge.broken);
    }
}
