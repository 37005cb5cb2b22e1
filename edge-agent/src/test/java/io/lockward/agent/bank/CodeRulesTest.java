package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.code;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelWords.no;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.TestKeys;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CodeRulesTest {
    private final ParcelBank bank = ParcelBank.with("A01", "A02");

    /// Another code that begins with the same four digits.
    private static String near(Parcel parcel, int other) {
        String code = code(parcel);
        int last = (Integer.parseInt(code.substring(4)) + 1 + other) % 10_000;
        return code.substring(0, 4) + String.format(Locale.ROOT, "%04d", last);
    }

    @Test
    void locksACodeAfterFiveThatBeginLikeIt() {
        Parcel parcel = bank.delivered("A01", 100);
        for (int i = 0; i < 4; i++) {
            assertEquals(Why.WRONG_CODE, no(bank.entered(null, near(parcel, i))));
        }
        bank.says("code.wrong near 1", "code.wrong near 1", "code.wrong near 1", "code.wrong near 1");
        assertEquals(Why.WRONG_CODE, no(bank.entered(null, near(parcel, 4))));
        bank.says("code.wrong near 1", "code.locked");
        assertEquals(Why.CODE_LOCKED, no(bank.entered(null, code(parcel))));
        bank.ticket(new Ticket.Parcel(parcel.id().toString(), 2, false, false));
        bank.pass(1);
        yes(bank.entered(null, code(bank.books().in(id("A01")).getFirst())));
    }

    @Test
    void pausesTheBankAfterTenWrongCodesAndLongerEachTime() {
        bank.delivered("A01", 100);
        long expected = 300;
        for (int pause = 0; pause < 5; pause++) {
            for (int i = 0; i < 9; i++) {
                assertEquals(Why.WRONG_CODE, no(bank.entered(null, "99" + pause + "1000" + i)));
            }
            KioskAnswer.No answer = assertInstanceOf(KioskAnswer.No.class, bank.entered(null, "99" + pause + "10009"));
            assertEquals(Why.PAUSED, answer.why());
            assertEquals(expected, answer.seconds());
            assertEquals(Why.PAUSED, no(bank.entered(null, BADGE)), "nobody gets in, whatever they have");
            assertEquals(expected, bank.view().around().pausedSeconds());
            bank.up += expected * 1_000 + 1;
            expected = Math.min(3_600, 2 * expected);
        }
        yes(bank.entered(null, BADGE));
    }

    @Test
    void raisesCodeGuessingAndClearsItWhenItHasBeenQuiet() {
        for (int i = 0; i < 10; i++) {
            bank.entered(null, "1234000" + i);
        }
        assertTrue(bank.journal.stream()
                .anyMatch(one -> "condition.raised CODE_GUESSING kiosk".equals(ParcelWords.of(one.entry()))));
        bank.forget();
        bank.pass(310);
        bank.says("condition.cleared CODE_GUESSING kiosk");
    }

    @Test
    void doesNotForgetWrongCodesWhenThePlugIsPulled() {
        for (int i = 0; i < 9; i++) {
            bank.entered(null, "1234000" + i);
        }
        bank.cut(bank.journal.size(), true);
        KioskAnswer.No answer = assertInstanceOf(KioskAnswer.No.class, bank.entered(null, "12340009"));
        assertEquals(Why.PAUSED, answer.why());
        bank.cut(bank.journal.size(), true);
        assertEquals(Why.PAUSED, no(bank.entered(null, BADGE)), "the pause goes on");
        bank.pass(300);
        yes(bank.entered(null, BADGE));
    }

    @Test
    void letsWrongCodesFadeAfterTenMinutes() {
        for (int i = 0; i < 9; i++) {
            bank.entered(null, "1234000" + i);
        }
        bank.up += 600_000;
        for (int i = 0; i < 9; i++) {
            assertEquals(Why.WRONG_CODE, no(bank.entered(null, "1234100" + i)));
        }
    }

    @Test
    void takesTheNextCodeWhenOneIsLikeAnother() {
        Parcel first = bank.delivered("A01", 100);
        Parcel.Code taken = first.code();
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        bank.makesNoCodes = true;
        bank.pass(1).put("A02", 50).close("A02").pass(1).forget();
        while (bank.books().in(id("A02")).isEmpty()) {
            bank.pass(0.1);
        }
        Parcel second = bank.books().in(id("A02")).getFirst();
        if (taken == null) {
            throw new AssertionError("no code");
        }
        bank.makesNoCodes = false;
        bank.forget();
        bank.decide(new Input.CodeMade(second.id(), 1, "0".repeat(32), taken.prefix()));
        bank.pass(1);
        bank.says("parcel.coded A02 2");
        Parcel coded = bank.books().in(id("A02")).getFirst();
        assertEquals(PickupCode.derive(TestKeys.SECRET, second.id(), 2), code(coded));
    }

    @Test
    void asksForACodeAgainWhenTheRimForgot() {
        Parcel parcel = bank.delivered("A01", 100);
        int coded = 0;
        while (!(bank.journal.get(coded).entry() instanceof ParcelEntry.Coded)) {
            coded++;
        }
        bank.cut(coded, true).pass(2);
        assertEquals(parcel.code(), bank.books().in(id("A01")).getFirst().code());
    }

    @Test
    void ignoresSpacesAndDashesAndKnowsNoCodeByItself() {
        Parcel parcel = bank.delivered("A01", 100);
        String code = code(parcel);
        yes(bank.entered(null, code.substring(0, 4) + " - " + code.substring(4)));
        assertTrue(bank.journal.stream().noneMatch(one -> one.entry().toString().contains(code)));
        bank.ask(new KioskRequest.Leave(bank.visitor().session()));
    }
}
