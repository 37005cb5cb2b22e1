package io.lockward.fleet.dispute;

import static io.lockward.fleet.dispute.Certainty.LIKELY;
import static io.lockward.fleet.dispute.Certainty.PROVEN;
import static io.lockward.fleet.dispute.Certainty.UNDECIDED;
import static io.lockward.fleet.dispute.Dispute.A07;
import static io.lockward.fleet.dispute.Dispute.A08;
import static io.lockward.fleet.dispute.Dispute.OTHER;
import static io.lockward.fleet.dispute.Dispute.PARCEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.StoredEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.ParcelEntry.Taker;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Sensed.Outcome;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Disputes as they come to support, and what the rules make of each.
class CaseRulesTest {
    static final PowerEntry.Ups BATTERY = new PowerEntry.Ups("OB", 80.0, 900L);

    /// @param contradictions kinds, each once
    record Row(
            String name,
            Supplier<Evidence> told,
            Statement.Kind conclusion,
            Certainty certainty,
            Set<Contradiction.Kind> contradictions) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Dispute delivered() {
        return new Dispute()
                .deposit(A07, DepositVerdict.VERIFIED, Outcome.ADDED)
                .coded();
    }

    static Dispute collected() {
        return delivered().pickup(Taker.RECIPIENT, PickupVerdict.COLLECTED, Outcome.REMOVED);
    }

    private static Row row(
            String name,
            Statement.Kind conclusion,
            Certainty certainty,
            Supplier<Dispute> told,
            Contradiction.Kind... contradictions) {
        return new Row(name, () -> told.get().evidence(), conclusion, certainty, Set.of(contradictions));
    }

    /// What a bank says first contradicts nothing.
    static Stream<Row> disputesOfWhichSomethingWasSaid() {
        return disputes().filter(row -> !row.told().get().entries().isEmpty());
    }

    static Stream<Row> disputes() {
        return Stream.concat(Stream.concat(arrived(), left()), doors());
    }

    private static Stream<Row> arrived() {
        return Stream.of(
                row("delivered, and still there", Statement.Kind.STILL_THERE, PROVEN, CaseRulesTest::delivered),
                row(
                        "never deposited",
                        Statement.Kind.NEVER_PUT_IN,
                        PROVEN,
                        () -> new Dispute()
                                .says(new PowerEntry.Restored(BATTERY, 10L))
                                .says(new KioskEntry.Recovered(20))),
                row(
                        "never deposited, but another one was",
                        Statement.Kind.NEVER_PUT_IN,
                        LIKELY,
                        () -> new Dispute().deposit(OTHER, A08, DepositVerdict.VERIFIED, Outcome.ADDED)),
                row(
                        "never deposited, as far as a torn journal tells",
                        Statement.Kind.NEVER_PUT_IN,
                        UNDECIDED,
                        () -> new Dispute()
                                .says(new KioskEntry.Recovered(20))
                                .lost(9)
                                .says(new KioskEntry.Recovered(20)),
                        Contradiction.Kind.JOURNAL_GAP),
                row("a bank that never spoke", Statement.Kind.NEVER_PUT_IN, UNDECIDED, Dispute::new),
                row(
                        "an empty deposit",
                        Statement.Kind.NOTHING_PUT_IN,
                        PROVEN,
                        () -> new Dispute().deposit(A07, DepositVerdict.NOTHING_PLACED, Outcome.NO_CHANGE)),
                row(
                        "a courier who gave up",
                        Statement.Kind.NOTHING_PUT_IN,
                        PROVEN,
                        () -> new Dispute()
                                .says(new ParcelEntry.DepositStarted("d", A07, PARCEL, "dhl-4", null, null))
                                .says(new ParcelEntry.DepositConcluded("d", A07, "cancelled", PARCEL, null))),
                row(
                        "deposited into another slot",
                        Statement.Kind.STILL_THERE,
                        PROVEN,
                        () -> new Dispute()
                                .says(new ParcelEntry.DepositStarted("d", A07, PARCEL, "dhl-4", null, null))
                                .door(A07, DoorEntry.Why.DEPOSIT, "d")
                                .says(new ParcelEntry.Moved(PARCEL, A08, A07, "the sensor saw it there"))
                                .says(new ParcelEntry.DepositConcluded(
                                        "d", A07, "wrong-compartment", PARCEL, Dispute.sensed(Outcome.ADDED)))),
                row(
                        "a sensor that cannot be believed",
                        Statement.Kind.STILL_THERE,
                        UNDECIDED,
                        () -> new Dispute().deposit(A07, DepositVerdict.SENSOR_SUSPECT, null)),
                row(
                        "a deposit that the bank cannot end",
                        Statement.Kind.STILL_THERE,
                        UNDECIDED,
                        () -> new Dispute()
                                .says(new ParcelEntry.DepositStarted("d", A07, PARCEL, "dhl-4", null, null))),
                row(
                        "books and sensor of a deposit differ",
                        Statement.Kind.STILL_THERE,
                        UNDECIDED,
                        () -> new Dispute().deposit(A07, DepositVerdict.VERIFIED, Outcome.NO_CHANGE),
                        Contradiction.Kind.BOOKS_AND_SENSOR),
                row(
                        "a power cut in the middle of the deposit",
                        Statement.Kind.STILL_THERE,
                        LIKELY,
                        () -> new Dispute().deposit(A07, DepositVerdict.INTERRUPTED_RESUMED, Outcome.ADDED)));
    }

