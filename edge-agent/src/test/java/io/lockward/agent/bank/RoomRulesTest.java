package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelBank.parcel;
import static io.lockward.agent.bank.ParcelWords.no;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is announced finds the room that was kept for it, whoever comes before.
class RoomRulesTest {
    private final ParcelBank bank = ParcelBank.with("A01:s", "A02", "B01:L");

    private static Ticket.Delivery announced(int number, @Nullable Size size, @Nullable String compartment) {
        return new Ticket.Delivery(
                parcel(number).toString(),
                "4B",
                "JD0" + number,
                size,
                "r4b",
                compartment == null ? null : id(compartment),
                false,
                ParcelBank.WALL.plus(Duration.ofHours(5)));
    }

    /// Puts in what was asked for, and shuts the door.
    private void put(String door) {
        bank.pass(1).put(door, 50).close(door).pass(5).forget();
    }

    private Map<Size, Integer> free() {
        return bank.view().around().free();
    }

    @Test
    void theLastDoorOfAnAnnouncedSizeIsNotForWhoComesUnannounced() {
        bank.ticket(announced(1, Size.LARGE, null));
        String session = bank.enter(BADGE);
        assertEquals(
                Map.of(Size.SMALL, 1, Size.MEDIUM, 1, Size.LARGE, 0), free(), "the screen offers what is to be had");
        assertEquals(Why.NO_ROOM, no(bank.deposit(session, Size.LARGE)));
        yes(bank.deposit(session, Size.MEDIUM));
        put("A02");
        assertEquals(Why.NO_ROOM, no(bank.deposit(session, Size.MEDIUM)), "the large one is kept");
        yes(bank.ask(new KioskRequest.Deposit(session, parcel(1), null, Size.LARGE, false, false)));
        put("B01");
        assertEquals("r4b", bank.books().in(id("B01")).getFirst().recipient());
    }

    @Test
    void aSizeThatNobodyKnowsCountsAsMediumAndManyKeepManyDoors() {
        bank.ticket(announced(1, null, null));
        assertEquals(Map.of(Size.SMALL, 1, Size.MEDIUM, 1, Size.LARGE, 1), free(), "either of the two will do");
        bank.ticket(announced(2, null, null));
        assertEquals(Map.of(Size.SMALL, 1, Size.MEDIUM, 0, Size.LARGE, 0), free());
        String session = bank.enter(BADGE);
        assertEquals(Why.NO_ROOM, no(bank.deposit(session, Size.MEDIUM)));
        bank.forget();
        yes(bank.deposit(session, Size.SMALL));
        bank.says("deposit.started A01", "lock.pulsed A01");
    }

    @Test
    void theScreenOffersAnAnnouncedParcelWhatIsKeptForIt() {
        bank.ticket(announced(1, null, null));
        bank.ticket(announced(2, null, null));
        String session = bank.enter(BADGE);
        var found = assertInstanceOf(
                KioskAnswer.Deliveries.class, bank.ask(new KioskRequest.FindDelivery(session, "JD01")));
        assertEquals(
                Map.of(Size.SMALL, 1, Size.MEDIUM, 1, Size.LARGE, 1),
                found.found().getFirst().free());
    }

    @Test
    void oneAnnouncedParcelLeavesTheOthersWhatTheyNeed() {
        ParcelBank two = ParcelBank.with("A01:L", "A02:s!");
        two.ticket(announced(1, Size.SMALL, null));
        two.ticket(announced(2, Size.LARGE, null));
        two.forget();
        String session = two.enter(BADGE);
        yes(two.deposit(session, parcel(1)));
        two.says("deposit.started A02", "lock.pulsed A02");
    }

    @Test
    void roomIsAlsoKeptForOneWhoseOwnCompartmentCannotTakeIt() {
        bank.ticket(announced(1, Size.MEDIUM, "A02"));
        assertEquals(Map.of(Size.SMALL, 1, Size.MEDIUM, 0, Size.LARGE, 1), free());
        bank.ticket(announced(2, Size.LARGE, "A01"));
        assertEquals(Map.of(Size.SMALL, 0, Size.MEDIUM, 0, Size.LARGE, 0), free(), "it does not fit into A01");
        String session = bank.enter(BADGE);
        assertEquals(Why.NO_ROOM, no(bank.deposit(session, Size.SMALL)));
        bank.forget();
        yes(bank.ask(new KioskRequest.Deposit(session, parcel(2), null, Size.LARGE, false, false)));
        bank.says("deposit.started B01", "lock.pulsed B01");
    }

    @Test
    void anAnnouncementThatRanOutIsTakenLikeOneThatNobodyAnnounced() {
        ParcelBank two = ParcelBank.with("A01", "A02");
        two.ticket(new Ticket.Delivery(
                parcel(1).toString(), "4B", "JD01", null, "r4b", id("A02"), false, ParcelBank.WALL.plusSeconds(60)));
        two.pass(60);
        String session = two.enter(BADGE);
        var found =
                assertInstanceOf(KioskAnswer.Deliveries.class, two.ask(new KioskRequest.FindDelivery(session, "JD01")));
        assertNull(found.found().getFirst().compartment(), "nothing is kept for it any more");
        two.forget();
        yes(two.deposit(session, parcel(1)));
        two.says("deposit.started A01", "lock.pulsed A01");
        two.pass(1).put("A01", 50).close("A01").pass(5);
        assertEquals("r4b", two.books().in(id("A01")).getFirst().recipient(), "it is here, and whose it is is known");
        two.ticket(announced(2, null, null));
        two.ticket(new Ticket.Delivery(
                parcel(3).toString(), "4B", "JD03", null, "r4b", null, false, ParcelBank.WALL.plusSeconds(60)));
        assertEquals(Why.NO_ROOM, no(two.deposit(session, parcel(3))), "the last door is another's");
    }

    @Test
    void whatCameAndWentKeepsNoRoomAnyMore() {
        bank.ticket(announced(1, Size.LARGE, null));
        String session = bank.enter(BADGE);
        yes(bank.ask(new KioskRequest.Deposit(session, parcel(1), null, Size.LARGE, false, false)));
        put("B01");
        assertEquals(0, free().get(Size.LARGE));
        Parcel parcel = bank.books().in(id("B01")).getFirst();
        String resident = bank.enter(ParcelBank.code(parcel));
        yes(bank.pickup(resident, parcel.id()));
        bank.pass(1).put("B01", -50).close("B01").pass(5);
        assertEquals(1, free().get(Size.LARGE), "nobody told the cloud, and it is over all the same");
        assertEquals(Why.NO_SUCH_PARCEL, no(bank.deposit(bank.enter(BADGE), parcel(1))), "it does not come twice");
    }
}
