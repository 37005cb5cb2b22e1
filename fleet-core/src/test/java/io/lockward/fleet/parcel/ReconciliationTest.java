package io.lockward.fleet.parcel;

import static io.lockward.fleet.parcel.Told.A07;
import static io.lockward.fleet.parcel.Told.A08;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Instant LATER = Told.START.plus(Duration.ofHours(1));
    private static final EntryRef WORD = new EntryRef(Told.JOURNAL, 1, 50);

    private static Told waiting() {
        return new Told().deposit(A07, DepositVerdict.VERIFIED).coded(A07, 1);
    }

    private static List<Difference.Kind> kinds(@Nullable Long behind, Told told, BankPicture.Holding... holding) {
        return kinds(1, behind, List.of(told.record()), holding);
    }

    private static List<Difference.Kind> kinds(
            long epoch, @Nullable Long behind, List<ParcelRecord> parcels, BankPicture.Holding... holding) {
        return Reconciliation.of(
                        new BankPicture(Told.PARCEL.bank(), parcels, List.of(holding), List.of(), epoch, behind), LATER)
                .stream()
                .map(Difference::kind)
                .toList();
    }

    private static BankPicture.Holding holds(ConditionEntry.Kind kind, String subject) {
        return new BankPicture.Holding(kind, subject, Told.START, WORD);
    }

    @Test
    void is_empty_when_all_is_well() {
        assertEquals(List.of(), kinds(0L, waiting()));
        assertEquals(List.of(), kinds(0L, new Told().cloud(ParcelFact.What.ANNOUNCED, 0)));
        assertEquals(
                List.of(),
                kinds(0L, waiting(), holds(ConditionEntry.Kind.DOOR_AJAR, "A07")),
                "other conditions have alarms of their own");
    }

    @Test
    void lists_what_waits_too_long_until_it_is_out() {
        Told overdue = waiting().cloud(ParcelFact.What.OVERDUE, 0);
        assertEquals(List.of(Difference.Kind.OVERDUE), kinds(0L, overdue));
        Difference back = Reconciliation.of(
                        new BankPicture(
                                Told.PARCEL.bank(),
                                List.of(waiting()
                                        .cloud(ParcelFact.What.OVERDUE, 0)
                                        .cloud(ParcelFact.What.RETURNING, 0)
                                        .record()),
                                List.of(),
                                List.of(),
                                1,
                                0L),
                        LATER)
                .getFirst();
        assertEquals(Difference.Kind.OVERDUE, back.kind());
        assertTrue(back.what().contains("no courier has taken it yet"), back.what());
        assertEquals(List.of(), kinds(0L, overdue.pickup(A07, ParcelEntry.Taker.RECIPIENT, PickupVerdict.COLLECTED)));
    }

    @Test
    void lists_what_the_sensors_miss_with_both_sides_as_evidence() {
        Difference missing = Reconciliation.of(
                        new BankPicture(
                                Told.PARCEL.bank(),
                                List.of(waiting().record()),
                                List.of(holds(ConditionEntry.Kind.MISSING_CONTENT, "A07")),
                                List.of(),
                                1,
                                0L),
                        LATER)
                .getFirst();
        assertEquals(Difference.Kind.MISSING, missing.kind());
        assertEquals(Told.PARCEL.parcel(), missing.parcel());
        assertEquals(List.of(WORD, new EntryRef(Told.JOURNAL, 1, 2)), missing.evidence());
        assertTrue(missing.kind().suggestion().length() > 10);
        assertEquals(
                List.of(Difference.Kind.MISSING),
                kinds(1, 0L, List.of(), holds(ConditionEntry.Kind.MISSING_CONTENT, "A07")),
                "also when these books never had it");
    }

    @Test
    void lists_a_pickup_that_nobody_could_judge_with_what_was_said_until_it_is_settled() {
        Told told = waiting()
                .pickup(A07, ParcelEntry.Taker.COURIER, PickupVerdict.UNDECIDED)
                .bank(new ParcelEntry.Stated("p1", A07, Told.PARCEL.parcel(), true));
        BankPicture.Doubt doubt = new BankPicture.Doubt(A07, "the last opening is not known", Told.START, WORD);
        List<Difference> list = Reconciliation.of(
                new BankPicture(Told.PARCEL.bank(), List.of(told.record()), List.of(), List.of(doubt), 1, 0L), LATER);
        assertEquals(1, list.size(), "what nobody knows of the same compartment is the same thing to look at");
        Difference open = list.getFirst();
        assertEquals(Difference.Kind.UNSETTLED, open.kind());
        assertTrue(open.what().contains("could not tell") && open.what().contains("took everything"), open.what());
        assertEquals(2, open.evidence().size());
        assertEquals(
                ParcelState.RETURNED,
                waiting()
                        .pickup(A07, ParcelEntry.Taker.COURIER, PickupVerdict.UNDECIDED)
                        .concluded(A07, PickupVerdict.COLLECTED)
                        .record()
                        .standing()
                        .state(),
                "the second verdict is about the same taker");
        assertEquals(List.of(), kinds(0L, told.concluded(A07, PickupVerdict.LEFT_BEHIND)));
    }

    @Test
    void lists_what_nobody_expected() {
        assertEquals(
                List.of(Difference.Kind.UNEXPECTED),
                kinds(1, 0L, List.of(), holds(ConditionEntry.Kind.UNEXPECTED_CONTENT, "A08")));
    }

    @Test
    void lists_what_the_bank_says_that_nobody_knows() {
        BankPicture.Doubt doubt = new BankPicture.Doubt(A08, "stuck: the same value", Told.START, WORD);
        Difference found = Reconciliation.of(
                        new BankPicture(Told.PARCEL.bank(), List.of(), List.of(), List.of(doubt), 1, 0L), LATER)
                .getFirst();
        assertEquals(Difference.Kind.NOT_KNOWN, found.kind());
        assertEquals(A08, found.compartment());
        assertEquals(List.of(WORD), found.evidence());
        assertEquals("Nobody can tell what is in A08: stuck: the same value.", found.what());
    }

    @Test
    void lists_movements_that_never_ended_once_everything_is_read() {
        Told open = new Told().bank(new ParcelEntry.DepositStarted("d1", A07, Told.PARCEL.parcel(), null, null, null));
        assertEquals(List.of(Difference.Kind.DEPOSIT_OPEN), kinds(0L, open));
        assertEquals(List.of(), kinds(7L, open), "its end may be on its way");
        Told going = waiting()
                .bank(new ParcelEntry.PickupStarted(
                        "p1", A07, Told.PARCEL.parcel(), ParcelEntry.Taker.RECIPIENT, null));
        assertEquals(List.of(Difference.Kind.PICKUP_OPEN), kinds(0L, going));
    }

    @Test
    void lists_what_a_bank_forgot_with_its_journal() {
        assertEquals(
                List.of(Difference.Kind.FORGOTTEN),
                kinds(2, 0L, List.of(waiting().record())));
    }

    @Test
    void lists_codes_that_do_not_open() {
        assertEquals(List.of(Difference.Kind.NO_CODE), kinds(0L, new Told().deposit(A07, DepositVerdict.VERIFIED)));
        assertEquals(
                List.of(Difference.Kind.LOCKED), kinds(0L, waiting().bank(new CodeEntry.Locked(Told.PARCEL.parcel()))));
    }

    @Test
    void lists_doubts_and_what_came_though_it_was_taken_back() {
        assertEquals(
                List.of(Difference.Kind.CAME_ALL_THE_SAME, Difference.Kind.DOUBTFUL),
                kinds(
                        0L,
                        new Told()
                                .cloud(ParcelFact.What.ANNOUNCED, 0)
                                .cloud(ParcelFact.What.CANCELLED, 0)
                                .deposit(A08, DepositVerdict.UNDECIDED)
                                .coded(A08, 1)));
    }

    @Test
    void lists_a_compartment_that_two_people_share() {
        ParcelRecord mine = waiting().record();
        ParcelStanding standing = mine.standing();
        ParcelRecord yours = new ParcelRecord(
                new ParcelKey(Told.PARCEL.bank(), new ParcelId(new UUID(8, 8))),
                null,
                new Told()
                        .bank(new ParcelEntry.DepositStarted("d2", A07, Told.PARCEL.parcel(), null, "unit-9", null))
                        .bank(new ParcelEntry.DepositConcluded("d2", A07, "verified", Told.PARCEL.parcel(), null))
                        .coded(A07, 1)
                        .story()
                        .standing());
        assertEquals(standing.compartment(), yours.standing().compartment());
        assertEquals(List.of(Difference.Kind.SHARED), kinds(1, 0L, List.of(mine, yours)));
        ParcelRecord mineToo =
                new ParcelRecord(new ParcelKey(Told.PARCEL.bank(), new ParcelId(new UUID(9, 9))), null, standing);
        assertEquals(List.of(), kinds(1, 0L, List.of(mine, mineToo)), "several for one person may share");
    }
}
