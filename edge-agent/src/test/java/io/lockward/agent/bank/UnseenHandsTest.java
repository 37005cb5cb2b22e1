package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.code;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelWords.no;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.parcel.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Somebody else was at a door, or may have been: the sensors prove that something came or went, and not who did it or
/// what it was.
class UnseenHandsTest {
    private final ParcelBank bank = ParcelBank.with("A01", "A02");

    private String depositBegun() {
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        return session;
    }

    /// A second parcel for the same recipient, in the same compartment.
    private Parcel beside(double grams) {
        String courier = bank.enter(BADGE);
        yes(bank.ask(new KioskRequest.Deposit(courier, null, "r4b", Size.SMALL, false, true)));
        bank.pass(1).put("A01", grams).close("A01").pass(4).forget();
        return bank.books().in(id("A01")).getLast();
    }

    private String opened(Parcel parcel) {
        String session = bank.enter(code(parcel));
        yes(bank.pickup(session, parcel.id()));
        bank.pass(1).forget();
        return session;
    }

    private List<String> flags() {
        return bank.books().in(id("A01")).getFirst().flags();
    }

    @Test
    void judgesNoDoorThatStandsOpenByWhatAnEarlierProcessKnewOfIt() {
        depositBegun();
        // The agent ends; the door springs open, and the next process has read its switch only once.
        bank.pass(0.1).open.add(id("A01"));
        bank.put("A01", 300).pass(0);
        bank.state = BankState.of(bank.state.setup(), bank.folded);
        bank.up += 5_000 - bank.up % 1_000;
        bank.decide(new Input.Started("1.0", false));
        bank.decide(new Input.DoorsRead(Map.of(id("A01"), DoorReading.OPEN, id("A02"), DoorReading.CLOSED)));
        bank.pass(0.9).put("A01", -300).close("A01").pass(5);
        assertEquals(0, bank.books().parcels().size(), "it was taken out again before the door was shut");
    }

    @Test
    void doesNotTakeForItsOwnWhatComesInByADoorThatWasGivenUp() {
        bank.jammed.add(id("A01"));
        depositBegun();
        bank.pass(30).forget();
        bank.open("A01").put("A01", 700).pass(1).close("A01").pass(4);
        assertEquals(List.of(ContentRules.BESIDE), flags());
    }

    @Test
    void doesNotTakeForItsOwnWhatComesInThoughItsLockWasNeverDriven() {
        depositBegun();
        bank.cut(bank.journal.size() - 1, true).forget();
        bank.open("A01").put("A01", 300).pass(1).close("A01").pass(20);
        bank.says(
                "door.opened A01",
                "door.closed A01",
                "deposit.concluded A01 not-opened",
                "occupancy.changed A01 true",
                "condition.raised UNEXPECTED_CONTENT A01");
        assertEquals(0, bank.books().parcels().size());
    }

    @Test
    void flagsWhatWasPutInWhileTheBankWentOff() {
        depositBegun();
        bank.pass(1)
                .cut(bank.journal.size(), true)
                .pass(3)
                .put("A01", 300)
                .close("A01")
                .pass(4);
        assertEquals(1, flags().size());
        assertTrue(flags().getFirst().contains("went off"), flags().getFirst());
    }

    @Test
    void doesNotKnowWhatIsInsideWhenTheDoorSprangOpenBeforeAPickupWasJudged() {
        opened(bank.delivered("A01", 2_500));
        bank.put("A01", -2_500).pass(1).close("A01").pass(0.3);
        bank.open("A01").put("A01", 57).pass(1).close("A01").pass(5);
        bank.says(
                "door.closed A01",
                "door.opened A01",
                "condition.raised LOCK_NOT_ENGAGED A01",
                "door.closed A01",
                "occupancy.changed A01 false",
                "occupancy.suspect A01",
                "pickup.concluded A01 collected");
    }

