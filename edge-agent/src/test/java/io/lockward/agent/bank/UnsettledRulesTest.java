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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.agent.bank.parcel.KioskView.Step;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.parcel.Size;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsettledRulesTest {
    private final ParcelBank bank = ParcelBank.with("A01");

    private String opened(Parcel parcel) {
        String session = bank.enter(code(parcel));
        yes(bank.pickup(session, parcel.id()));
        bank.pass(1).forget();
        return session;
    }

    /// A pickup of 4.5 of 9 g: half of what the scale can tell from nothing.
    private String tookHalfOfAlmostNothing(Parcel parcel) {
        String session = opened(parcel);
        bank.put("A01", -4.5).close("A01");
        for (int i = 0; i < 31; i++) {
            bank.pass(1);
            yes(bank.ask(new KioskRequest.Stay(session)));
        }
        return session;
    }

    /// The scale is silent while something is taken, and answers again afterwards.
    private String tookUnseen(Parcel parcel, double grams) {
        String session = opened(parcel);
        bank.silent.add(id("A01"));
        bank.put("A01", -grams).pass(1);
        assertEquals(Why.ASK_SUPPORT, no(bank.say(session, Word.NOT_MINE)));
        bank.close("A01");
        for (int i = 0; i < 31; i++) {
            bank.pass(1);
            yes(bank.ask(new KioskRequest.Stay(session)));
        }
        return session;
    }

    private Parcel only() {
        assertEquals(1, bank.books().parcels().size());
        return bank.books().parcels().values().iterator().next();
    }

    private Step.Ended end() {
        return assertInstanceOf(Step.Ended.class, bank.step());
    }

    @ParameterizedTest
    @CsvSource({"TOOK_ALL, true", "LEFT_SOME, false"})
    void asksThePersonOnceAndKeepsTheAnswerAsAStatementThatMovesNothing(Word word, boolean all) {
        Parcel parcel = bank.delivered("A01", 9);
        String session = tookHalfOfAlmostNothing(parcel);
        assertTrue(end().asks());
        yes(bank.say(session, word));
        assertFalse(end().asks());
        assertEquals(Why.NOT_NOW, no(bank.say(session, word)), "once");
        assertEquals(all, Objects.requireNonNull(only().doubt()).saidAll());
        bank.pass(3_600);
        assertNotNull(only().doubt(), "nine grams hide in the drift of an hour: people have to look");
    }

    @Test
    void asksNobodyWhenTheSensorsAreSure() {
        Parcel parcel = bank.delivered("A01", 250);
        String session = opened(parcel);
        bank.put("A01", -250).close("A01").pass(4);
        assertFalse(end().asks());
        assertEquals(Why.NOT_NOW, no(bank.say(session, Word.TOOK_ALL)));
    }

    @Test
    void sendsNoCourierThereUntilItIsSettled() {
        tookHalfOfAlmostNothing(bank.delivered("A01", 9));
        bank.pass(200);
        String courier = bank.enter(BADGE);
        assertEquals(
                Why.NO_ROOM,
                no(bank.ask(new KioskRequest.Deposit(courier, null, "r4b", Size.SMALL, false, true))),
                "also for the same recipient");
    }

    @Test
    void settlesAsLeftBehindWhatACertainSensorStillFeels() {
        tookHalfOfAlmostNothing(bank.delivered("A01", 600));
        bank.pass(15);
        bank.says(
                "door.closed A01",
                "occupancy.suspect A01",
                "pickup.concluded A01 undecided",
                "occupancy.changed A01 true",
                "pickup.concluded A01 left-behind");
        assertNull(only().doubt());
    }

    @Test
    void settlesAsPartlyCollectedWhatIsLighterThanItCame() {
        tookUnseen(bank.delivered("A01", 2_000), 1_000);
        bank.forget();
        bank.silent.clear();
        bank.pass(60);
        bank.says(
                "occupancy.changed A01 true",
                "pickup.concluded A01 partly-collected",
                "parcel.flagged A01: its pickup ended as partly-collected");
        assertNull(only().doubt());
    }

    @Test
    void settlesAsCollectedWhatACertainSensorNoLongerFeels() {
        tookUnseen(bank.delivered("A01", 600), 600);
        bank.forget();
        bank.silent.clear();
        bank.pass(60);
        bank.says("occupancy.changed A01 false", "pickup.concluded A01 collected");
        assertEquals(0, bank.books().parcels().size());
    }

    @Test
    void makesAContradictionOfASensorThatFeelsNothingAndAPersonWhoSaidThatSomethingIsInside() {
        String session = tookUnseen(bank.delivered("A01", 600), 600);
        yes(bank.say(session, Word.LEFT_SOME));
        bank.forget();
        bank.silent.clear();
        bank.pass(60);
        bank.says("occupancy.changed A01 false", "condition.raised MISSING_CONTENT A01");
        assertNotNull(only().doubt());
        assertTrue(bank.state.memory().hasRaised(ConditionEntry.Kind.MISSING_CONTENT, "A01"));
    }

    @Test
    void isSettledByTheNextOpeningInWhichItIsTakenAndSurvivesAPowerCutUntilThen() {
        tookHalfOfAlmostNothing(bank.delivered("A01", 60));
        bank.cut(bank.journal.size(), true);
        assertNotNull(only().doubt());
        bank.pass(30);
        opened(only());
        bank.put("A01", -55.5).close("A01").pass(4);
        assertEquals(0, bank.books().parcels().size());
    }

    @Test
    void isNotSettledByAnOpeningInWhichNothingMovesAndThePersonIsAskedAgain() {
        String first = tookHalfOfAlmostNothing(bank.delivered("A01", 9));
        yes(bank.say(first, Word.LEFT_SOME));
        bank.pass(130);
        String session = opened(only());
        bank.close("A01").pass(4);
        assertEquals("undecided", end().verdict(), "it may have gone with the pickup before");
        assertTrue(end().asks());
        yes(bank.say(session, Word.TOOK_ALL));
        assertNotNull(only().doubt(), "and what people say settles nothing");
    }

    @Test
    void neverCallsCollectedWhatSomebodyTookWithoutAPickup() {
        tookUnseen(bank.delivered("A01", 60), 0);
        bank.pass(130).silent.clear();
        bank.pass(3).forget();
        bank.open("A01").put("A01", -60).pass(1).close("A01").pass(20);
        bank.says(
                "door.opened A01",
                "condition.raised FORCED_ENTRY A01",
                "door.closed A01",
                "condition.cleared FORCED_ENTRY A01",
                "occupancy.changed A01 false",
                "pickup.concluded A01 left-behind",
                "condition.raised MISSING_CONTENT A01");
    }

    @Test
    void neverCallsCollectedWhatMayHaveGoneInAnOpeningThatNobodyJudged() {
        tookUnseen(bank.delivered("A01", 600), 0);
        bank.pass(130).open("A01").put("A01", -600).pass(1).close("A01").pass(40);
        bank.silent.clear();
        bank.pass(60);
        assertTrue(bank.state.memory().hasRaised(ConditionEntry.Kind.MISSING_CONTENT, "A01"));
        assertNotNull(only().doubt());
    }

    @Test
    void saysNotWhichOfTwoThingsIsInside() {
        Parcel parcel = bank.delivered("A01", 600);
        bank.open("A01").put("A01", 700).pass(1).close("A01").pass(5).forget();
        tookUnseen(parcel, 600);
        bank.silent.clear();
        bank.pass(60);
        assertNotNull(only().doubt(), "it is the other that is felt");
    }

    @Test
    void isNoDoubtAnyMoreAboutWhatWasTakenAndPutBackLater() {
        Parcel parcel = bank.delivered("A01", 60);
        String first = tookUnseen(parcel, 0);
        yes(bank.say(first, Word.TOOK_ALL));
        bank.ask(new KioskRequest.Leave(first));
        bank.silent.clear();
        bank.pass(10);
        assertNotNull(only().doubt(), "sixty grams are too little to be sure of");
        String session = opened(only());
        bank.put("A01", -60).close("A01").pass(4);
        assertEquals(0, bank.books().parcels().size());
        yes(bank.say(session, Word.REOPEN));
        bank.pass(1).put("A01", 60).close("A01").pass(4);
        assertNull(only().doubt(), "it was taken, and is back");
        bank.ask(new KioskRequest.Leave(session));

        bank.forget();
        bank.put("A01", -60).pass(90);
        bank.says(
                "occupancy.changed A01 false",
                "parcel.flagged A01: its compartment changed with the door shut",
                "condition.raised MISSING_CONTENT A01");
    }
}