    private static Stream<Row> left() {
        return Stream.of(
                row(
                        "delivered, and collected with its code",
                        Statement.Kind.COLLECTED,
                        PROVEN,
                        CaseRulesTest::collected),
                row(
                        "the same, with its clip lost",
                        Statement.Kind.COLLECTED,
                        PROVEN,
                        () -> collected().clip(ClipFact.State.LOST, "camera dead")),
                row(
                        "the same, not signed yet",
                        Statement.Kind.COLLECTED,
                        LIKELY,
                        () -> collected().signedUpTo(6)),
                row(
                        "a power cut between deposit and pickup",
                        Statement.Kind.COLLECTED,
                        PROVEN,
                        () -> delivered()
                                .says(new PowerEntry.Lost(BATTERY))
                                .says(new PowerEntry.Restored(BATTERY, 900L))
                                .pickup(Taker.RECIPIENT, PickupVerdict.COLLECTED, Outcome.REMOVED)),
                row(
                        "a gap in the journal while it lay there",
                        Statement.Kind.COLLECTED,
                        LIKELY,
                        () -> delivered().lost(40).pickup(Taker.RECIPIENT, PickupVerdict.COLLECTED, Outcome.REMOVED),
                        Contradiction.Kind.JOURNAL_GAP),
                row(
                        "a gap in the journal, and it is still there",
                        Statement.Kind.STILL_THERE,
                        UNDECIDED,
                        () -> delivered().lost(40).says(new KioskEntry.Recovered(20)),
                        Contradiction.Kind.JOURNAL_GAP),
                row(
                        "a bank that fell silent while it lay there",
                        Statement.Kind.STILL_THERE,
                        UNDECIDED,
                        () -> delivered().silent(),
                        Contradiction.Kind.JOURNAL_GAP),
                row(
                        "a courier took it back",
                        Statement.Kind.RETURNED,
                        PROVEN,
                        () -> delivered().pickup(Taker.COURIER, PickupVerdict.COLLECTED, Outcome.REMOVED)),
                row(
                        "opened with its code, and left behind",
                        Statement.Kind.LEFT_BEHIND,
                        PROVEN,
                        () -> delivered().pickup(Taker.RECIPIENT, PickupVerdict.LEFT_BEHIND, Outcome.NO_CHANGE),
                        Contradiction.Kind.CODE_USED_WEIGHT_STAYS),
                row(
                        "a parcel that is not here",
                        Statement.Kind.LEFT_BEHIND,
                        UNDECIDED,
                        () -> delivered()
                                .pickup(Taker.RECIPIENT, PickupVerdict.LEFT_BEHIND, Outcome.NO_CHANGE)
                                .notHere(),
                        Contradiction.Kind.CODE_USED_WEIGHT_STAYS,
                        Contradiction.Kind.SAID_NOT_THERE),
                row(
                        "a pickup that no sensor decided",
                        Statement.Kind.COLLECTED,
                        UNDECIDED,
                        () -> delivered().pickup(Taker.RECIPIENT, PickupVerdict.SENSOR_SUSPECT, null)),
                row(
                        "taken with the code of another parcel",
                        Statement.Kind.TAKEN_WITH_ANOTHERS_CODE,
                        LIKELY,
                        () -> delivered().pickup(OTHER, A07, Taker.RECIPIENT, PickupVerdict.COLLECTED, Outcome.REMOVED),
                        Contradiction.Kind.TWO_CODES),
                row(
                        "two openings can have been the one",
                        Statement.Kind.WHEREABOUTS_UNCLEAR,
                        UNDECIDED,
                        () -> delivered()
                                .forced(A07)
                                .pickup(OTHER, A07, Taker.RECIPIENT, PickupVerdict.COLLECTED, Outcome.REMOVED),
                        Contradiction.Kind.TWO_CODES,
                        Contradiction.Kind.OPENED_WITHOUT_UNLOCK),
                row(
                        "taken by force",
                        Statement.Kind.TAKEN_BY_FORCE,
                        LIKELY,
                        () -> delivered().forced(A07).occupied(A07, false),
                        Contradiction.Kind.OPENED_WITHOUT_UNLOCK),
                row(
                        "taken after support opened the door",
                        Statement.Kind.TAKEN_AFTER_COMMAND,
                        LIKELY,
                        () -> delivered().command(A07).occupied(A07, false)),
                row(
                        "gone, and nobody saw how",
                        Statement.Kind.WHEREABOUTS_UNCLEAR,
                        UNDECIDED,
                        () -> delivered()
                                .says(new ConditionEntry.Raised(ConditionEntry.Kind.MISSING_CONTENT, "A07", null)),
                        Contradiction.Kind.BOOKS_AND_SENSOR),
                row(
                        "a door forced while it lay there, and collected later",
                        Statement.Kind.COLLECTED,
                        LIKELY,
                        () -> delivered().forced(A07).pickup(Taker.RECIPIENT, PickupVerdict.COLLECTED, Outcome.REMOVED),
                        Contradiction.Kind.OPENED_WITHOUT_UNLOCK));
    }

