package io.lockward.fleet.parcel;

import static io.lockward.fleet.parcel.ParcelFact.What.ANNOUNCED;
import static io.lockward.fleet.parcel.ParcelFact.What.CANCELLED;
import static io.lockward.fleet.parcel.ParcelFact.What.RENEWED;
import static io.lockward.fleet.parcel.ParcelFact.What.RETURNING;
import static io.lockward.fleet.parcel.Told.A07;
import static io.lockward.fleet.parcel.Told.A08;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.ParcelEntry.Taker;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParcelFoldTest {
    @Test
    void an_announced_parcel_is_put_in_coded_and_collected() {
        Told told = new Told().cloud(ANNOUNCED, 0);
        assertEquals(ParcelState.ANNOUNCED, told.story().standing().state());
        told.bank(new ParcelEntry.DepositStarted("d1", A07, Told.PARCEL.parcel(), "dhl-4", "unit-4b", null));
        assertEquals(ParcelState.DEPOSITING, told.story().standing().state());
        told.bank(new ParcelEntry.DepositConcluded("d1", A07, "verified", Told.PARCEL.parcel(), null))
                .coded(A07, 1);
        ParcelStanding waiting = told.story().standing();
        assertEquals(ParcelState.WAITING, waiting.state());
        assertEquals(A07, waiting.compartment());
        assertEquals("dhl-4", waiting.courier());
        assertEquals("unit-4b", waiting.recipient());
        assertEquals(1, waiting.number());
        told.pickup(A07, Taker.RECIPIENT, PickupVerdict.COLLECTED);
        ParcelStory story = told.story();
        assertEquals(ParcelState.COLLECTED, story.standing().state());
        assertEquals(
                List.of(
                        "announced",
                        "deposit.started",
                        "deposit.concluded",
                        "parcel.coded",
                        "pickup.started",
                        "pickup.concluded"),
                story.steps().stream().map(ParcelStory.Step::what).toList());
        assertTrue(story.steps().stream().skip(1).allMatch(step -> step.source() != null), "each step names its entry");
    }

    @ParameterizedTest
    @EnumSource(DepositVerdict.class)
    void a_deposit_leaves_a_parcel_exactly_when_its_verdict_says_so(DepositVerdict verdict) {
        Told told = new Told().deposit(A07, verdict);
        assertEquals(verdict.leavesParcel(), told.story().standing().state().isInside());
        assertEquals(
                verdict.leavesParcel() ? ParcelState.WAITING : ParcelState.ANNOUNCED,
                new Told()
                        .cloud(ANNOUNCED, 0)
                        .deposit(A07, verdict)
                        .story()
                        .standing()
                        .state(),
                "an announced one that did not come in is still expected");
    }

    @ParameterizedTest
    @EnumSource(PickupVerdict.class)
    void a_pickup_takes_a_parcel_exactly_when_its_verdict_says_so(PickupVerdict verdict) {
        Told told = new Told().deposit(A07, DepositVerdict.VERIFIED).pickup(A07, Taker.RECIPIENT, verdict);
        assertEquals(
                verdict.takesParcel() ? ParcelState.COLLECTED : ParcelState.WAITING,
                told.story().standing().state());
    }

    @Test
    void a_verdict_of_a_newer_bank_loses_no_parcel() {
        Told told =
                new Told().bank(new ParcelEntry.DepositConcluded("d1", A07, "beamed-in", Told.PARCEL.parcel(), null));
        assertEquals(ParcelState.WAITING, told.story().standing().state());
        assertNotNull(told.story().standing().attention());
        told.bank(new ParcelEntry.PickupConcluded("p1", A07, "beamed-out", Told.PARCEL.parcel(), null));
        assertEquals(ParcelState.WAITING, told.story().standing().state());
    }

    @Test
    void a_parcel_in_the_wrong_slot_is_followed_whichever_word_comes_first() {
        Told first = new Told().deposit(A07, DepositVerdict.WRONG_COMPARTMENT).moved(A08, A07);
        assertEquals(A08, first.story().standing().compartment());
        Told second = new Told()
                .bank(new ParcelEntry.DepositStarted("d1", A07, Told.PARCEL.parcel(), null, null, null))
                .moved(A08, A07)
                .bank(new ParcelEntry.DepositConcluded("d1", A07, "wrong-compartment", Told.PARCEL.parcel(), null));
        assertEquals(A08, second.story().standing().compartment());
    }

    @Test
    void a_courier_who_opens_again_and_adds_nothing_takes_nothing_away() {
        Told told = new Told().deposit(A07, DepositVerdict.VERIFIED).deposit(A07, DepositVerdict.NOTHING_PLACED);
        assertEquals(ParcelState.WAITING, told.story().standing().state());
        told.bank(new ParcelEntry.DepositStarted("d1", A07, Told.PARCEL.parcel(), null, null, null))
                .bank(new ParcelEntry.DepositConcluded("d1", A07, "cancelled", Told.PARCEL.parcel(), Told.removed()));
        assertEquals(ParcelState.RETURNED, told.story().standing().state(), "the sensor saw it go");
    }

    @Test
    void a_parcel_that_another_door_took_stays_there_when_the_first_door_opens_late_and_is_empty() {
        Told told = new Told()
                .cloud(ANNOUNCED, 0)
                .deposit(A07, DepositVerdict.NOT_OPENED)
                .deposit(A08, DepositVerdict.VERIFIED)
                .bank(new ParcelEntry.DepositConcluded("d1", A07, "nothing-placed", Told.PARCEL.parcel(), null));
        ParcelStanding standing = told.story().standing();
        assertEquals(ParcelState.WAITING, standing.state());
        assertEquals(A08, standing.compartment());
        assertEquals("verified", standing.verdict());
        assertEquals(6, told.story().steps().size(), "the late word is in its story all the same");
    }

    @Test
    void what_a_courier_takes_goes_back() {
        Told told = new Told()
                .deposit(A07, DepositVerdict.VERIFIED)
                .cloud(RETURNING, 0)
                .pickup(A07, Taker.COURIER, PickupVerdict.COLLECTED);
        assertEquals(ParcelState.RETURNED, told.story().standing().state());
    }

    @Test
    void one_that_was_taken_back_and_came_all_the_same_is_inside() {
        Told told = new Told().cloud(ANNOUNCED, 0).cloud(CANCELLED, 0);
        assertEquals(ParcelState.CANCELLED, told.story().standing().state());
        told.deposit(A07, DepositVerdict.VERIFIED);
        assertEquals(ParcelState.WAITING, told.story().standing().state());
        assertTrue(told.story().standing().cancelled());
    }

    @Test
    void a_new_code_ends_the_lock_and_an_old_one_does_not() {
        Told told = new Told()
                .deposit(A07, DepositVerdict.VERIFIED)
                .coded(A07, 1)
                .bank(new CodeEntry.Locked(Told.PARCEL.parcel()));
        assertTrue(told.story().standing().locked());
        told.cloud(RENEWED, 2);
        assertTrue(told.story().standing().locked(), "asked for is not done");
        assertEquals(2, told.story().standing().wanted());
        told.coded(A07, 2);
        assertFalse(told.story().standing().locked());
    }

    @Test
    void sensors_that_see_nothing_contradict_only_what_waits() {
        EntryRef missing = new EntryRef(Told.JOURNAL, 1, 99);
        Told told = new Told().deposit(A07, DepositVerdict.VERIFIED);
        assertEquals(ParcelState.CONTRADICTORY, told.story(missing).standing().state());
        assertNotNull(told.story(missing).standing().attention());
        told.pickup(A07, Taker.RECIPIENT, PickupVerdict.COLLECTED);
        assertEquals(ParcelState.COLLECTED, told.story(missing).standing().state());
        assertNull(told.story(missing).standing().attention());
    }

    @Test
    void any_order_gives_the_same_story() {
        List<ParcelFact> facts = new Told()
                .cloud(ANNOUNCED, 0)
                .deposit(A07, DepositVerdict.WRONG_COMPARTMENT)
                .moved(A08, A07)
                .coded(A08, 1)
                .cloud(RENEWED, 2)
                .coded(A08, 2)
                .pickup(A08, Taker.RECIPIENT, PickupVerdict.LEFT_BEHIND)
                .pickup(A08, Taker.RECIPIENT, PickupVerdict.COLLECTED)
                .facts();
        ParcelStory orderly = ParcelFold.fold(facts, PlaceWords.NONE);
        Random random = new Random(20261130);
        for (int i = 0; i < 200; i++) {
            List<ParcelFact> shaken = new ArrayList<>(facts);
            Collections.shuffle(shaken, random);
            assertEquals(orderly, ParcelFold.fold(shaken, PlaceWords.NONE));
        }
    }

    @Test
    void another_look_after_the_pickup_takes_nothing_out_twice() {
        Told told = new Told().deposit(A07, DepositVerdict.VERIFIED).coded(A07, 1);
        told.pickup(A07, ParcelEntry.Taker.RECIPIENT, PickupVerdict.COLLECTED);
        EntryRef left = told.story().standing().left();
        told.pickup(A07, ParcelEntry.Taker.RECIPIENT, PickupVerdict.COLLECTED);
        assertEquals(ParcelState.COLLECTED, told.story().standing().state());
        assertEquals(left, told.story().standing().left(), "it went out once, and its recipient is told once");
        told.pickup(A07, ParcelEntry.Taker.RECIPIENT, PickupVerdict.LEFT_BEHIND);
        assertEquals(ParcelState.WAITING, told.story().standing().state(), "unless it was put back");
    }

    @Test
    void what_its_bank_flagged_stands_until_it_is_out() {
        Told told = new Told().deposit(A07, DepositVerdict.VERIFIED).coded(A07, 1);
        told.bank(new ParcelEntry.Flagged(Told.PARCEL.parcel(), A07, "something else may lie beside it"));
        told.pickup(A07, ParcelEntry.Taker.RECIPIENT, PickupVerdict.LEFT_BEHIND);
        assertEquals("something else may lie beside it", told.story().standing().attention());
        told.pickup(A07, ParcelEntry.Taker.RECIPIENT, PickupVerdict.COLLECTED);
        assertNull(told.story().standing().attention());
    }
}
