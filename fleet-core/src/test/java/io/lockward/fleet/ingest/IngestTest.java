package io.lockward.fleet.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.HostilePayload;
import io.lockward.fleet.Reported;
import io.lockward.fleet.SeqRanges;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.command.Commands;
import io.lockward.fleet.memory.InMemoryFleetStore;
import io.lockward.fleet.parcel.Announcement;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.ParcelState;
import io.lockward.fleet.parcel.Parcels;
import io.lockward.fleet.parcel.TicketSlot;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.wire.WireJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IngestTest {
    private static final BankId BANK = new BankId("harbour-7");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void any_order_duplication_and_splitting_gives_the_same_state(long seed) {
        Random random = new Random(seed);
        List<Story> stories = List.of(
                new Story(BANK, 1, 40, random),
                new Story(BANK, 2, 15, random),
                new Story(new BankId("hill-2"), 1, 30, random));
        InMemoryFleetStore orderly = asked(stories);
        stories.forEach(story -> Ingest.take(orderly, List.of(story.run(1, story.length()))));

        InMemoryFleetStore shaken = asked(stories);
        List<Arrival> deliveries = new ArrayList<>();
        for (Story story : stories) {
            for (int times = 0; times < 3; times++) {
                deliveries.addAll(story.cut(random));
            }
        }
        Collections.shuffle(deliveries, random);
        for (int at = 0; at < deliveries.size(); ) {
            int to = Math.min(deliveries.size(), at + 1 + random.nextInt(10));
            Ingest.take(shaken, deliveries.subList(at, to));
            at = to;
        }
        assertEquals(picture(orderly), picture(shaken));
        assertTrue(shaken.hostile().isEmpty());
    }

    private static InMemoryFleetStore asked(List<Story> stories) {
        InMemoryFleetStore store = new InMemoryFleetStore();
        for (Story story : stories) {
            story.commands()
                    .forEach(id -> store.transaction(transaction -> Commands.ask(
                            transaction,
                            id,
                            story.bank(),
                            new Command.Unlock(new CompartmentId("A01")),
                            "ana",
                            "test",
                            Story.START,
                            null)));
        }
        announce(store, stories.getFirst());
        return store;
    }

    /// One that comes, and one that was taken back before it came.
    private static void announce(InMemoryFleetStore store, Story story) {
        for (int i = 0; i < 2; i++) {
            ParcelKey parcel = new ParcelKey(story.bank(), story.parcels().get(i));
            Announcement announcement = new Announcement(
                    "4B",
                    "track-1",
                    null,
                    null,
                    "unit-4",
                    null,
                    false,
                    Story.START.plusSeconds(86_400),
                    "ana",
                    Story.START);
            store.transaction(transaction -> Parcels.announce(transaction, parcel, announcement));
        }
        ParcelKey second = new ParcelKey(story.bank(), story.parcels().get(1));
        ParcelRecord back = store.transaction(transaction -> java.util.Objects.requireNonNull(Parcels.act(
                transaction, second, ParcelFact.What.CANCELLED, "ana", "sent elsewhere", Story.START.plusSeconds(1))));
        assertEquals(ParcelState.CANCELLED, back.standing().state());
    }

    /// All that must not depend on the order.
    private static Map<String, Object> picture(InMemoryFleetStore store) {
        return Map.of(
                "clips",
                store.clips(BANK),
                "parcels",
                store.parcels(BANK),
                "parcel steps",
                store.parcels(BANK).stream()
                        .map(parcel -> store.story(parcel.key()))
                        .toList(),
                "tickets",
                tickets(store),
                "entries",
                store.entries(BANK),
                "journals",
                store.journals(BANK),
                "reported",
                store.reported().stream().map(Reported::json).toList(),
                "alarms",
                store.openAlarms().stream().map(Alarm::key).collect(Collectors.toSet()),
                "commands",
                store.commands(),
                "steps",
                store.commands().stream()
                        .map(command -> store.standing(command.id()))
                        .toList());
    }

    /// Versions tell in which order they changed; what there is must not.
    private static List<String> tickets(InMemoryFleetStore store) {
        return store.transaction(transaction -> transaction.books().ticketsAfter(BANK, 0, 100)).stream()
                .filter(slot -> slot.ticket() != null)
                .map(TicketSlot::toString)
                .map(text -> text.replaceAll("version=[0-9]+", ""))
                .sorted()
                .toList();
    }

    @Test
    void force_that_was_over_before_it_was_told_of_is_an_alarm_all_the_same() {
        List<Long> told = new ArrayList<>();
        InMemoryFleetStore store = new InMemoryFleetStore(changes -> told.addAll(changes.alarms()));
        List<byte[]> texts = Stream.of(
                        new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, "A07", null),
                        new ConditionEntry.Cleared(ConditionEntry.Kind.FORCED_ENTRY, "A07"))
                .map(entry -> WireJson.encode(new Stamp(Story.START, 1, 5), entry))
                .toList();
        byte[] payload = WireJson.encodeRun(new JournalId(new UUID(9, 9)), 1, 1, ChainHash.START, texts);
        Arrival run =
                Arrival.read("lockward/v1/" + BANK + "/entries", payload, false, Story.START, BankWords.believed());
        Ingest.take(store, List.of(run));
        assertEquals(List.of(1L), told);
        assertEquals(List.of(), store.openAlarms());
        Ingest.take(store, List.of(run));
        assertEquals(List.of(1L), told, "the same once more is nothing new");
    }

    @Test
    void acknowledges_duplicates_again() {
        Story story = new Story(BANK, 1, 10, new Random(1));
        InMemoryFleetStore store = new InMemoryFleetStore();
        Ingest.Outcome first = Ingest.take(store, List.of(story.run(1, 10)));
        Ingest.Outcome second = Ingest.take(store, List.of(story.run(3, 4)));
        assertEquals(first.acks(), second.acks());
        assertEquals(10, first.acks().getFirst().ack().upTo());
        assertEquals(10, first.fresh());
        assertEquals(0, second.fresh());
        assertEquals(4, second.repeated());
    }

    @Test
    void acknowledges_only_what_has_no_hole_before_it() {
        Story story = new Story(BANK, 1, 10, new Random(1));
        InMemoryFleetStore store = new InMemoryFleetStore();
        assertEquals(0, upTo(Ingest.take(store, List.of(story.run(4, 3)))));
        assertEquals(2, upTo(Ingest.take(store, List.of(story.run(1, 2)))));
        assertEquals(6, upTo(Ingest.take(store, List.of(story.run(3, 1)))));
    }

    private static long upTo(Ingest.Outcome outcome) {
        return outcome.acks().getFirst().ack().upTo();
    }

    @Test
    void keeps_a_run_whose_chain_breaks_as_hostile_and_does_not_acknowledge_it() {
        Story story = new Story(BANK, 1, 10, new Random(1));
        InMemoryFleetStore store = new InMemoryFleetStore();
        Ingest.take(store, List.of(story.run(1, 5)));
        byte[] forged = WireJson.encodeRun(
                story.journal(),
                1,
                6,
                ChainHash.START,
                List.of(WireJson.encode(
                        new Stamp(Story.START, 1, 9), new io.lockward.protocol.entry.KioskEntry.Frozen(1))));
        Ingest.Outcome outcome = Ingest.take(
                store,
                List.of(Arrival.read(
                        "lockward/v1/harbour-7/entries", forged, false, Story.START, BankWords.believed())));
        assertEquals(
                HostilePayload.Reason.CHAIN_BROKEN, outcome.hostile().getFirst().reason());
        assertTrue(outcome.acks().isEmpty());
        assertEquals(5, store.entries(BANK).size());
        List<Alarm> broken = brokenJournals(store);
        assertEquals(1, broken.size());
        Ingest.take(
                store,
                List.of(Arrival.read(
                        "lockward/v1/harbour-7/entries", forged, false, Story.START, BankWords.believed())));
        assertEquals(broken, brokenJournals(store), "it sends the same for ever");
        assertEquals(10, upTo(Ingest.take(store, List.of(story.run(6, 5)))));
    }

    private static List<Alarm> brokenJournals(InMemoryFleetStore store) {
        return store.transaction(FleetTransaction::openAlarms).stream()
                .filter(alarm -> alarm.kind() == AlarmKind.JOURNAL_BROKEN)
                .toList();
    }

    @Test
    void sees_a_broken_chain_also_when_the_later_part_came_first() {
        Story honest = new Story(BANK, 1, 10, new Random(1));
        InMemoryFleetStore store = new InMemoryFleetStore();
        Ingest.take(store, List.of(honest.run(6, 5)));
        byte[] forged = WireJson.encodeRun(
                honest.journal(),
                1,
                5,
                ChainHash.START,
                List.of(WireJson.encode(
                        new Stamp(Story.START, 1, 9), new io.lockward.protocol.entry.KioskEntry.Frozen(1))));
        Ingest.Outcome outcome = Ingest.take(
                store,
                List.of(Arrival.read(
                        "lockward/v1/harbour-7/entries", forged, false, Story.START, BankWords.believed())));
        assertEquals(
                HostilePayload.Reason.CHAIN_BROKEN, outcome.hostile().getFirst().reason());
    }

    @Test
    void a_journal_belongs_to_the_bank_that_had_it_first() {
        Story story = new Story(BANK, 1, 3, new Random(1));
        InMemoryFleetStore store = new InMemoryFleetStore();
        Ingest.take(store, List.of(story.run(1, 3)));
        Ingest.Outcome outcome = Ingest.take(
                store,
                List.of(Arrival.read(
                        "lockward/v1/thief-1/entries", story.payload(1, 3), false, Story.START, BankWords.believed())));
        assertEquals(
                HostilePayload.Reason.FOREIGN_JOURNAL,
                outcome.hostile().getFirst().reason());
        assertTrue(store.entries(new BankId("thief-1")).isEmpty());
    }

    @Test
    void a_gap_occupies_its_numbers_and_entries_may_still_fill_it() {
        Story story = new Story(BANK, 1, 6, new Random(3));
        InMemoryFleetStore store = new InMemoryFleetStore();
        Ingest.take(store, List.of(story.run(1, 2)));
        Ingest.Outcome outcome = Ingest.take(store, List.of(gap(story, 2, 5)));
        assertEquals(5, upTo(outcome));
        assertEquals(SeqRanges.of(3, 5), store.journals(BANK).getFirst().gapped());
        assertEquals(1, outcome.fresh());
        Ingest.take(store, List.of(story.run(4, 1)));
        assertEquals(
                SeqRanges.of(3, 3).with(5, 5), store.journals(BANK).getFirst().gapped());
        assertEquals(6, upTo(Ingest.take(store, List.of(story.run(6, 1)))));
        assertEquals(
                List.of("journal"),
                store.openAlarms().stream()
                        .filter(alarm -> alarm.kind() == io.lockward.fleet.alarm.AlarmKind.JOURNAL_GAP)
                        .map(Alarm::subject)
                        .toList());
    }

    private static Arrival gap(Story story, long from, long to) {
        Arrival.Run after = (Arrival.Run) story.run((int) to, 1);
        ChainHash chain = after.run().entries().getFirst().chain();
        Arrival.Run before = (Arrival.Run) story.run((int) from, 1);
        byte[] json = WireJson.encode(
                new Stamp(Story.START, 1, 5), new JournalEntry.Gap(from, to, Map.of("door.opened", 3L), chain));
        byte[] payload =
                WireJson.encodeRun(story.journal(), 1, from, before.run().prev(), List.of(json));
        return Arrival.read(
                "lockward/v1/" + story.bank() + "/entries", payload, false, Story.START, BankWords.believed());
    }

    @Test
    void what_ladders_did_is_told_once_however_often_it_comes() {
        InMemoryFleetStore store = new InMemoryFleetStore();
        RemedyEntry step = new RemedyEntry.Step(RebootLevel.KIOSK, "silent", 1, AgentEntry.Part.KIOSK, null);
        byte[] json = WireJson.encode(new Stamp(Story.START, 1, 5), step);
        byte[] payload = WireJson.encodeRun(new JournalId(new UUID(9, 9)), 1, 1, ChainHash.START, List.of(json));
        Arrival arrival =
                Arrival.read("lockward/v1/" + BANK + "/entries", payload, false, Story.START, BankWords.believed());
        assertEquals(
                List.of(step), Ingest.take(store, List.of(arrival, arrival)).remedies());
        assertEquals(List.of(), Ingest.take(store, List.of(arrival)).remedies());
    }

    @Test
    void a_failed_transaction_leaves_nothing() {
        Story story = new Story(BANK, 1, 3, new Random(1));
        InMemoryFleetStore store = new InMemoryFleetStore();
        assertThrows(
                IllegalStateException.class,
                () -> store.transaction(transaction -> {
                    new IngestBatch(transaction).take(List.of(story.run(1, 3)));
                    throw new IllegalStateException("crash before commit");
                }));
        assertTrue(store.entries(BANK).isEmpty());
        assertTrue(store.journals(BANK).isEmpty());
        assertTrue(store.reported().isEmpty());
        assertTrue(store.openAlarms().isEmpty());
    }
}