    private static Stream<Row> doors() {
        return Stream.of(
                new Row(
                        "a compartment that looks forced, and was not",
                        () -> new Dispute().command(A07).evidence(null, A07),
                        Statement.Kind.DOOR_OPENED_AS_ASKED,
                        PROVEN,
                        Set.of()),
                new Row(
                        "a compartment that was forced",
                        () -> new Dispute().command(A07).forced(A07).evidence(null, A07),
                        Statement.Kind.DOOR_FORCED,
                        PROVEN,
                        Set.of(Contradiction.Kind.OPENED_WITHOUT_UNLOCK)),
                new Row(
                        "another compartment was forced",
                        () -> new Dispute().command(A08).forced(A08).evidence(null, A07),
                        Statement.Kind.DOOR_STAYED_SHUT,
                        PROVEN,
                        Set.of()));
    }

    @ParameterizedTest
    @MethodSource("disputes")
    void each_dispute_has_its_finding(Row row) {
        CasePicture picture = CaseRules.picture(row.told().get());
        Finding finding = picture.proposed();
        assertEquals(row.conclusion(), finding.conclusion(), finding.words());
        assertEquals(row.certainty(), finding.certainty(), finding.words());
        Set<Contradiction.Kind> kinds = new HashSet<>();
        picture.contradictions().forEach(one -> kinds.add(one.kind()));
        assertEquals(row.contradictions(), kinds);
        for (Statement statement : finding.statements()) {
            assertEquals(
                    statement.certainty() == PROVEN,
                    statement.lacks().isEmpty(),
                    "what is not proven says why: " + statement.words());
        }
    }

