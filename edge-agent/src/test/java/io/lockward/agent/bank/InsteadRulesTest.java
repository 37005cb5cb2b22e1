package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelBank.parcel;
import static io.lockward.agent.bank.ParcelWords.no;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.agent.bank.parcel.KioskView.Step;
import io.lockward.agent.bank.parcel.Session.Instead;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A door that does not suit, and the one that is opened instead.
class InsteadRulesTest {
    private static Step.Ended end(ParcelBank bank) {
        return assertInstanceOf(Step.Ended.class, bank.step());
    }

    private static CompartmentId door(ParcelBank bank) {
        return assertInstanceOf(Step.Open.class, bank.step()).compartment();
    }

    /// A courier presses a button at the open door and shuts it again, empty.
    private static void refuses(ParcelBank bank, String session, Word word) {
        bank.pass(1);
        String compartment = door(bank).value();
        yes(bank.say(session, word));
        bank.close(compartment).pass(4);
    }

    private static void announced(ParcelBank bank) {
        bank.ticket(new Ticket.Delivery(
                parcel(1).toString(),
                "4B",
                "JD01",
                Size.SMALL,
                "r4b",
                null,
                false,
                ParcelBank.WALL.plus(Duration.ofHours(5))));
    }

    @Test
    void a_parcel_that_is_too_large_gets_a_larger_door_with_one_word_and_the_same_name() {
        ParcelBank bank = ParcelBank.with("A01:s", "A02:s", "B01", "C01:L");
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        ParcelId parcel = bank.movement("A01").parcel();
        refuses(bank, session, Word.TOO_SMALL);
        assertEquals(Instead.LARGER, end(bank).instead());
        assertTrue(end(bank).insteadFree());
        yes(bank.say(session, Word.INSTEAD));
        refuses(bank, session, Word.TOO_SMALL);
        assertEquals(id("B01"), end(bank).compartment());
        yes(bank.say(session, Word.INSTEAD));
        bank.pass(1).put("C01", 400).close("C01").pass(4);
        assertEquals(parcel, bank.books().in(id("C01")).getFirst().id());
        assertNull(end(bank).instead());
        assertEquals(Why.NOT_NOW, no(bank.say(session, Word.INSTEAD)));
    }

    @Test
    void when_no_larger_door_is_free_the_screen_says_so_and_opens_none() {
        ParcelBank bank = ParcelBank.with("A01:s", "A02:s");
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        refuses(bank, session, Word.TOO_SMALL);
        assertEquals(Instead.LARGER, end(bank).instead());
        assertFalse(end(bank).insteadFree());
        assertEquals(Why.NO_ROOM, no(bank.say(session, Word.INSTEAD)));
        assertTrue(bank.books().movements().isEmpty());
    }

    @Test
    void the_same_label_read_again_does_not_open_the_door_that_did_not_suit() {
        ParcelBank bank = ParcelBank.with("A01:s", "A02:s", "C01:L");
        announced(bank);
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, parcel(1)));
        refuses(bank, session, Word.TOO_SMALL);
        yes(bank.deposit(session, parcel(1)));
        bank.pass(1);
        assertEquals(id("C01"), door(bank), "another small one is as small");
        refuses(bank, session, Word.CANCEL);
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(1);
        assertEquals(id("A01"), door(bank), "another parcel may well fit");
    }

    @Test
    void a_door_that_did_not_suit_is_taken_when_no_other_will_do() {
        ParcelBank bank = ParcelBank.with("A01:s");
        announced(bank);
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, parcel(1)));
        refuses(bank, session, Word.TOO_SMALL);
        yes(bank.deposit(session, parcel(1)));
    }

    @Test
    void who_cannot_reach_a_door_gets_one_within_reach_and_never_that_one_again() {
        ParcelBank bank = ParcelBank.with("A01:s!", "A02:s!", "B01:L");
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        refuses(bank, session, Word.CANNOT_REACH);
        assertEquals(Instead.REACHABLE, end(bank).instead());
        yes(bank.say(session, Word.INSTEAD));
        bank.pass(1);
        assertEquals(id("B01"), door(bank));
        refuses(bank, session, Word.CANNOT_REACH);
        assertEquals(Instead.ANOTHER, end(bank).instead(), "it was within reach already");
        assertFalse(end(bank).insteadFree());
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(1);
        assertEquals(id("A02"), door(bank), "whatever it is that this courier brings");
    }

    @Test
    void a_door_that_stays_shut_is_followed_by_another_one_and_its_parcel_stays_there_when_the_first_opens_late() {
        ParcelBank bank = ParcelBank.with("A01", "A02");
        bank.jammed.add(id("A01"));
        announced(bank);
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, parcel(1)));
        bank.pass(20);
        assertEquals("not-opened", end(bank).verdict());
        assertEquals(Instead.ANOTHER, end(bank).instead());
        yes(bank.say(session, Word.INSTEAD));
        bank.pass(1).put("A02", 400).close("A02").pass(4);
        assertEquals("verified", end(bank).verdict());
        bank.open("A01").pass(2).close("A01").pass(8);
        assertEquals(1, bank.books().in(id("A02")).size(), "it is lost by the books");
        yes(bank.ask(new KioskRequest.Leave(session)));
        yes(bank.entered(null, ParcelBank.code(bank.books().in(id("A02")).getFirst())));
    }

    @Test
    void somebody_elses_parcel_in_there_leads_to_another_door_and_a_change_of_mind_to_none() {
        ParcelBank bank = ParcelBank.with("A01", "A02");
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        refuses(bank, session, Word.SOMETHING_INSIDE);
        assertEquals(Instead.ANOTHER, end(bank).instead());
        yes(bank.say(session, Word.INSTEAD));
        refuses(bank, session, Word.CANCEL);
        assertEquals(id("A02"), end(bank).compartment());
        assertNull(end(bank).instead());
    }
}