    @Test
    void doesNotKnowWhatIsInsideWhenSomebodyElseCameBeforeAPickupWasJudged() {
        opened(bank.delivered("A01", 2_500));
        bank.put("A01", -2_500).pass(1);
        bank.enter(BADGE);
        bank.put("A01", 57).close("A01").pass(5);
        bank.says(
                "door.closed A01",
                "occupancy.changed A01 false",
                "occupancy.suspect A01",
                "pickup.concluded A01 collected");
    }

    /// Somebody laid 93 g beside a parcel, which is then collected; the power goes after each entry of that.
    @Test
    void forgetsNothingThatLiesBesideAParcelWhereverThePowerGoesWhileItsPickupIsConcluded() {
        int cuts = 0;
        for (int more = 0; more < 20; more++) {
            ParcelBank one = ParcelBank.with("A01");
            Parcel parcel = one.delivered("A01", 588);
            one.open("A01").put("A01", 93).pass(1).close("A01").pass(5);
            String session = one.enter(code(parcel));
            yes(one.pickup(session, parcel.id()));
            one.pass(1);
            int before = one.journal.size();
            one.put("A01", -588).close("A01").pass(5);
            if (before + more > one.journal.size()) {
                break;
            }
            one.cut(before + more, true).pass(30);
            boolean told = one.books().in(id("A01")).stream()
                            .anyMatch(left -> left.flags().contains(ContentRules.BESIDE))
                    || one.state.memory().hasRaised(ConditionEntry.Kind.UNEXPECTED_CONTENT, "A01")
                    || one.state.memory().occupied().get(id("A01")) == null;
            assertTrue(told, "after " + one.journal);
            cuts++;
        }
        assertTrue(cuts > 3, "the power went " + cuts + " times");
    }

    @Test
    void letsNoParcelHideInTheSlackOfAnother() {
        bank.delivered("A01", 44);
        opened(beside(1_460));
        bank.put("A01", -1_460).pass(1).close("A01").pass(5);
        assertEquals(2, bank.books().parcels().size());
        assertEquals(
                List.of("its pickup ended as partly-collected"),
                bank.books().in(id("A01")).getLast().flags());
    }

    @Test
    void doesNotCallCollectedWhatWentOutWithMoreThanCameIn() {
        Parcel parcel = bank.delivered("A01", 118);
        bank.open("A01").put("A01", 200).pass(1).close("A01").pass(5);
        opened(parcel);
        bank.put("A01", -200).pass(1).close("A01").pass(5);
        assertEquals(1, bank.books().parcels().size(), "it is still inside");
    }

    @Test
    void flagsWhatLiesBesideAParcelThatWentOutOnSomebodysWord() {
        Parcel first = bank.delivered("A01", 9);
        beside(400);
        opened(first);
        bank.put("A01", -4.5).close("A01").pass(160);
        String session = opened(first);
        assertEquals(Why.ASK_SUPPORT, no(bank.say(session, Word.NOT_HERE)));
        bank.silent.add(id("A01"));
        bank.close("A01").pass(40);
        assertEquals(1, bank.books().parcels().size());
        assertTrue(flags().contains(ContentRules.BESIDE), flags().toString());
    }

    @Test
    void flagsWhatLiesBesideAParcelThatNoSensorSawGo() {
        bank.delivered("A01", 300);
        opened(beside(400));
        bank.silent.add(id("A01"));
        bank.close("A01").pass(40);
        assertEquals(1, bank.books().parcels().size());
        assertEquals(List.of(ContentRules.BESIDE), flags());
    }

    @Test
    void followsNoParcelIntoACompartmentInWhichSomethingUnexpectedLies() {
        bank.open("A02").put("A02", 195).pass(1).close("A02").pass(15);
        bank.open("A02").pass(1);
        depositBegun();
        bank.pass(1).close("A01").pass(4).put("A02", 900).close("A02").pass(15);
        assertEquals(0, bank.books().parcels().size());
        assertTrue(bank.state.memory().hasRaised(ConditionEntry.Kind.UNEXPECTED_CONTENT, "A02"));
    }
}
