package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Books;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Delivery;
import io.lockward.protocol.parcel.Ticket;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a courier looks for: announced deliveries and recipients. Names are masked by the cloud.
final class FindRules {
    /// Fewer characters than this find nothing but an exact match, so that nobody leafs through who lives here.
    private static final int LEAST = 2;

    private FindRules() {}

    /// An exact tracking number alone, else what is like it.
    static KioskAnswer deliveries(Turn turn, String text) {
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
        return new KioskAnswer.Deliveries(found.stream()
                .sorted(Comparator.comparing(Ticket.Delivery::label).thenComparing(Ticket.Delivery::id))
                .limit(KioskAnswer.MOST_FOUND)
                .map(delivery -> new Delivery(
                        delivery.parcel(),
                        delivery.label(),
                        delivery.tracking(),
                        delivery.size(),
                        delivery.compartment(),
                        delivery.reachable(),
                        books.parcels().containsKey(delivery.parcel())))
                .toList());
    }

    static KioskAnswer recipients(Turn turn, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return new KioskAnswer.Recipients(turn.books()
                .tickets()
                .all(Ticket.Recipient.class)
                .filter(one -> wanted.equals(lower(one.label())) || isLike(wanted, one.label()))
                .sorted(Comparator.<Ticket.Recipient, Boolean>comparing(one -> !wanted.equals(lower(one.label())))
                        .thenComparing(Ticket.Recipient::label)
                        .thenComparing(Ticket.Recipient::id))
                .limit(KioskAnswer.MOST_FOUND)
                .map(one -> new KioskAnswer.Recipient(one.id(), one.label(), one.name(), one.reachable()))
                .toList());
    }

    private static boolean isLike(String wanted, @Nullable String text) {
        return wanted.length() >= LEAST && text != null && lower(text).contains(wanted);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
