package io.lockward.fleet.parcel;

import io.lockward.fleet.FleetTransaction;
import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which tickets banks have and get, within a transaction.
///
/// Threads: stateless; any number, also of other replicas.
public final class Ticketing {
    private Ticketing() {}

    /// The change to send to a bank now; `null` when it has everything. Asking again gives the same, until the bank
    /// reports or something changes.
    ///
    /// @param sealKey the cloud's own; `null` when this process has none
    public static @Nullable Tickets next(
            FleetTransaction transaction, BankId bank, TicketReport report, Instant now, @Nullable SealKey sealKey) {
        ParcelBooks books = transaction.books();
        TicketBook book = locked(books, bank);
        if (report.version() > book.version()) {
            // The cloud's data are older than the bank's: what the bank has cannot be told, so all of it goes again.
            books.lift(bank, report.version());
            book = new TicketBook(bank, book.version() + report.version(), report.version() + 1, book.sealKid());
            books.save(book);
        }
        if (sealKey != null && !sealKey.kid().equals(book.sealKid())) {
            book = new TicketBook(bank, book.version() + 1, book.floor(), sealKey.kid());
            books.save(book);
        }
        long base = TicketRules.base(book, report);
        List<TicketSlot> slots = books.ticketsAfter(bank, base, TicketRules.LOOKED_AT);
        return TicketRules.next(book, report, slots, now, sealKey);
    }

    /// Makes the bank's tickets of one kind exactly these.
    ///
    /// @param kind such as `courier/`: what their keys begin with
    public static void replace(
            FleetTransaction transaction, BankId bank, String kind, Collection<? extends Ticket> tickets) {
        ParcelBooks books = transaction.books();
        locked(books, bank);
        Set<String> kept = new TreeSet<>();
        List<TicketChange> changes = new ArrayList<>();
        for (Ticket ticket : tickets) {
            kept.add(ticket.key());
            changes.add(TicketChange.put(bank, ticket));
        }
        for (TicketSlot slot : books.ticketsAfter(bank, 0, Integer.MAX_VALUE)) {
            if (slot.ticket() != null && slot.key().startsWith(kind) && !kept.contains(slot.key())) {
                changes.add(TicketChange.remove(bank, slot.key()));
            }
        }
        books.change(changes);
    }

    private static TicketBook locked(ParcelBooks books, BankId bank) {
        Map<BankId, TicketBook> locked = books.lock(List.of(bank));
        return Objects.requireNonNull(locked.get(bank), "a book is opened when it is locked");
    }
}
