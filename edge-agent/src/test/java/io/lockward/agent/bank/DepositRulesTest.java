package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelBank.parcel;
import static io.lockward.agent.bank.ParcelWords.no;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.agent.bank.parcel.KioskView.Step;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepositRulesTest {
    private final ParcelBank bank = ParcelBank.with("A01", "A02");

    /// A courier at the screen whose door has sprung open.
    private String opened() {
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(1).says("deposit.started A01", "lock.pulsed A01", "door.opened A01");
        return session;
    }

    @Test
    void verifiesTwoSheetsOfPaperAndMakesTheirCode() {
        opened();
        bank.put("A01", 9).pass(2).close("A01").pass(4);
        bank.says(
                "door.closed A01",
                "occupancy.changed A01 true",
                "deposit.concluded A01 verified",
                "parcel.coded A01 1");
        Parcel parcel = bank.books().in(id("A01")).getFirst();
        assertEquals("r4b", parcel.recipient());
        assertEquals("dhl", parcel.courier());
        assertEquals(1, bank.pulses.size());
        Step.Ended ended = assertInstanceOf(Step.Ended.class, bank.step());
        assertEquals("verified", ended.verdict());
    }

    @Test
    void writesWhatItDoesBeforeItDrivesTheLock() {
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        var started = bank.journal.getLast();
        assertEquals("lock.pulsed A01", ParcelWords.of(started.entry()));
        assertEquals(1, bank.pulses.size());
        assertEquals(1, bank.movement("A01").before().size(), "what the scale read");
    }

    @Test
    void tellsThatNothingWasPlaced() {
        opened();
        bank.pass(3).close("A01").pass(4);
        bank.says("door.closed A01", "deposit.concluded A01 nothing-placed");
        assertEquals(0, bank.books().parcels().size());
    }

    @Test
    void offersTheOtherCompartmentAndFollowsTheParcelThere() {
        bank.open("A02").pass(5).forget();
        String session = opened();
        bank.put("A02", 300).pass(1).close("A02").pass(4);
        bank.says("door.closed A02", "condition.cleared FORCED_ENTRY A02", "occupancy.changed A02 true");
        Step.Open step = assertInstanceOf(Step.Open.class, bank.step());
        assertEquals(id("A02"), step.elsewhere());
        yes(bank.say(session, Word.USE_OTHER));
        bank.pass(1);
        bank.says(
                "deposit.concluded A01 wrong-compartment",
                "parcel.moved A01 A02",
                "parcel.flagged A02: it came in by a door that nothing had unlocked",
                "parcel.coded A02 1");
        assertEquals(1, bank.books().in(id("A02")).size());
    }

    @Test
    void followsTheParcelWhenTheCourierWalksOff() {
        bank.open("A02").pass(5).forget();
        opened();
        bank.put("A02", 300).pass(1).close("A02").pass(4).close("A01").pass(4);
        bank.says(
                "door.closed A02",
                "condition.cleared FORCED_ENTRY A02",
                "occupancy.changed A02 true",
                "door.closed A01",
                "deposit.concluded A01 wrong-compartment",
                "parcel.moved A01 A02",
                "parcel.flagged A02: it came in by a door that nothing had unlocked",
                "parcel.coded A02 1");
    }

    @Test
    void followsTheParcelEvenWhenItsOwnDoorWasShutFirst() {
        bank.open("A02").pass(5).forget();
        String session = opened();
        bank.put("A02", 300).close("A01").pass(4);
        bank.says("door.closed A01", "deposit.concluded A01 nothing-placed");
        bank.ask(new KioskRequest.Leave(session));
        bank.pass(120).close("A02").pass(4);
        bank.says(
                "condition.raised DOOR_AJAR A02",
                "door.closed A02",
                "condition.cleared FORCED_ENTRY A02",
                "condition.cleared DOOR_AJAR A02",
                "occupancy.changed A02 true",
                "deposit.concluded A01 wrong-compartment",
                "parcel.moved A01 A02",
                "parcel.flagged A02: it came in by a door that nothing had unlocked",
                "parcel.coded A02 1");
    }

    @Test
    void doesNotPutACodeOnACompartmentThatHoldsSomebodyElsesParcel() {
        bank.delivered("A01", 500);
        bank.decide(new Input.DoorSensed(id("A01"), true));
        bank.open.add(id("A01"));
        bank.pass(2).forget();
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(1).put("A01", 300).close("A01").pass(4).close("A02").pass(4);
        assertEquals(1, bank.books().in(id("A01")).size(), "only whose it was");
        assertEquals(
                List.of("something else may lie beside it"),
                bank.books().in(id("A01")).getFirst().flags(),
                "and it is said that something came in there");
        assertEquals(0, bank.books().in(id("A02")).size());
    }

    @Test
    void tellsThatTheDoorWasLeftOpenAndDecidesWhenItIsShut() {
        String session = opened();
        bank.put("A01", 200);
        bank.ask(new KioskRequest.Leave(session));
        bank.pass(120);
        bank.says("condition.raised DOOR_AJAR A01", "deposit.concluded A01 door-left-open");
        Parcel unproven = bank.books().in(id("A01")).getFirst();
        assertNull(unproven.code(), "nobody is told of it yet");
        bank.pass(60).says();
        bank.close("A01").pass(4);
        bank.says(
                "door.closed A01",
                "condition.cleared DOOR_AJAR A01",
                "occupancy.changed A01 true",
                "deposit.concluded A01 verified",
                "parcel.coded A01 1");
    }

    @Test
    void takesAParcelOutOfTheBooksThatAnOpenDoorNeverHeld() {
        String session = opened();
        bank.ask(new KioskRequest.Leave(session));
        bank.pass(130).close("A01").pass(4);
        bank.says(
                "condition.raised DOOR_AJAR A01",
                "deposit.concluded A01 door-left-open",
                "door.closed A01",
                "condition.cleared DOOR_AJAR A01",
                "deposit.concluded A01 nothing-placed");
        assertEquals(0, bank.books().parcels().size());
    }

    @Test
    void believesACourierWhoFindsSomethingInside() {
        String session = opened();
        yes(bank.say(session, Word.SOMETHING_INSIDE));
        bank.pass(1).close("A01").pass(4);
        bank.says(
                "door.closed A01",
                "deposit.concluded A01 already-occupied",
                "kiosk.trouble already-occupied",
                "occupancy.suspect A01",
                "condition.raised UNEXPECTED_CONTENT A01");
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(1).says("deposit.started A02", "lock.pulsed A02", "door.opened A02");
    }

    @Test
    void cancelsWhatIsTooSmallAndOffersTheNextLarger() {
        ParcelBank two = ParcelBank.with("A01:s", "A02:L");
        String session = two.enter(BADGE);
        yes(two.deposit(session, Size.SMALL));
        two.pass(1);
        yes(two.say(session, Word.TOO_SMALL));
        two.close("A01").pass(4);
        two.says(
                "deposit.started A01",
                "lock.pulsed A01",
                "door.opened A01",
                "door.closed A01",
                "deposit.concluded A01 cancelled");
        yes(two.deposit(session, Size.MEDIUM));
        two.pass(1).says("deposit.started A02", "lock.pulsed A02", "door.opened A02");
    }

    @Test
    void keepsAParcelThatIsInsideWhateverButtonWasPressed() {
        String session = opened();
        yes(bank.say(session, Word.CANCEL));
        bank.put("A01", 400).pass(1).close("A01").pass(4);
        bank.says(
                "door.closed A01",
                "occupancy.changed A01 true",
                "deposit.concluded A01 verified",
                "parcel.coded A01 1");
    }

    @Test
    void keepsAParcelThatADeadSensorCannotVouchFor() {
        opened();
        bank.silent.add(id("A01"));
        bank.put("A01", 400).pass(1).close("A01").pass(31);
        bank.says(
                "door.closed A01",
                "occupancy.suspect A01",
                "deposit.concluded A01 sensor-suspect",
                "kiosk.trouble sensor-suspect",
                "parcel.flagged A01: no sensor vouches for its deposit",
                "parcel.coded A01 1");
    }

    @Test
    void suspectsASensorThatWasDeadBeforeTheParcelCame() {
        ParcelBank one = ParcelBank.with("A01");
        one.silent.add(id("A01"));
        one.pass(20).forget();
        String session = one.enter(BADGE);
        yes(one.deposit(session, Size.SMALL));
        one.pass(1).put("A01", 400).pass(1).close("A01").pass(31);
        one.says(
                "deposit.started A01",
                "lock.pulsed A01",
                "door.opened A01",
                "door.closed A01",
                "occupancy.suspect A01",
                "deposit.concluded A01 sensor-suspect",
                "kiosk.trouble sensor-suspect",
                "parcel.flagged A01: no sensor vouches for its deposit",
                "parcel.coded A01 1");
    }

    @Test
    void keepsAParcelThatTheSensorsAreNotSureOf() {
        opened();
        bank.put("A01", 4.5).pass(1).close("A01").pass(31);
        bank.says(
                "door.closed A01",
                "occupancy.suspect A01",
                "deposit.concluded A01 undecided",
                "parcel.flagged A01: no sensor vouches for its deposit",
                "parcel.coded A01 1");
    }

    @Test
    void worksInABankWithoutSensors() {
        ParcelBank plain = ParcelBank.withoutSensors("A01");
        String session = plain.enter(BADGE);
        yes(plain.deposit(session, Size.SMALL));
        plain.pass(2).close("A01").pass(1);
        plain.says(
                "deposit.started A01",
                "lock.pulsed A01",
                "door.opened A01",
                "door.closed A01",
                "deposit.concluded A01 sensor-suspect",
                "parcel.coded A01 1");
    }

    @Test
    void drivesAStuckLockThreeTimesAndThenTakesTheNextDoor() {
        bank.jammed.add(id("A01"));
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(6);
        assertEquals(
                new Step.Opening(Movement.Kind.DEPOSIT, bank.movement("A01").parcel(), id("A01"), 2), bank.step());
        bank.pass(14);
        bank.says(
                "deposit.started A01",
                "lock.pulsed A01",
                "lock.pulsed A01",
                "lock.pulsed A01",
                "door.jammed A01",
                "deposit.concluded A01 not-opened",
                "kiosk.trouble door-stuck");
        Step.Ended ended = assertInstanceOf(Step.Ended.class, bank.step());
        assertNotNull(ended.trouble());
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(1).says("deposit.started A02", "lock.pulsed A02", "door.opened A02");
    }

    @Test
    void drivesNothingAgainWhenNobodyStandsThere() {
        bank.jammed.add(id("A01"));
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        bank.ask(new KioskRequest.Leave(session));
        bank.pass(30);
        bank.says("deposit.started A01", "lock.pulsed A01", "door.jammed A01", "deposit.concluded A01 not-opened");
        assertEquals(1, bank.pulses.size());
    }

    @Test
    void opensAgainOnDemandButNotForEver() {
        bank.jammed.add(id("A01"));
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(1);
        for (int press = 0; press < 20; press++) {
            bank.say(session, Word.DID_NOT_OPEN);
        }
        assertEquals(1, bank.pulses.size(), "a driven lock gets its time");
        bank.pass(30);
        assertEquals(3, bank.pulses.size());
        KioskAnswer.No answer = assertInstanceOf(KioskAnswer.No.class, bank.say(session, Word.DID_NOT_OPEN));
        assertEquals(Why.NO_MORE_TRIES, answer.why());
        assertNotNull(answer.trouble());
    }

    @Test
    void opensOnceMoreADoorThatWasClosedTooEarly() {
        String session = opened();
        bank.close("A01").pass(0.5);
        yes(bank.say(session, Word.REOPEN));
        bank.pass(1).put("A01", 50).close("A01").pass(4);
        bank.says(
                "door.closed A01",
                "lock.pulsed A01",
                "door.opened A01",
                "door.closed A01",
                "occupancy.changed A01 true",
                "deposit.concluded A01 verified",
                "parcel.coded A01 1");
    }

    @Test
    void choosesByAnnouncementRecipientAndReach() {
        ParcelBank four = ParcelBank.with("A01:s!", "A02:s", "B01:L", "B02:L");
        four.ticket(new Ticket.Recipient("r9", "9", "C. D.", true));
        four.ticket(new Ticket.Delivery(
                parcel(1).toString(),
                "4B",
                "JD01",
                Size.SMALL,
                "r4b",
                id("B02"),
                false,
                ParcelBank.WALL.plus(Duration.ofHours(5))));
        four.forget();
        String session = four.enter(BADGE);
        yes(four.ask(new KioskRequest.Deposit(session, null, "r9", Size.SMALL, false, false)));
        four.says("deposit.started A02", "lock.pulsed A02");
        four.pass(1).close("A02").pass(4).forget();
        yes(four.deposit(session, Size.SMALL));
        four.says("deposit.started A01", "lock.pulsed A01");
        four.pass(1).put("A01", 20).close("A01").pass(4).forget();
        var found = assertInstanceOf(
                KioskAnswer.Deliveries.class, four.ask(new KioskRequest.FindDelivery(session, "jd01")));
        assertEquals(
                List.of(parcel(1)),
                found.found().stream().map(KioskAnswer.Delivery::parcel).toList());
        yes(four.deposit(session, parcel(1)));
        four.says("deposit.started B02", "lock.pulsed B02");
        four.pass(1).put("B02", 20).close("B02").pass(4).forget();
        assertEquals(Why.ALREADY_HERE, no(four.deposit(session, parcel(1))));
        assertEquals(Why.NO_SUCH_PARCEL, no(four.deposit(session, parcel(2))));
        assertEquals(
                Why.NO_SUCH_RECIPIENT,
                no(four.ask(new KioskRequest.Deposit(session, null, "r77", Size.SMALL, false, false))));
        assertEquals(
                Why.NO_ROOM,
                no(four.ask(new KioskRequest.Deposit(session, null, "r4b", Size.EXTRA_LARGE, false, false))));
    }
}
