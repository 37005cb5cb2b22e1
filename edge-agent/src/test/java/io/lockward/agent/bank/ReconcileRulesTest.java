package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.code;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConditionEntry.Kind;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.parcel.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What lies there weighed against what came, after hands that no bank has seen.
class ReconcileRulesTest {
    private final ParcelBank bank = ParcelBank.with("A01", "A02");

    /// Somebody's hands while the bank is off.
    private void inTheDark(double more) {
        bank.cut(bank.journal.size(), true);
        bank.put("A01", more).pass(30);
    }

    private boolean isRaised(Kind kind) {
        return bank.state.memory().hasRaised(kind, "A01");
    }

    private List<String> flags() {
        return bank.books().in(id("A01")).getFirst().flags();
    }

    private long count(Class<?> type) {
        return bank.journal.stream().filter(one -> type.isInstance(one.entry())).count();
    }

    @Test
    void tellsOfWhatWasLaidOnAParcelWhileNobodyWatched() {
        Parcel parcel = bank.delivered("A01", 2_085);
        inTheDark(681);
        assertTrue(isRaised(Kind.UNEXPECTED_CONTENT));
        assertEquals(List.of(ContentRules.BESIDE), flags());
        String detail = bank.journal.stream()
                .map(ParcelBank.Written::entry)
                .filter(ConditionEntry.Raised.class::isInstance)
                .map(entry -> String.valueOf(((ConditionEntry.Raised) entry).detail()))
                .reduce("", (_, last) -> last);
        assertEquals(
                "more is there than came in with " + parcel.id() + "; load-cell reads 2766.0 against 0.0 empty",
                detail.replaceAll("(\\d+)\\.\\d against", "$1.0 against"));
        inTheDark(-681);
        assertFalse(isRaised(Kind.UNEXPECTED_CONTENT));
    }

    @Test
    void offersNoDoorBehindWhichMoreLiesThanCame() {
        bank.delivered("A01", 2_085);
        inTheDark(681);
        String session = bank.enter(BADGE);
        yes(bank.ask(new KioskRequest.Deposit(session, null, "r4b", Size.SMALL, true, true)));
        bank.forget().pass(0.1);
        assertEquals(1, bank.books().in(id("A01")).size());
        assertTrue(bank.books().movementIn(id("A02")) != null);
    }

    @Test
    void doesNotKnowWhatIsLeftOnceSuchAParcelIsTaken() {
        Parcel parcel = bank.delivered("A01", 2_085);
        inTheDark(100);
        assertFalse(isRaised(Kind.UNEXPECTED_CONTENT), "that may be drift");
        inTheDark(581);
        assertTrue(isRaised(Kind.UNEXPECTED_CONTENT));
        String session = bank.enter(code(parcel));
        yes(bank.pickup(session, parcel.id()));
        bank.pass(1).put("A01", -2_085).close("A01").pass(15);
        assertEquals(1, bank.books().in(id("A01")).size(), "it may be what went");
        assertTrue(flags().contains(ContentRules.BESIDE), flags().toString());
        assertTrue(flags().contains("its pickup ended as partly-collected"), flags().toString());
    }

    @Test
    void tellsOfAParcelOfTwoThatWentWhileNobodyWatched() {
        bank.delivered("A01", 2_000);
        String session = bank.enter(BADGE);
        yes(bank.ask(new KioskRequest.Deposit(session, null, "r4b", Size.SMALL, false, true)));
        bank.pass(1).put("A01", 1_500).pass(1).close("A01").pass(5);
        bank.ask(new KioskRequest.Leave(session));
        assertEquals(2, bank.books().in(id("A01")).size());
        inTheDark(-1_500);
        assertFalse(isRaised(Kind.MISSING_CONTENT), "something is there");
        bank.books()
                .in(id("A01"))
                .forEach(parcel -> assertEquals(List.of(ReconcileRules.LESS), parcel.flags(), "no scale tells which"));
        bank.pass(3_600);
        assertEquals(2, count(ParcelEntry.Flagged.class), "each once");
    }

    @Test
    void isOneAlarmHoweverLongItDriftsToAndFroOverTheBorder() {
        bank.delivered("A01", 900);
        inTheDark(235);
        assertTrue(isRaised(Kind.UNEXPECTED_CONTENT));
        long before = count(ConditionEntry.class);
        for (int i = 0; i < 20; i++) {
            bank.cut(bank.journal.size(), false);
            bank.put("A01", i % 2 == 0 ? -30 : 30).pass(60);
        }
        assertEquals(before, count(ConditionEntry.class));
    }

    @Test
    void saysNothingOfAParcelThatWasNeverWeighed() {
        bank.silent.add(id("A01"));
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(1).put("A01", 900).pass(1).close("A01").pass(60);
        bank.ask(new KioskRequest.Leave(session));
        bank.silent.remove(id("A01"));
        assertEquals(1, bank.books().in(id("A01")).size());
        inTheDark(700);
        assertFalse(isRaised(Kind.UNEXPECTED_CONTENT));
    }
}
