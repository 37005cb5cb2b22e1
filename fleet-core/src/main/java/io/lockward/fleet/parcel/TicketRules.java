package io.lockward.fleet.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which tickets a bank is to have, and which change goes to it next. Pure.
public final class TicketRules {
    /// So many slots are enough to find the next change.
    public static final int LOOKED_AT = 2 * Tickets.MOST + 1;

    private TicketRules() {}

    /// The version that the next change starts from; 0 replaces all.
    public static long base(TicketBook book, TicketReport report) {
        return report.version() < book.floor() ? 0 : report.version();
    }

    /// The next change; `null` when the bank has all. Two replicas make the same one, but for the time.
    ///
    /// @param slots those after [#base], by version, the first [#LOOKED_AT] of them
    /// @param sealKey the cloud's own
    public static @Nullable Tickets next(
            TicketBook book, TicketReport report, List<TicketSlot> slots, Instant now, @Nullable SealKey sealKey) {
        long base = base(book, report);
        if (book.version() <= base) {
            return null;
        }
        List<Ticket> add = new ArrayList<>();
        List<String> remove = new ArrayList<>();
        long version = base;
        int taken = 0;
        for (TicketSlot slot : slots) {
            Ticket ticket = slot.ticket();
            boolean full = ticket == null ? remove.size() == Tickets.MOST : add.size() == Tickets.MOST;
            if (full) {
                break;
            }
            if (ticket != null) {
                add.add(ticket);
            } else if (base > 0) {
                remove.add(slot.key());
            }
            version = slot.version();
            taken++;
        }
        boolean all = taken == slots.size() && slots.size() < LOOKED_AT;
        boolean told = sealKey == null || (base > 0 && sealKey.kid().equals(report.secretKid()));
        return new Tickets(book.bank(), all ? book.version() : version, base, now, add, remove, told ? null : sealKey);
    }

    /// What the bank is to know of a parcel: that it comes, or what is to become of it, or nothing.
    public static List<TicketChange> of(ParcelRecord parcel) {
        String id = parcel.key().parcel().toString();
        ParcelStanding standing = parcel.standing();
        Announcement announced = parcel.announcement();
        boolean comes = standing.state() == ParcelState.ANNOUNCED || standing.state() == ParcelState.DEPOSITING;
        boolean word = standing.state().isInside()
                && (standing.wanted() > standing.number() || standing.returning() || standing.held());
        Ticket delivery = comes && announced != null ? delivery(id, announced) : null;
        Ticket wish = word
                ? new Ticket.Parcel(
                        id,
                        Math.max(1, Math.max(standing.wanted(), standing.number())),
                        standing.returning(),
                        standing.held())
                : null;
        return List.of(
                new TicketChange(parcel.bank(), "delivery/" + id, delivery),
                new TicketChange(parcel.bank(), "parcel/" + id, wish));
    }

    private static Ticket delivery(String id, Announcement announced) {
        CompartmentId compartment = announced.compartment();
        return new Ticket.Delivery(
                id,
                announced.label(),
                announced.tracking(),
                announced.size(),
                announced.recipient(),
                compartment,
                announced.reachable(),
                announced.until());
    }
}
