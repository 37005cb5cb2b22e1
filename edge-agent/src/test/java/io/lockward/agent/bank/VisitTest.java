package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.code;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.KioskEntry.Ended;
import io.lockward.protocol.entry.KioskEntry.Visit;
import io.lockward.protocol.entry.KioskEntry.Who;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the journal is told of whoever was at the screen.
class VisitTest {
    private final ParcelBank bank = ParcelBank.with("A01", "A02");

    private List<Visit> visits() {
        return bank.journal.stream()
                .map(ParcelBank.Written::entry)
                .filter(Visit.class::isInstance)
                .map(Visit.class::cast)
                .toList();
    }

    @Test
    void isToldOnceItIsOverWithWhatWasPressedAndHowItEnded() {
        Parcel parcel = bank.delivered("A01", 250);
        Visit delivery = visits().getLast();
        assertEquals(Who.COURIER, delivery.who());
        assertEquals(List.of(parcel.id()), delivery.parcels());
        assertEquals(Ended.LEFT, delivery.ended());
        assertTrue(delivery.millis() >= 7_000, delivery::toString);

        String session = bank.enter(code(parcel));
        yes(bank.pickup(session, parcel.id()));
        bank.pass(1);
        bank.say(session, Word.REOPEN);
        bank.say(session, Word.NOT_HERE);
        assertEquals(1, visits().size(), "it is not over");
        bank.close("A01").pass(300);
        Visit pickup = visits().getLast();
        assertEquals(2, visits().size());
        assertEquals(Who.RECIPIENT, pickup.who());
        assertEquals(List.of("reopen", "not-here"), pickup.pressed());
        assertEquals(List.of(parcel.id()), pickup.parcels());
        assertEquals(Ended.TIMED_OUT, pickup.ended());
    }

    @Test
    void endsWhenSomebodyElsesCodeComes() {
        Parcel parcel = bank.delivered("A01", 250);
        bank.enter(BADGE);
        bank.pass(2);
        bank.enter(code(parcel));
        Visit courier = visits().getLast();
        assertEquals(Who.COURIER, courier.who());
        assertEquals(Ended.REPLACED, courier.ended());
        assertEquals(List.of(), courier.parcels(), "nothing was put in");
    }

    @Test
    void keepsTheNewestOfManyButtons() {
        Parcel parcel = bank.delivered("A01", 250);
        String session = bank.enter(code(parcel));
        yes(bank.pickup(session, parcel.id()));
        bank.pass(1);
        Collections.nCopies(Visit.MOST_PRESSED, Word.CANNOT_REACH).forEach(word -> bank.say(session, word));
        bank.say(session, Word.CANCEL);
        bank.ask(new KioskRequest.Leave(session));
        List<String> pressed = visits().getLast().pressed();
        assertEquals(Visit.MOST_PRESSED, pressed.size());
        assertEquals("cancel", pressed.getLast());
        assertTrue(visits().stream().noneMatch(visit -> visit.toString().contains(code(parcel))));
    }

    @Test
    void isNoneOfWhoeverTypedAWrongCode() {
        bank.entered(null, "00000000");
        bank.pass(300);
        assertTrue(bank.journal.stream().noneMatch(written -> written.entry() instanceof KioskEntry), "no one came in");
    }
}
