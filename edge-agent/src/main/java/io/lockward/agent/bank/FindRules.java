package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Books;
import io.lockward.agent.bank.parcel.CompartmentChoice.Candidate;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Delivery;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a courier looks for: announced deliveries and recipients. Names are masked by the cloud.
final class FindRules {
    /// Fewer characters than this find nothing but an exact match, so that nobody leafs through who lives here.
    private static final int LEAST = 2;

    /// Stands for a parcel that nobody announced.
    private static final ParcelId NOBODYS = new ParcelId(new UUID(0x7000L, Long.MIN_VALUE));

    private FindRules() {}

    /// An exact tracking number alone, else what is like it. One that ran out is found all the same: its parcel is
    /// there, and its recipient known. It has no compartment any more.
    static KioskAnswer deliveries(Turn turn, Session session, String text) {
        Books books = turn.books();
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        var exact = books.tickets()
                .all(Ticket.Delivery.class)
                .filter(delivery -> delivery.id().equals(wanted) || wanted.equals(lower(delivery.tracking())))
                .toList();
        var found = exact.isEmpty()
                ? books.tickets()
                        .all(Ticket.Delivery.class)
                        .filter(delivery -> isLike(wanted, delivery.label()) || isLike(wanted, delivery.tracking()))
                        .toList()
                : exact;
        List<Candidate> candidates = RoomRules.candidates(turn);
        return new KioskAnswer.Deliveries(found.stream()
                .sorted(Comparator.comparing(Ticket.Delivery::label).thenComparing(Ticket.Delivery::id))
                .limit(KioskAnswer.MOST_FOUND)
                .map(delivery -> new Delivery(
                        delivery.parcel(),
                        delivery.label(),
                        delivery.tracking(),
                        delivery.size(),
                        RoomRules.isDue(turn, delivery) ? delivery.compartment() : null,
                        delivery.reachable(),
                        books.parcels().containsKey(delivery.parcel()),
                        beside(turn, candidates, session, delivery.parcel(), asked(session, delivery)),
                        RoomRules.free(turn, candidates, delivery)))
                .toList());
    }

    static KioskAnswer recipients(Turn turn, Session session, String text) {
        List<Candidate> candidates = RoomRules.candidates(turn);
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return new KioskAnswer.Recipients(turn.books()
                .tickets()
                .all(Ticket.Recipient.class)
                .filter(one -> wanted.equals(lower(one.label())) || isLike(wanted, one.label()))
                .sorted(Comparator.<Ticket.Recipient, Boolean>comparing(one -> !wanted.equals(lower(one.label())))
                        .thenComparing(Ticket.Recipient::label)
                        .thenComparing(Ticket.Recipient::id))
                .limit(KioskAnswer.MOST_FOUND)
                .map(one -> new KioskAnswer.Recipient(
                        one.id(),
                        one.label(),
                        one.name(),
                        one.reachable(),
                        beside(turn, candidates, session, NOBODYS, asked(session, one))))
                .toList());
    }

    /// Where a parcel would go that may lie with another of the same recipient, when it then does.
    private static @Nullable CompartmentId beside(
            Turn turn, List<Candidate> candidates, Session session, ParcelId parcel, KioskRequest.Deposit asked) {
        CompartmentId door = RoomRules.choose(turn, candidates, RoomRules.wanted(turn, session, parcel, asked));
        return door == null || turn.books().in(door).isEmpty() ? null : door;
    }

    private static KioskRequest.Deposit asked(Session session, Ticket.Delivery delivery) {
        Size size = delivery.size();
        return new KioskRequest.Deposit(
                session.id(), delivery.parcel(), null, size == null ? Size.SMALL : size, false, true);
    }

    private static KioskRequest.Deposit asked(Session session, Ticket.Recipient recipient) {
        return new KioskRequest.Deposit(session.id(), null, recipient.id(), Size.SMALL, false, true);
    }

    private static boolean isLike(String wanted, @Nullable String text) {
        return wanted.length() >= LEAST && text != null && lower(text).contains(wanted);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
