package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.agent.TestKeys;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.agent.bank.parcel.KioskView.Step;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a person at the screen can read to support, and that nobody can flood the journal with it.
class SupportCodesTest {
    private final ParcelBank bank = ParcelBank.with("A01", "A02");

    private List<KioskEntry.Trouble> troubles() {
        return bank.journal.stream()
                .map(ParcelBank.Written::entry)
                .filter(KioskEntry.Trouble.class::isInstance)
                .map(KioskEntry.Trouble.class::cast)
                .toList();
    }

    /// What is answered has the code of the newest trouble, which says this.
    private void told(KioskAnswer answer, Why why, String what) {
        KioskAnswer.No no = assertInstanceOf(KioskAnswer.No.class, answer);
        assertEquals(why, no.why());
        assertEquals(troubles().getLast().code(), no.trouble());
        assertEquals(what, troubles().getLast().what());
    }

    private String ended(String what) {
        String code = assertInstanceOf(Step.Ended.class, bank.step()).trouble();
        assertNotNull(code, what);
        assertEquals(code, troubles().getLast().code());
        assertEquals(what, troubles().getLast().what());
        return code;
    }

    private void word(Parcel parcel, boolean returning, boolean held) {
        bank.ticket(new Ticket.Parcel(parcel.id().toString(), 1, returning, held));
    }

    @Test
    void who_has_the_right_code_and_gets_nothing_reads_one_that_names_the_parcel() {
        Parcel parcel = bank.delivered("A01", 300);
        word(parcel, false, true);
        told(bank.entered(null, ParcelBank.code(parcel)), Why.HELD, "parcel-held");
        assertEquals(parcel.id(), troubles().getLast().parcel());
        assertEquals(id("A01"), troubles().getLast().compartment());
        word(parcel, true, false);
        told(bank.entered(null, ParcelBank.code(parcel)), Why.GOING_BACK, "parcel-goes-back");
    }

    @Test
    void who_types_the_same_code_again_and_again_reads_the_same_one_and_writes_nothing() {
        Parcel parcel = bank.delivered("A01", 300);
        word(parcel, false, true);
        String code = ParcelBank.code(parcel);
        String first = trouble(bank.entered(null, code));
        int entries = bank.journal.size();
        for (int i = 0; i < 200; i++) {
            assertEquals(first, trouble(bank.entered(null, code)));
        }
        assertEquals(entries, bank.journal.size());
        bank.pass(601);
        assertNotEquals(first, trouble(bank.entered(null, code)), "another moment");
    }

    private static String trouble(KioskAnswer answer) {
        String code = assertInstanceOf(KioskAnswer.No.class, answer).trouble();
        assertNotNull(code);
        return code;
    }

    @Test
    void wrong_codes_get_none_until_they_are_refused_altogether_and_then_one() {
        for (int i = 0; i < 9; i++) {
            assertNull(assertInstanceOf(KioskAnswer.No.class, bank.entered(null, "9999000" + i))
                    .trouble());
        }
        told(bank.entered(null, "99990009"), Why.PAUSED, "codes-paused");
        for (int i = 0; i < 100; i++) {
            told(bank.entered(null, "99991000"), Why.PAUSED, "codes-paused");
        }
        assertEquals(1, troubles().size());
    }

    @Test
    void a_locked_code_and_a_right_that_has_ended_get_one() {
        Parcel parcel = bank.delivered("A01", 300);
        String code = ParcelBank.code(parcel);
        for (int i = 0; i < 5; i++) {
            bank.entered(null, code.substring(0, 4) + (code.endsWith("0000") ? "1111" : "0000"));
        }
        told(bank.entered(null, code), Why.CODE_LOCKED, "code-locked");
        bank.ticket(new Ticket.Courier(
                "late",
                "UPS",
                PickupCode.fingerprint(TestKeys.SECRET, "old"),
                ParcelBank.WALL.minus(Duration.ofDays(9)),
                ParcelBank.WALL.minus(Duration.ofDays(1)),
                false));
        told(bank.entered(null, "old"), Why.OUT_OF_TIME, "right-ended");
        assertEquals(2, troubles().size());
    }

    @Test
    void a_full_bank_gives_one_code_a_visit_whatever_is_brought() {
        String session = bank.enter(BADGE);
        told(bank.deposit(session, Size.EXTRA_LARGE), Why.NO_ROOM, "no-room");
        for (int i = 0; i < 50; i++) {
            told(bank.deposit(session, Size.LARGE), Why.NO_ROOM, "no-room");
        }
        assertEquals(1, troubles().size());
        bank.ask(new KioskRequest.Leave(session));
        told(bank.deposit(bank.enter(BADGE), Size.LARGE), Why.NO_ROOM, "no-room");
        assertEquals(2, troubles().size());
    }

    @Test
    void a_deposit_that_ends_oddly_shows_one_and_a_good_one_does_not() {
        String session = bank.enter(BADGE);
        bank.deposit(session, Size.SMALL);
        bank.pass(1);
        bank.say(session, Word.SOMETHING_INSIDE);
        bank.close("A01").pass(4);
        ended("already-occupied");
        bank.say(session, Word.INSTEAD);
        bank.silent.add(id("A02"));
        bank.pass(1).put("A02", 400).close("A02").pass(31);
        ended("sensor-suspect");
        ParcelBank blind = ParcelBank.withoutSensors("A01");
        blind.deposit(blind.enter(BADGE), Size.SMALL);
        blind.pass(1).close("A01").pass(4);
        assertNull(
                assertInstanceOf(Step.Ended.class, blind.step()).trouble(), "a bank without sensors would give many");
    }

    @Test
    void who_leaves_something_behind_reads_one_and_the_same_when_it_happens_again() {
        Parcel parcel = bank.delivered("A01", 300);
        String session = bank.enter(ParcelBank.code(parcel));
        bank.pickup(session, parcel.id());
        bank.pass(1).close("A01").pass(4);
        String first = ended("left-behind");
        bank.say(session, Word.REOPEN);
        bank.pass(1).close("A01").pass(4);
        assertEquals(first, ended("left-behind"));
        bank.say(session, Word.REOPEN);
        bank.pass(1).put("A01", -150).close("A01").pass(4);
        ended("partly-collected");
    }

    @Test
    void whoever_says_a_hundred_times_that_nothing_is_there_is_written_down_once() {
        Parcel parcel = bank.delivered("A01", 300);
        String session = bank.enter(ParcelBank.code(parcel));
        bank.pickup(session, parcel.id());
        bank.pass(1).forget();
        for (int i = 0; i < 100; i++) {
            bank.say(session, Word.NOT_HERE);
        }
        bank.says("parcel.flagged A01: somebody says that it is not there", "kiosk.trouble parcel-not-here");
    }
}
