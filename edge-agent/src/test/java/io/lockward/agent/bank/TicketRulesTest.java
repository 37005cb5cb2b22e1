package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelWords.no;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.TicketBook;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicketRulesTest {
    private final ParcelBank bank = ParcelBank.with("A01");

    private void arrive(long version, long base, @Nullable SealKey key, Ticket... add) {
        bank.decide(new Input.TicketsArrived(
                new Tickets(Scenario.BANK, version, base, ParcelBank.WALL, List.of(add), List.of(), key)));
    }

    private static Ticket unit(int number) {
        return new Ticket.Recipient("r" + number, "U" + number, "A. B.", false);
    }

    @Test
    void takesAChangeThatStartsFromWhatItHas() {
        arrive(2, 1, null, unit(1));
        arrive(7, 2, null, unit(2));
        bank.says("tickets.applied 2", "tickets.applied 7");
        assertEquals(5, bank.books().tickets().tickets().size());
    }

    @Test
    void answersWhatDoesNotFitSoThatTheCloudKnowsWhereToGoOn() {
        arrive(9, 5, null, unit(1));
        bank.says("tickets.applied 1 not");
        arrive(1, 0, null, unit(1));
        bank.says("tickets.applied 1");
        arrive(1, 0, null, unit(1));
        bank.says();
        assertNull(bank.books().tickets().recipient("r1"));
    }

    @Test
    void replacesEverythingWhenToldTo() {
        arrive(9, 0, null, unit(1));
        assertEquals(1, bank.books().tickets().tickets().size());
        assertEquals(Why.WRONG_CODE, no(bank.entered(null, BADGE)));
    }

    @Test
    void holdsNoMoreThanItCan() {
        int number = 0;
        long version = 1;
        while (bank.books().tickets().tickets().size() < TicketBook.MOST) {
            List<Ticket> more = new ArrayList<>();
            int room = TicketBook.MOST - bank.books().tickets().tickets().size();
            for (int i = 0; i < Math.min(Tickets.MOST, room); i++) {
                more.add(unit(++number));
            }
            bank.decide(new Input.TicketsArrived(
                    new Tickets(Scenario.BANK, version + 1, version, ParcelBank.WALL, more, List.of(), null)));
            version++;
        }
        bank.forget();
        arrive(version + 1, version, null, unit(99_999));
        bank.says("tickets.applied " + version + " not");
    }

    @Test
    void sealsItsSecretOnceForEachKeyOfTheCloud() {
        SealKey key = new SealKey("seal-1", "A".repeat(43));
        arrive(2, 1, key, unit(1));
        bank.says("tickets.applied 2", "SEAL to seal-1");
        bank.pass(59).says();
        bank.pass(2).says("SEAL to seal-1");
        bank.decide(new Input.SecretSealed("seal-0", "old"));
        bank.decide(new Input.SecretSealed("seal-1", "sealed"));
        bank.decide(new Input.SecretSealed("seal-1", "sealed"));
        bank.says("tickets.secret seal-1");
        bank.cut(bank.journal.size(), true).pass(120);
        bank.says();
        arrive(3, 2, new SealKey("seal-2", "B".repeat(43)));
        bank.says("tickets.applied 3", "SEAL to seal-2");
    }

    @Test
    void countsNoTicketRunOutByAClockThatStandsStill() {
        bank.decide(new Input.TicketsArrived(new Tickets(
                Scenario.BANK, 2, 1, ParcelBank.WALL.plus(Duration.ofDays(60)), List.of(unit(1)), List.of(), null)));
        assertNotNull(bank.books().tickets().courier("dhl"));
        assertEquals(Why.OUT_OF_TIME, no(bank.entered(null, BADGE)), "by the cloud's clock its right has ended");
    }
}
