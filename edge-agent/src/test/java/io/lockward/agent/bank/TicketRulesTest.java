package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelWords.no;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.agent.TestKeys;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.parcel.TicketBook;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicketRulesTest {
    private static final String MARK = PickupCode.mark(TestKeys.SECRET);
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
        bank.decide(new Input.SecretSealed("seal-0", "old", MARK));
        bank.decide(new Input.SecretSealed("seal-1", "sealed", MARK));
        bank.decide(new Input.SecretSealed("seal-1", "sealed", MARK));
        bank.says("tickets.secret seal-1 1");
        bank.cut(bank.journal.size(), true).pass(120);
        bank.says();
        arrive(3, 2, new SealKey("seal-2", "B".repeat(43)));
        bank.says("tickets.applied 3", "SEAL to seal-2");
    }

    private void sealedTo(String kid, BankSecret secret) {
        bank.decide(new Input.SecretSealed(kid, "sealed", PickupCode.mark(secret)));
    }

    /// The agent starts again and finds this secret.
    private void startsWith(BankSecret secret) {
        bank.secret = secret;
        bank.cut(bank.journal.size(), true);
    }

    private Parcel only() {
        return bank.books().parcels().values().iterator().next();
    }

    @Test
    void givesEveryParcelAnotherCodeWhenItsSecretIsAnotherOne() {
        arrive(2, 1, new SealKey("seal-1", "A".repeat(43)));
        sealedTo("seal-1", TestKeys.SECRET);
        Parcel parcel = bank.delivered("A01", 100);
        String old = ParcelBank.code(parcel);
        BankSecret another = new BankSecret("another secret, of 32 characters".getBytes(StandardCharsets.US_ASCII));
        bank.forget();
        startsWith(another);
        bank.says("SEAL to seal-1");
        assertEquals(Why.WRONG_CODE, no(bank.entered(null, old)), "its fingerprint is another secret's");
        bank.forget();
        sealedTo("seal-1", another);
        sealedTo("seal-1", another);
        bank.pass(1).says("tickets.secret seal-1 2", "parcel.coded A01 2");
        assertEquals(Why.WRONG_CODE, no(bank.entered(null, old)), "the old code is dead");
        yes(bank.entered(null, PickupCode.derive(another, parcel.id(), 2)));
        bank.forget();
        startsWith(another);
        bank.pass(120).says();
        startsWith(TestKeys.SECRET);
        sealedTo("seal-1", TestKeys.SECRET);
        bank.pass(1).says("SEAL to seal-1", "tickets.secret seal-1 3", "parcel.coded A01 3");
        assertEquals(Why.WRONG_CODE, no(bank.entered(null, old)), "a file that comes back revives no code");
        assertEquals(3, only().code() == null ? 0 : only().code().number());
    }

    @Test
    void keepsTheCodesWhenOnlyTheCloudHasAnotherKey() {
        arrive(2, 1, new SealKey("seal-1", "A".repeat(43)));
        sealedTo("seal-1", TestKeys.SECRET);
        Parcel parcel = bank.delivered("A01", 100);
        arrive(3, 2, new SealKey("seal-2", "B".repeat(43)));
        sealedTo("seal-2", TestKeys.SECRET);
        bank.forget();
        bank.pass(60).says();
        yes(bank.entered(null, ParcelBank.code(parcel)));
    }

    @Test
    void countsNoTicketRunOutByAClockThatStandsStill() {
        bank.decide(new Input.TicketsArrived(new Tickets(
                Scenario.BANK, 2, 1, ParcelBank.WALL.plus(Duration.ofDays(60)), List.of(unit(1)), List.of(), null)));
        assertNotNull(bank.books().tickets().courier("dhl"));
        assertEquals(Why.OUT_OF_TIME, no(bank.entered(null, BADGE)), "by the cloud's clock its right has ended");
    }
}