    /// Every entry of every dispute once, and many sets of them: without it nothing is surer than with it.
    @ParameterizedTest
    @MethodSource("disputes")
    void less_evidence_never_makes_anything_surer(Row row) {
        Evidence all = row.told().get();
        all.entries().forEach(entry -> assertNotSurer(all, Dispute.without(all, entry), "without " + entry.entry()));
        Random random = new Random(row.name().hashCode());
        for (int round = 0; round < 300; round++) {
            Evidence before = all;
            while (!before.entries().isEmpty()) {
                StoredEntry gone =
                        before.entries().get(random.nextInt(before.entries().size()));
                Evidence after = Dispute.without(before, gone);
                assertNotSurer(before, after, "without " + gone.entry());
                before = after;
            }
        }
        for (long upTo = 0; upTo <= Math.min(all.entries().size(), all.signed().getOrDefault(1L, 0L)); upTo++) {
            assertNotSurer(all, Dispute.signed(all, upTo), "signed up to " + upTo);
        }
    }

    private static void assertNotSurer(Evidence more, Evidence less, String how) {
        Finding before = CaseRules.picture(more).proposed();
        Finding after = CaseRules.picture(less).proposed();
        assertTrue(
                after.certainty().compareTo(before.certainty()) <= 0,
                () -> how + "\nbefore\n" + before.words() + "\nafter\n" + after.words());
        for (Statement statement : after.statements()) {
            Certainty was = before.statements().stream()
                    .filter(one -> one.kind() == statement.kind())
                    .map(Statement::certainty)
                    .findFirst()
                    .orElse(LIKELY);
            assertTrue(
                    statement.certainty().compareTo(was) <= 0,
                    () -> how + "\nbefore\n" + before.words() + "\nafter\n" + after.words());
        }
    }

    @ParameterizedTest
    @MethodSource("disputesOfWhichSomethingWasSaid")
    void evidence_that_contradicts_never_makes_anything_surer(Row row) {
        Evidence all = row.told().get();
        List<Entry> against = List.of(
                new DoorEntry.Opened(A07, null),
                new ConditionEntry.Raised(ConditionEntry.Kind.MISSING_CONTENT, "A07", null),
                new ConditionEntry.Raised(ConditionEntry.Kind.UNEXPECTED_CONTENT, "A07", null),
                new OccupancyEntry.Changed(A07, false, 1, 1, 0.999),
                new OccupancyEntry.Suspect(A07, "stuck"),
                new KioskEntry.Trouble("K7-412", "parcel-not-here", A07, PARCEL),
                new ParcelEntry.PickupConcluded("p", A07, "left-behind", PARCEL, Dispute.sensed(Outcome.NO_CHANGE)));
        Random random = new Random(row.name().hashCode());
        int judged = 0;
        for (int round = 0; round < 200; round++) {
            Evidence before = all;
            for (int more = 0; more < 5; more++) {
                Evidence after = Dispute.with(before, against.get(random.nextInt(against.size())));
                CasePicture was = CaseRules.picture(before);
                CasePicture is = CaseRules.picture(after);
                if (is.contradictions().size() > was.contradictions().size()) {
                    judged++;
                    assertTrue(
                            is.proposed().certainty().compareTo(was.proposed().certainty()) <= 0,
                            () -> was.proposed().words() + "\nthen\n"
                                    + is.proposed().words());
                }
                before = after;
            }
        }
        assertTrue(judged > 50, "the test contradicts something");
    }
}
