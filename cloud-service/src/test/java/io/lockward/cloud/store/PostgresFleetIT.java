package io.lockward.cloud.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.platform.TestDatabase;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.clip.ClipRecord;
import io.lockward.fleet.ingest.Arrival;
import io.lockward.fleet.ingest.Ingest;
import io.lockward.fleet.memory.InMemoryFleetStore;
import io.lockward.fleet.parcel.Announcement;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.Parcels;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.wire.WireJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// The same deliveries, shaken and doubled, through several writers at once into a real PostgreSQL and in good order
/// into memory: both must end the same.
class PostgresFleetIT {
    private static final Instant START = Instant.parse("2026-11-20T17:00:00Z");
    private static final Instant RECEIVED = START.plusSeconds(100_000);

    private static final List<ParcelId> PARCELS =
            List.of(new ParcelId(new UUID(4, 1)), new ParcelId(new UUID(4, 2)), new ParcelId(new UUID(4, 3)));

    private final PGSimpleDataSource source = database();
    private final PostgresFleetStore store = new PostgresFleetStore(source);

    private static PGSimpleDataSource database() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(TestDatabase.freshDatabase());
        source.setUser("lockward");
        source.setPassword(TestDatabase.password());
        Flyway.configure().dataSource(source).load().migrate();
        new RetentionStore(source).makePartitions(RECEIVED, 1);
        return source;
    }

    private record Story(BankId bank, JournalId journal, List<byte[]> entries, List<ChainHash> chain) {
        static Story random(String bank, int length, Random random) {
            List<byte[]> entries = new ArrayList<>();
            List<ChainHash> chain = new ArrayList<>(List.of(ChainHash.START));
            for (int i = 0; i < length; i++) {
                byte[] json = WireJson.encode(new Stamp(START.plusSeconds(i), 1, i * 1000L), entry(random));
                entries.add(json);
                chain.add(chain.getLast().then(json));
            }
            JournalId journal = new JournalId(new UUID(random.nextLong(), random.nextLong()));
            return new Story(new BankId(bank), journal, entries, chain);
        }

        private static Entry entry(Random random) {
            CompartmentId door = new CompartmentId("A0" + random.nextInt(4));
            PowerEntry.Ups ups = new PowerEntry.Ups("OB DISCHRG", 80.0, 1200L);
            return switch (random.nextInt(18)) {
                case 0 -> new DoorEntry.Opened(door, null);
                case 1 -> new DoorEntry.Closed(door, 100L);
                case 2 -> new DoorEntry.Jammed(door, null);
                case 3 -> new PowerEntry.Lost(ups);
                case 4 -> new PowerEntry.Restored(ups, null);
                case 5 -> new KioskEntry.Frozen(40_000);
                case 6 -> new KioskEntry.Recovered(1);
                case 7, 8, 9, 10, 11, 12 -> parcel(door, random);
                case 13 -> new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, door.value(), null);
                case 14 -> new ConditionEntry.Cleared(ConditionEntry.Kind.FORCED_ENTRY, door.value());
                default -> clip(door, random);
            };
        }

        private static Entry clip(CompartmentId door, Random random) {
            String clip = "c-1-" + random.nextInt(3) + "-left";
            return switch (random.nextInt(4)) {
                case 0 ->
                    new ClipEntry.Recorded(
                            clip,
                            "left",
                            "a".repeat(64),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null);
                case 1 ->
                    new ClipEntry.Recorded(
                            clip,
                            "right",
                            Integer.toString(random.nextInt(9)).repeat(64),
                            4096L,
                            START.plusMillis(random.nextInt(9)),
                            START.plusSeconds(30),
                            1L,
                            0L,
                            30_000L,
                            -40L,
                            ClipEntry.Because.FORCED_ENTRY,
                            1L,
                            9L,
                            door,
                            0L,
                            ClipEntry.Source.SYNTHETIC);
                case 2 -> new ClipEntry.Lost(clip, "left", "why " + random.nextInt(9), null, 2L, 3L, door);
                default -> new ClipEntry.Uploaded(clip);
            };
        }

        private static Entry parcel(CompartmentId door, Random random) {
            ParcelId parcel = PARCELS.get(random.nextInt(PARCELS.size()));
            return switch (random.nextInt(9)) {
                case 0 -> new ParcelEntry.DepositStarted("d", door, parcel, "dhl-4", "unit-4b", null);
                case 1, 2 -> new ParcelEntry.DepositConcluded("d", door, "verified", parcel, null);
                case 3 -> new ParcelEntry.PickupStarted("p", door, parcel, ParcelEntry.Taker.RECIPIENT, null);
                case 4 -> new ParcelEntry.PickupConcluded("p", door, "collected", parcel, null);
                case 5 -> new ParcelEntry.Moved(parcel, door, new CompartmentId("B01"), "the sensor saw it there");
                case 6 -> new ParcelEntry.Coded(parcel, door, 1 + random.nextInt(4), "a".repeat(32), "b".repeat(32));
                case 7 -> new ConditionEntry.Raised(ConditionEntry.Kind.MISSING_CONTENT, door.value(), null);
                default -> new ConditionEntry.Cleared(ConditionEntry.Kind.MISSING_CONTENT, door.value());
            };
        }

        Arrival run(int first, int count) {
            byte[] payload = WireJson.encodeRun(
                    journal, 1, first, chain.get(first - 1), entries.subList(first - 1, first - 1 + count));
            return Arrival.read("lockward/v1/" + bank + "/entries", payload, false, RECEIVED, BankWords.believed());
        }

        List<Arrival> cut(Random random) {
            List<Arrival> runs = new ArrayList<>();
            for (int at = 1; at <= entries.size(); ) {
                int count = Math.min(1 + random.nextInt(5), entries.size() - at + 1);
                runs.add(run(at, count));
                at += count;
            }
            return runs;
        }
    }

    @Test
    void replicas_with_shaken_deliveries_end_as_one_reader_in_good_order() throws Exception {
        Random random = new Random(20261122);
        List<Story> stories = new ArrayList<>();
        for (int bank = 0; bank < 12; bank++) {
            stories.add(Story.random("bank-" + bank, 60, random));
        }
        InMemoryFleetStore orderly = new InMemoryFleetStore();
        announce(orderly, stories);
        announce(store, stories);
        stories.forEach(story ->
                Ingest.take(orderly, List.of(story.run(1, story.entries().size()))));
        try (ExecutorService replicas = Executors.newFixedThreadPool(3)) {
            List<Future<?>> work = new ArrayList<>();
            for (int replica = 0; replica < 3; replica++) {
                List<Arrival> deliveries = new ArrayList<>();
                stories.forEach(story -> deliveries.addAll(story.cut(random)));
                Collections.shuffle(deliveries, random);
                work.add(replicas.submit(() -> deliver(deliveries)));
            }
            for (Future<?> one : work) {
                one.get();
            }
        }
        assertEquals(
                orderly.reported().stream()
                        .map(word -> word.key() + word.json())
                        .sorted()
                        .toList(),
                column(
                        "select 'Key[bank=' || bank || ', subject=' || subject || ']' || json from reported order by 1"));
        assertEquals(
                orderly.openAlarms().stream()
                        .map(alarm -> alarm.bank() + " " + alarm.subject() + " "
                                + alarm.kind().word())
                        .sorted()
                        .toList(),
                column("select bank || ' ' || subject || ' ' || kind from alarm where cleared_at is null order by 1"));
        for (Story story : stories) {
            List<ParcelKey> keys =
                    PARCELS.stream().map(id -> new ParcelKey(story.bank(), id)).toList();
            assertEquals(
                    orderly.parcels(story.bank()),
                    List.copyOf(
                            store.transaction(transaction -> transaction.books().parcels(keys))
                                    .values()));
        }
        assertEquals(
                stories.stream()
                        .flatMap(story ->
                                orderly
                                        .transaction(transaction ->
                                                transaction.books().ticketsAfter(story.bank(), 0, 100))
                                        .stream()
                                        .filter(slot -> slot.ticket() != null)
                                        .map(slot -> story.bank() + " " + slot.key()))
                        .sorted()
                        .toList(),
                column("select bank || ' ' || key from ticket where ticket is not null order by 1"));
        assertEquals(
                stories.stream()
                        .flatMap(story -> orderly.clips(story.bank()).stream())
                        .map(PostgresFleetIT::line)
                        .sorted()
                        .toList(),
                column("select concat_ws(' ', bank, clip, 'recorded', seq, camera, sha256, bytes,"
                        + " extract(epoch from from_at - '2026-11-20T17:00:00Z'::timestamptz)::numeric(9, 3), because,"
                        + " compartment, source, 'lost', lost_seq, lost_reason, lost_first, 'uploaded', told_seq)"
                        + " from clip order by 1"));
        assertEquals(List.of("720 720"), column("select count(*) || ' ' || count(distinct (journal, seq)) from entry"));
        assertEquals(List.of("{[1,61)} 60"), column("select distinct received::text || ' ' || up_to from journal"));
        assertEquals(List.of("0"), column("select count(*)::text from hostile_payload"));
        cases();
    }

    /// Each entry that asks for a case is known once, and one case is open about each compartment.
    private void cases() throws SQLException {
        assertEquals(
                column("select bank || ' ' || seq from entry where subject like 'condition/forced-entry/%'"
                        + " and type = 'condition.raised'"),
                column("select bank || ' ' || seq from case_event where case_id is not null"));
        assertEquals(
                column("select distinct bank || ' ' || split_part(subject, '/', 3) from entry where subject like"
                        + " 'condition/forced-entry/%' and type = 'condition.raised'"),
                column("select bank || ' ' || compartment from evidence_case where state = 'open'"));
        assertEquals(
                List.of("1"),
                column(
                        "select max(n)::text from (select count(*) as n from evidence_case group by bank, compartment) c"));
    }

    private static String line(ClipRecord clip) {
        List<@Nullable Object> words =
                new ArrayList<>(List.of(clip.key().bank(), clip.key().clip(), "recorded"));
        if (clip.recorded() != null) {
            ClipEntry.Recorded entry = clip.recorded().entry();
            words.addAll(java.util.Arrays.asList(
                    clip.recorded().source().seq(),
                    entry.camera(),
                    entry.sha256(),
                    entry.bytes(),
                    entry.from() == null
                            ? null
                            : String.format("%.3f", (entry.from().toEpochMilli() - START.toEpochMilli()) / 1000.0),
                    entry.because() == null ? null : "forced-entry",
                    entry.compartment(),
                    entry.source() == null ? null : "synthetic"));
        }
        words.add("lost");
        if (clip.lost() != null) {
            words.addAll(List.of(clip.lost().source().seq(), clip.lost().entry().reason(), 2));
        }
        words.add("uploaded");
        if (clip.uploaded() != null) {
            words.add(clip.uploaded().source().seq());
        }
        return words.stream().filter(Objects::nonNull).map(Object::toString).collect(Collectors.joining(" "));
    }

    /// A parcel that comes at each bank, and one that was taken back.
    private static void announce(FleetStore store, List<Story> stories) {
        for (Story story : stories) {
            for (int i = 0; i < 2; i++) {
                ParcelKey parcel = new ParcelKey(story.bank(), PARCELS.get(i));
                Announcement announcement = new Announcement(
                        "4B", "track", "ref", null, "unit-4b", null, true, START.plusSeconds(86_400), "ana", START);
                store.transaction(transaction -> Parcels.announce(transaction, parcel, announcement));
            }
            ParcelRecord back = store.transaction(transaction -> Objects.requireNonNull(Parcels.act(
                    transaction,
                    new ParcelKey(story.bank(), PARCELS.get(1)),
                    ParcelFact.What.CANCELLED,
                    "ana",
                    "sent elsewhere",
                    START.plusSeconds(1))));
            assertTrue(back.standing().cancelled());
        }
    }

    private void deliver(List<Arrival> deliveries) {
        for (int at = 0; at < deliveries.size(); at += 7) {
            Ingest.take(store, deliveries.subList(at, Math.min(deliveries.size(), at + 7)));
        }
    }

    @Test
    void keeps_hostile_payloads_and_goes_on() throws SQLException {
        Story story = Story.random("bank-1", 3, new Random(1));
        Ingest.Outcome outcome = Ingest.take(
                store,
                List.of(
                        Arrival.read(
                                "lockward/v1/bank-1/entries",
                                new byte[] {0, 1, 2},
                                false,
                                RECEIVED,
                                BankWords.believed()),
                        story.run(1, 3)));
        assertEquals(1, outcome.hostile().size());
        assertEquals(3, outcome.acks().getFirst().ack().upTo());
        assertEquals(List.of("not-json"), column("select reason from hostile_payload"));
    }

    @Test
    void nothing_of_a_failed_transaction_is_kept() throws SQLException {
        try {
            store.transaction(transaction -> {
                transaction.lockJournals(
                        List.of(new FleetTransaction.Claim(new JournalId(new UUID(1, 1)), new BankId("bank-1"), 1)));
                throw new IllegalStateException("crash before commit");
            });
        } catch (IllegalStateException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("crash"));
        }
        assertEquals(List.of("0"), column("select count(*)::text from journal"));
    }

    private List<String> column(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            SortedSet<String> sorted = new TreeSet<>(values);
            return sorted.stream().collect(Collectors.toList());
        }
    }
}
