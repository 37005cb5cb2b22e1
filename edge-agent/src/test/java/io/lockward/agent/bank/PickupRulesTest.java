package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.code;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelWords.no;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.agent.bank.parcel.KioskView.Step;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PickupRulesTest {
    private final ParcelBank bank = ParcelBank.with("A01", "A02");

    private String opened(Parcel parcel) {
        String session = bank.enter(code(parcel));
        yes(bank.pickup(session, parcel.id()));
        String compartment = parcel.compartment().value();
        bank.pass(1).says("pickup.started " + compartment, "lock.pulsed " + compartment, "door.opened " + compartment);
        return session;
    }

    @Test
    void seesThatTheParcelWasCollected() {
        Parcel parcel = bank.delivered("A01", 250);
        opened(parcel);
        bank.put("A01", -250).pass(1).close("A01").pass(4);
        bank.says("door.closed A01", "occupancy.changed A01 false", "pickup.concluded A01 collected");
        assertEquals(0, bank.books().parcels().size());
        bank.pass(121);
        assertEquals(Why.WRONG_CODE, no(bank.entered(null, code(parcel))), "nothing opens for it any more");
    }

    @Test
    void seesThatItWasLeftBehindAndLetsItsOwnerComeAgain() {
        Parcel parcel = bank.delivered("A01", 250);
        String session = opened(parcel);
        bank.pass(1).close("A01").pass(4);
        bank.says("door.closed A01", "pickup.concluded A01 left-behind", "kiosk.trouble left-behind");
        yes(bank.pickup(session, parcel.id()));
    }

    @Test
    void seesThatOnlyAPartWasCollected() {
        Parcel parcel = bank.delivered("A01", 900);
        opened(parcel);
        bank.put("A01", -500).pass(1).close("A01").pass(4);
        bank.says(
                "door.closed A01",
                "pickup.concluded A01 partly-collected",
                "kiosk.trouble partly-collected",
                "parcel.flagged A01: its pickup ended as partly-collected");
        assertEquals(1, bank.books().parcels().size(), "the rest is still there");
    }

    @Test
    void givesOutWhatLiesTogetherTogether() {
        Parcel first = bank.delivered("A01", 250);
        String courier = bank.enter(BADGE);
        yes(bank.ask(new KioskRequest.Deposit(courier, null, "r4b", Size.SMALL, false, true)));
        bank.pass(1).put("A01", 100).close("A01").pass(4).forget();
        opened(first);
        bank.put("A01", -250).pass(1).close("A01").pass(4);
        bank.says(
                "door.closed A01",
                "pickup.concluded A01 partly-collected",
                "kiosk.trouble partly-collected",
                "parcel.flagged A01: its pickup ended as partly-collected");
        assertEquals(2, bank.books().in(id("A01")).size(), "nobody knows which of them it was");
        bank.pass(121);
        String again = bank.enter(code(first));
        yes(bank.pickup(again, first.id()));
        bank.pass(1).put("A01", -100).close("A01").pass(4);
        assertEquals(0, bank.books().in(id("A01")).size());
    }

    @Test
    void takesBothOutOfTheBooksWhenBothWereTaken() {
        Parcel first = bank.delivered("A01", 250);
        String courier = bank.enter(BADGE);
        yes(bank.ask(new KioskRequest.Deposit(courier, null, "r4b", Size.SMALL, false, true)));
        bank.pass(1).put("A01", 100).close("A01").pass(4).forget();
        opened(first);
        bank.put("A01", -350).pass(1).close("A01").pass(4);
        bank.says(
                "door.closed A01",
                "occupancy.changed A01 false",
                "pickup.concluded A01 collected",
                "pickup.started A01",
                "pickup.concluded A01 collected");
        assertEquals(0, bank.books().parcels().size());
        assertTrue(bank.books().movements().isEmpty());
    }

    @Test
    void opensOneDoorAfterTheOtherForCodeAfterCode() {
        Parcel first = bank.delivered("A01", 250);
        Parcel second = bank.delivered("A02", 80);
        String session = bank.enter(code(first));
        assertEquals(Why.NOT_ALLOWED, no(bank.pickup(session, second.id())), "a code opens for its parcel only");
        assertEquals(session, yes(bank.entered(session, code(second))));
        yes(bank.pickup(session, first.id()));
        assertEquals(Why.DOOR_FIRST, no(bank.pickup(session, second.id())));
        bank.pass(1).put("A01", -250).close("A01").pass(4);
        yes(bank.pickup(session, second.id()));
        bank.pass(1).put("A02", -80).close("A02").pass(4);
        assertEquals(0, bank.books().parcels().size());
        assertEquals(2, bank.visitor().done().size());
    }

    @Test
    void opensTheSameDoorOnceMoreForTwoMinutes() {
        Parcel parcel = bank.delivered("A01", 250);
        String session = opened(parcel);
        bank.put("A01", -250).close("A01").pass(4).forget();
        Step.Ended ended = assertInstanceOf(Step.Ended.class, bank.step());
        assertTrue(ended.reopenSeconds() > 100);
        yes(bank.say(session, Word.REOPEN));
        bank.pass(1).close("A01").pass(4);
        bank.says(
                "pickup.started A01",
                "lock.pulsed A01",
                "door.opened A01",
                "door.closed A01",
                "pickup.concluded A01 collected");
        bank.ask(new KioskRequest.Leave(session));
        String again = bank.enter(code(parcel));
        yes(bank.say(again, Word.REOPEN));
        bank.pass(1).close("A01").pass(4).forget();
        bank.pass(130);
        assertEquals(Why.WRONG_CODE, no(bank.entered(null, code(parcel))));
    }

    @Test
    void doesNotReopenOnSomebodyElsesParcel() {
        Parcel parcel = bank.delivered("A01", 250);
        String session = opened(parcel);
        bank.put("A01", -250).close("A01").pass(4).forget();
        bank.ask(new KioskRequest.Leave(session));
        bank.delivered("A01", 50);
        String again = bank.enter(code(parcel));
        assertEquals(Why.NO_SUCH_PARCEL, no(bank.say(again, Word.REOPEN)));
        assertEquals(0, bank.pulses.size());
    }

    @Test
    void saysAStuckDoorWithACodeForSupport() {
        Parcel parcel = bank.delivered("A01", 250);
        bank.jammed.add(id("A01"));
        String session = bank.enter(code(parcel));
        yes(bank.pickup(session, parcel.id()));
        bank.pass(20);
        bank.says(
                "pickup.started A01",
                "lock.pulsed A01",
                "lock.pulsed A01",
                "lock.pulsed A01",
                "door.jammed A01",
                "pickup.concluded A01 not-opened",
                "kiosk.trouble door-stuck");
        assertNotNull(assertInstanceOf(Step.Ended.class, bank.step()).trouble());
        assertEquals(1, bank.books().parcels().size());
    }

    @Test
    void goesOnWhenAStuckDoorOpensLate() {
        Parcel parcel = bank.delivered("A01", 250);
        bank.jammed.add(id("A01"));
        yes(bank.pickup(bank.enter(code(parcel)), parcel.id()));
        bank.pass(20).forget();
        bank.open("A01").put("A01", -250).pass(1).close("A01").pass(4);
        bank.says(
                "door.opened A01", "door.closed A01", "occupancy.changed A01 false", "pickup.concluded A01 collected");
        assertEquals(0, bank.books().parcels().size());
    }

    @Test
    void waitsForAnOpenDoorAndThenSeesWhatBecameOfIt() {
        Parcel parcel = bank.delivered("A01", 250);
        String session = opened(parcel);
        bank.ask(new KioskRequest.Leave(session));
        bank.put("A01", -250).pass(130);
        bank.says("condition.raised DOOR_AJAR A01", "pickup.concluded A01 door-left-open");
        assertEquals(1, bank.books().parcels().size());
        bank.close("A01").pass(4);
        bank.says(
                "door.closed A01",
                "condition.cleared DOOR_AJAR A01",
                "occupancy.changed A01 false",
                "pickup.concluded A01 collected");
        assertEquals(0, bank.books().parcels().size());
    }

    @Test
    void countsAsTakenWhatADeadSensorCannotSeeAndFlagsIt() {
        Parcel parcel = bank.delivered("A01", 250);
        opened(parcel);
        bank.silent.add(id("A01"));
        bank.put("A01", -250).close("A01").pass(31);
        bank.says(
                "door.closed A01",
                "occupancy.suspect A01",
                "pickup.concluded A01 sensor-suspect",
                "kiosk.trouble sensor-suspect",
                "parcel.flagged A01: its pickup ended as sensor-suspect");
        assertEquals(0, bank.books().parcels().size());
    }

    @Test
    void keepsWhatNobodyCanTellAboutUntilItsOwnerSaysThatItIsGone() {
        Parcel parcel = bank.delivered("A01", 9);
        opened(parcel);
        bank.put("A01", -4.5).close("A01").pass(31);
        bank.says("door.closed A01", "occupancy.suspect A01", "pickup.concluded A01 undecided");
        bank.pass(121).forget();
        String session = opened(parcel);
        assertEquals(Why.ASK_SUPPORT, no(bank.say(session, Word.NOT_HERE)));
        bank.close("A01").pass(4);
        bank.says(
                "parcel.flagged A01: somebody says that it is not there",
                "kiosk.trouble parcel-not-here",
                "door.closed A01",
                "pickup.concluded A01 undecided",
                "parcel.gone A01");
    }

    @Test
    void gaveOutTheNextDaysCodeOnlyAfterTheCloudsWord() {
        Parcel parcel = bank.delivered("A01", 250);
        bank.ticket(new Ticket.Parcel(parcel.id().toString(), 1, false, true));
        assertEquals(Why.HELD, no(bank.entered(null, code(parcel))));
        String before = code(parcel);
        bank.ticket(new Ticket.Parcel(parcel.id().toString(), 2, false, false));
        bank.pass(1);
        Parcel renewed = bank.books().in(id("A01")).getFirst();
        assertEquals(Why.WRONG_CODE, no(bank.entered(null, before)));
        yes(bank.entered(null, code(renewed)));
    }

    @Test
    void checksTheCloudsWordAgainWhenTheDoorIsToOpen() {
        Parcel parcel = bank.delivered("A01", 250);
        String session = bank.enter(code(parcel));
        bank.ticket(new Ticket.Parcel(parcel.id().toString(), 1, false, true));
        assertEquals(Why.HELD, no(bank.pickup(session, parcel.id())));
        assertEquals(0, bank.pulses.size());
    }

    @Test
    void givesBackToTheCourierWhatWasNeverFetched() {
        Parcel parcel = bank.delivered("A01", 250);
        String courier = bank.enter(BADGE);
        assertEquals(Why.NOT_ALLOWED, no(bank.pickup(courier, parcel.id())));
        bank.ticket(new Ticket.Parcel(parcel.id().toString(), 1, true, false));
        assertEquals(Why.GOING_BACK, no(bank.entered(null, code(parcel))));
        String back = bank.enter(BADGE);
        assertEquals(1, bank.visitor().parcels().size());
        yes(bank.pickup(back, parcel.id()));
        bank.pass(1).put("A01", -250).close("A01").pass(4);
        assertEquals(0, bank.books().parcels().size());
        bank.ticket(ParcelWords.courier("dhl", BADGE, false));
        assertFalse(bank.view().visitor() == null);
    }

    @Test
    void releasesAParcelOnlyOnceHoweverOftenItIsAskedFor() {
        Parcel parcel = bank.delivered("A01", 250);
        String session = bank.enter(code(parcel));
        yes(bank.pickup(session, parcel.id()));
        assertEquals(Why.DOOR_FIRST, no(bank.pickup(session, parcel.id())));
        String other = bank.enter(code(parcel));
        assertEquals(Why.NOT_NOW, no(bank.pickup(other, parcel.id())), "it is being released already");
        bank.pass(1).put("A01", -250).close("A01").pass(4);
        assertEquals(Why.NO_SUCH_PARCEL, no(bank.pickup(other, parcel.id())));
        assertEquals(1, bank.pulses.size());
    }

    @Test
    void believesThePersonWhereTheSwitchTellsNothing() {
        Parcel parcel = bank.delivered("A01", 250);
        bank.blind.add(id("A01"));
        bank.pass(5).forget();
        String session = bank.enter(code(parcel));
        yes(bank.pickup(session, parcel.id()));
        bank.pass(6);
        Step.Open open = assertInstanceOf(Step.Open.class, bank.step());
        assertFalse(open.seen());
        bank.put("A01", -250);
        yes(bank.say(session, Word.DONE));
        bank.pass(4);
        bank.says(
                "pickup.started A01",
                "lock.pulsed A01",
                "occupancy.changed A01 false",
                "pickup.concluded A01 collected");
    }

    @Test
    void hasAParcelInTheBooksAgainThatIsPutBackAfterItWasTaken() {
        Parcel parcel = bank.delivered("A01", 250);
        String session = opened(parcel);
        bank.put("A01", -250).close("A01").pass(4);
        yes(bank.say(session, Word.REOPEN));
        bank.pass(1).put("A01", 250).close("A01").pass(4);
        assertEquals(List.of(parcel.id()), List.copyOf(bank.books().parcels().keySet()));
        bank.ask(new KioskRequest.Leave(session));
        yes(bank.pickup(bank.enter(code(parcel)), parcel.id()));
    }

    @Test
    void flagsWhatIsPutBackAfterTwoWereTakenTogether() {
        Parcel first = bank.delivered("A01", 250);
        String courier = bank.enter(BADGE);
        yes(bank.ask(new KioskRequest.Deposit(courier, null, "r4b", Size.SMALL, false, true)));
        bank.pass(1).put("A01", 20).close("A01").pass(5);
        bank.ask(new KioskRequest.Leave(courier));
        bank.forget();
        String session = opened(first);
        bank.put("A01", -270).close("A01").pass(4);
        assertEquals(0, bank.books().parcels().size());
        yes(bank.say(session, Word.REOPEN));
        bank.pass(1).put("A01", 270).close("A01").pass(4);
        assertEquals(
                List.of("something else may lie beside it"),
                bank.books().in(id("A01")).getFirst().flags(),
                "two were taken, and one is in the books again");
    }

    @Test
    void answersComplaintsWithACodeForSupport() {
        Parcel parcel = bank.delivered("A01", 250);
        String session = opened(parcel);
        KioskAnswer.No answer = assertInstanceOf(KioskAnswer.No.class, bank.say(session, Word.CANNOT_REACH));
        assertEquals(Why.ASK_SUPPORT, answer.why());
        assertNotNull(answer.trouble());
        assertEquals(Why.ASK_SUPPORT, no(bank.say(session, Word.NOT_MINE)));
        assertEquals(Why.NOT_NOW, no(bank.say(session, Word.TOO_SMALL)));
    }
}
