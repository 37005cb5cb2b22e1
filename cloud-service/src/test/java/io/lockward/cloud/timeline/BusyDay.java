package io.lockward.cloud.timeline;

import io.lockward.fleet.FleetStore;
import io.lockward.fleet.ingest.Arrival;
import io.lockward.fleet.ingest.Ingest;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.Topics;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.wire.WireJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/// Twenty-four hours of a busy bank: sixty doors, each delivery and pickup with its door, its sensor and its clip, now
/// and then a wrong code, a power blip, a frozen screen. The same seed gives the same day.
public final class BusyDay {
    private static final long DAY_MILLIS = 86_400_000;
    private static final int DOORS = 60;
    private static final int RUN = 100;
    private static final String SHA = "ab".repeat(32);
    private static final PowerEntry.Ups UPS = new PowerEntry.Ups("OB", 80.0, 900L);

    /// @param entry by when the day began
    private record Event(long after, Function<Instant, Entry> entry) {}

    private final Random random;
    private final List<Event> events = new ArrayList<>();
    private int made;

    private BusyDay(long seed) {
        this.random = new Random(seed);
    }

    /// Tells the cloud of it, through the real ingest.
    ///
    /// @param count how many entries it has
    /// @param ends when the day is over
    public static void tell(FleetStore store, String bank, long seed, int count, Instant ends) {
        List<Event> events = new BusyDay(seed).events(count);
        BankId id = new BankId(bank);
        JournalId journal = new JournalId(new UUID(seed, count));
        Instant began = ends.minusMillis(DAY_MILLIS);
        ChainHash chain = ChainHash.START;
        for (int from = 0; from < events.size(); from += RUN) {
            List<byte[]> texts = new ArrayList<>();
            ChainHash before = chain;
            for (Event event : events.subList(from, Math.min(events.size(), from + RUN))) {
                byte[] text = WireJson.encode(
                        new Stamp(began.plusMillis(event.after()), 1, event.after() + 1_000),
                        event.entry().apply(began));
                chain = chain.then(text);
                texts.add(text);
            }
            byte[] run = WireJson.encodeRun(journal, 1, from + 1L, before, texts);
            Ingest.take(
                    store,
                    List.of(Arrival.read(Topics.of(id, Channel.ENTRIES), run, false, ends, BankWords.believed())));
        }
    }

    private List<Event> events(int count) {
        while (events.size() < count) {
            visit();
        }
        events.sort(Comparator.comparingLong(Event::after));
        return events.subList(0, count);
    }

    private void visit() {
        made++;
        CompartmentId door = door(random.nextInt(DOORS));
        ParcelId parcel = new ParcelId(new UUID(random.nextLong(), random.nextLong()));
        long at = random.nextLong(DAY_MILLIS - 3_600_000);
        long later = at + 60_000 + random.nextLong(3_000_000);
        String deposit = "d" + made;
        String pickup = "p" + made;
        moved(at, door, DoorEntry.Why.DEPOSIT, deposit, true);
        add(at, new ParcelEntry.DepositStarted(deposit, door, parcel, "dhl-" + random.nextInt(9), null, null));
        add(
                at + 20_000,
                new ParcelEntry.DepositConcluded(deposit, door, "verified", parcel, saw(Sensed.Outcome.ADDED)));
        add(at + 20_001, new ParcelEntry.Coded(parcel, door, 1, "a".repeat(32), "b".repeat(32)));
        moved(later, door, DoorEntry.Why.PICKUP, pickup, false);
        add(later, new ParcelEntry.PickupStarted(pickup, door, parcel, ParcelEntry.Taker.RECIPIENT, null));
        add(
                later + 20_000,
                new ParcelEntry.PickupConcluded(pickup, door, "collected", parcel, saw(Sensed.Outcome.REMOVED)));
        switch (random.nextInt(40)) {
            case 0 -> add(at + 5_000, new CodeEntry.Wrong(List.of()));
            case 1 -> {
                add(at + 6_000, new PowerEntry.Lost(UPS));
                add(at + 90_000, new PowerEntry.Restored(UPS, 84_000L));
            }
            case 2 -> {
                add(at + 7_000, new KioskEntry.Frozen(9_000));
                add(at + 40_000, new KioskEntry.Recovered(33_000));
            }
            default -> {
                // Nothing out of the ordinary.
            }
        }
    }

    private void moved(long at, CompartmentId door, DoorEntry.Why why, String id, boolean fills) {
        add(at + 1, new DoorEntry.Pulsed(door, why, id, 300));
        add(at + 1_500, new DoorEntry.Opened(door, null));
        add(at + 12_000, new DoorEntry.Closed(door, 10_500L));
        add(at + 14_000, new OccupancyEntry.Changed(door, fills, 400, 90, 0.999));
        String clip = "c-1-" + made + (fills ? "d" : "p") + "-front";
        events.add(new Event(
                at + 40_000,
                began -> new ClipEntry.Recorded(
                        clip,
                        "front",
                        SHA,
                        2_000_000L,
                        began.plusMillis(Math.max(0, at - 10_000)),
                        began.plusMillis(at + 35_000),
                        1L,
                        Math.max(0, at - 9_000),
                        at + 36_000,
                        null,
                        fills ? ClipEntry.Because.DEPOSIT : ClipEntry.Because.PICKUP,
                        null,
                        null,
                        door,
                        0L,
                        ClipEntry.Source.SYNTHETIC)));
        add(at + 45_000, new ClipEntry.Uploaded(clip));
    }

    private void add(long after, Entry entry) {
        events.add(new Event(after, _ -> entry));
    }

    private static Sensed saw(Sensed.Outcome outcome) {
        return new Sensed(outcome, "load-cell", 400, 9, 0.9999, 900);
    }

    private static CompartmentId door(int number) {
        return new CompartmentId(String.format("%c%02d", 'A' + number / 12, 1 + number % 12));
    }
}
