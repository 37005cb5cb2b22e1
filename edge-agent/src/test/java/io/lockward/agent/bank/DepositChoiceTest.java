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
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who may put something in, where, and how long the screen waits for them.
class DepositChoiceTest {
    private final ParcelBank bank = ParcelBank.with("A01", "A02");

    @Test
    void laysAParcelBesideAnotherOfTheSameRecipientOnlyWhenAsked() {
        bank.delivered("A01", 200);
        String session = bank.enter(BADGE);
        yes(bank.ask(new KioskRequest.Deposit(session, null, "r4b", Size.SMALL, false, true)));
        bank.pass(1).put("A01", 100).close("A01").pass(4);
        assertEquals(2, bank.books().in(id("A01")).size());
        yes(bank.ask(new KioskRequest.Deposit(session, null, "r5c", Size.SMALL, false, true)));
        bank.pass(1).put("A02", 100).close("A02").pass(4);
        assertEquals(1, bank.books().in(id("A02")).size());
        assertEquals(Why.NO_ROOM, no(bank.deposit(session, Size.SMALL)));
    }

    @Test
    void offersThePlaceBesideAnotherParcelOfTheSameRecipientAndOnlyWhereItWouldBePut() {
        String session = bank.enter(BADGE);
        assertNull(beside(session, "4B"), "nothing of theirs is here");
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(1).put("A01", 200).close("A01").pass(4);
        assertEquals(id("A01"), beside(session, "4B"));
        assertNull(beside(session, "5C"), "it is somebody else's");
        bank.ticket(new Ticket.Recipient("r4b", "4B", "A. M.", true));
        assertEquals(id("A01"), beside(session, "4B"), "it is within reach");
        bank.ticket(new Ticket.Delivery(
                parcel(1).toString(),
                "4B",
                "JD01",
                Size.LARGE,
                "r4b",
                null,
                false,
                ParcelBank.WALL.plus(Duration.ofHours(5))));
        var found = assertInstanceOf(
                KioskAnswer.Deliveries.class, bank.ask(new KioskRequest.FindDelivery(session, "jd01")));
        assertNull(found.found().getFirst().beside(), "it is too large for it");
    }

    private @Nullable CompartmentId beside(String session, String unit) {
        return assertInstanceOf(KioskAnswer.Recipients.class, bank.ask(new KioskRequest.FindRecipient(session, unit)))
                .found()
                .getFirst()
                .beside();
    }

    @Test
    void letsOnlyCouriersInTimePutAnythingIn() {
        Parcel parcel = bank.delivered("A01", 200);
        String resident = bank.enter(ParcelBank.code(parcel));
        assertEquals(Why.NOT_ALLOWED, no(bank.deposit(resident, Size.SMALL)));
        assertEquals(Why.NOT_ALLOWED, no(bank.ask(new KioskRequest.FindRecipient(resident, "4B"))));
        assertEquals(Why.NO_SESSION, no(bank.deposit("another", Size.SMALL)));
        bank.ticket(new Ticket.Courier(
                "late",
                "UPS",
                ParcelWords.courier("x", "old", false).fingerprint(),
                ParcelBank.WALL.minus(Duration.ofDays(9)),
                ParcelBank.WALL.minus(Duration.ofDays(1)),
                false));
        assertEquals(Why.OUT_OF_TIME, no(bank.entered(null, "old")));
        String session = bank.enter(BADGE);
        bank.tickets(0, List.of(), List.of());
        assertEquals(Why.OUT_OF_TIME, no(bank.deposit(session, Size.SMALL)), "the right was taken back meanwhile");
    }

    @Test
    void asksForMoreTimeBeforeItLetsGo() {
        String session = bank.enter(BADGE);
        bank.pass(59);
        assertNull(bank.visitor().leavesInSeconds());
        bank.pass(2);
        assertNotNull(bank.visitor().leavesInSeconds());
        yes(bank.ask(new KioskRequest.Stay(session)));
        bank.pass(59);
        assertNull(bank.visitor().leavesInSeconds());
        bank.pass(32);
        assertNull(bank.view().visitor());
        assertEquals(Why.NO_SESSION, no(bank.ask(new KioskRequest.Stay(session))));
        assertTrue(bank.books().movements().isEmpty());
    }
}
