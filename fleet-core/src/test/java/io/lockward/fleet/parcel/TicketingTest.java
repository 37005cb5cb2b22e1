package io.lockward.fleet.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.memory.InMemoryFleetStore;
import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Tickets on their way to a bank that takes changes as the protocol says.
class TicketingTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final SealKey SEAL = new SealKey("seal-1", "A".repeat(43));

    private final InMemoryFleetStore store = new InMemoryFleetStore();
    private final Map<String, Ticket> bank = new TreeMap<>();
    private long version;
    private @Nullable String secretKid;

    private static Ticket recipient(int i) {
        return new Ticket.Recipient("r-" + i, "unit " + i, "A. M.", false);
    }

    private void change(TicketChange... changes) {
        store.transaction(transaction -> {
            transaction.books().lock(List.of(BANK));
            transaction.books().change(List.of(changes));
            return true;
        });
    }

    private @Nullable Tickets next() {
        List<Tickets> one = new ArrayList<>();
        store.transaction(transaction -> {
            Tickets next = Ticketing.next(transaction, BANK, new TicketReport(version, secretKid), NOW, SEAL);
            return next == null || one.add(next);
        });
        return one.isEmpty() ? null : one.getFirst();
    }

    /// As a bank does; a change that starts elsewhere is refused.
    private boolean take(Tickets change) {
        if (change.version() <= version || (change.base() != 0 && change.base() != version)) {
            return false;
        }
        if (change.base() == 0) {
            bank.clear();
        }
        change.remove().forEach(bank::remove);
        change.add().forEach(ticket -> bank.put(ticket.key(), ticket));
        version = change.version();
        secretKid = change.sealKey() == null ? secretKid : change.sealKey().kid();
        return true;
    }

    private int takeAll() {
        int changes = 0;
        for (Tickets next = next(); next != null; next = next()) {
            assertTrue(take(next), "each change follows on the one before");
            changes++;
            assertTrue(changes < 1_000, "it comes to an end");
        }
        return changes;
    }

    private void assertSame() {
        Map<String, Ticket> wanted = new TreeMap<>();
        store.transaction(transaction -> transaction.books().ticketsAfter(BANK, 0, 10_000))
                .forEach(slot -> {
                    Ticket ticket = slot.ticket();
                    if (ticket != null) {
                        wanted.put(slot.key(), ticket);
                    }
                });
        assertEquals(wanted, bank);
    }

    @Test
    void the_first_change_brings_the_seal_key_even_without_tickets() {
        Tickets first = next();
        assertNotNull(first);
        assertEquals(SEAL, first.sealKey());
        assertEquals(0, first.base());
        take(first);
        assertNull(next(), "then it has everything");
    }

    @Test
    void five_hundred_tickets_go_in_pieces_and_then_only_what_changed() {
        for (int i = 0; i < 500; i++) {
            change(TicketChange.put(BANK, recipient(i)));
        }
        assertEquals(32, takeAll(), "500 tickets, 16 at a time");
        assertSame();
        change(TicketChange.put(BANK, recipient(3)));
        assertNull(next(), "the same ticket again is no change");
        change(TicketChange.remove(BANK, "recipient/r-3"), TicketChange.put(BANK, recipient(900)));
        Tickets next = next();
        assertNotNull(next);
        assertEquals(List.of("recipient/r-3"), next.remove());
        assertEquals(1, next.add().size());
        take(next);
        assertSame();
    }

    @Test
    void a_bank_that_lost_its_journal_gets_everything_again() {
        for (int i = 0; i < 40; i++) {
            change(TicketChange.put(BANK, recipient(i)));
        }
        takeAll();
        bank.clear();
        version = 0;
        Tickets next = next();
        assertNotNull(next);
        assertEquals(0, next.base());
        takeAll();
        assertSame();
    }

    @Test
    void a_cloud_restored_from_yesterday_replaces_what_the_bank_has() {
        change(TicketChange.put(BANK, recipient(1)));
        takeAll();
        bank.put("courier/gone", recipient(7));
        version = 77;
        takeAll();
        assertSame();
        assertTrue(version > 77);
        change(TicketChange.put(BANK, recipient(2)));
        Tickets next = next();
        assertNotNull(next);
        assertEquals(version, next.base(), "from then on the difference is enough");
    }

    @Test
    void losses_repeats_and_changes_in_between_end_the_same() {
        Random random = new Random(20261130);
        List<Tickets> sent = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            switch (random.nextInt(4)) {
                case 0 -> change(TicketChange.put(BANK, recipient(random.nextInt(60))));
                case 1 -> change(TicketChange.remove(BANK, "recipient/r-" + random.nextInt(60)));
                case 2 -> {
                    Tickets next = next();
                    if (next != null) {
                        sent.add(next);
                    }
                }
                default -> {
                    if (!sent.isEmpty()) {
                        take(sent.get(random.nextInt(sent.size())));
                    }
                }
            }
            if (random.nextInt(500) == 0) {
                version = 0;
                bank.clear();
                sent.clear();
            }
        }
        takeAll();
        assertSame();
    }
}
