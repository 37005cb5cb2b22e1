package io.lockward.agent.bank.parcel;

import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Ticket;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The tickets a bank holds. A part of [Books].
///
/// @param version from 0 (none)
/// @param issuedAt of the newest change, by the cloud's clock; `null` before the first
/// @param tickets by [Ticket#key()]
/// @param sealKey the cloud's key for sealing this bank's secret; `null` before it came
/// @param sealedTo the key the secret was last sealed to
/// @param generation of the secret that was last sealed, from 1
/// @param mark of that secret; `null` before it was sealed by an agent that tells secrets apart
public record TicketBook(
        long version,
        @Nullable Instant issuedAt,
        SortedMap<String, Ticket> tickets,
        @Nullable SealKey sealKey,
        @Nullable String sealedTo,
        int generation,
        @Nullable String mark) {
    /// No more tickets than this are held; a change beyond it is answered with a problem.
    public static final int MOST = 2_048;

    static final TicketBook EMPTY = new TicketBook(0, null, new TreeMap<>(), null, null, 1, null);

    public TicketBook {
        tickets = Collections.unmodifiableSortedMap(tickets);
    }

    TicketBook then(TicketEntry entry) {
        return switch (entry) {
            case TicketEntry.Applied applied -> applied.problem() == null ? applied(applied) : this;
            case TicketEntry.Secret secret -> sealed(secret);
        };
    }

    private TicketBook sealed(TicketEntry.Secret secret) {
        Integer counted = secret.generation();
        return new TicketBook(
                version,
                issuedAt,
                tickets,
                sealKey,
                secret.kid(),
                counted == null ? generation : Math.max(generation, counted),
                counted == null ? mark : secret.mark());
    }

    /// An announcement is used up; the cloud takes it back when it hears of that.
    TicketBook withoutDelivery(ParcelId parcel) {
        SortedMap<String, Ticket> changed = new TreeMap<>(tickets);
        changed.remove("delivery/" + parcel);
        return new TicketBook(version, issuedAt, changed, sealKey, sealedTo, generation, mark);
    }

    /// Whether the secret with this mark is not the one that was sealed last.
    ///
    /// @param held by what the process knows its secret; `null` before it said
    public boolean isNewSecret(@Nullable String held) {
        return held != null && !held.equals(mark);
    }

    private TicketBook applied(TicketEntry.Applied applied) {
        List<Ticket> add = applied.add();
        List<String> remove = applied.remove();
        if (add == null || remove == null) {
            // A repeated answer: nothing changed.
            return this;
        }
        Instant issued = applied.issuedAt();
        boolean newer = issued != null && (issuedAt == null || issued.isAfter(issuedAt));
        return new TicketBook(
                applied.version(),
                newer ? issued : issuedAt,
                after(applied.base(), add, remove),
                applied.sealKey() == null ? sealKey : applied.sealKey(),
                sealedTo,
                generation,
                mark);
    }

    /// What the tickets would be after a change.
    public SortedMap<String, Ticket> after(long base, List<Ticket> add, List<String> remove) {
        TreeMap<String, Ticket> changed = new TreeMap<>();
        if (base != 0) {
            changed.putAll(tickets);
        }
        remove.forEach(changed::remove);
        add.forEach(ticket -> changed.put(ticket.key(), ticket));
        return changed;
    }

    /// By whose clock tickets run out: a controller that lost its clock must not revive what has ended.
    ///
    /// @param wall the controller's wall clock
    public Instant clock(Instant wall) {
        Instant issued = issuedAt;
        return issued != null && issued.isAfter(wall) ? issued : wall;
    }

    public Ticket.@Nullable Courier courier(@Nullable String id) {
        return tickets.get("courier/" + id) instanceof Ticket.Courier courier ? courier : null;
    }

    /// The courier with this code or badge, whether or not it still counts.
    public Ticket.@Nullable Courier courierBy(String fingerprint) {
        return all(Ticket.Courier.class)
                .filter(courier -> courier.fingerprint().equals(fingerprint))
                .findFirst()
                .orElse(null);
    }

    public Ticket.@Nullable Recipient recipient(@Nullable String id) {
        return tickets.get("recipient/" + id) instanceof Ticket.Recipient recipient ? recipient : null;
    }

    public Ticket.@Nullable Delivery delivery(ParcelId parcel) {
        return tickets.get("delivery/" + parcel) instanceof Ticket.Delivery delivery ? delivery : null;
    }

    /// The cloud's word on a parcel.
    public Ticket.@Nullable Parcel word(ParcelId parcel) {
        return tickets.get("parcel/" + parcel) instanceof Ticket.Parcel word ? word : null;
    }

    /// Every ticket of a kind, by id.
    public <T extends Ticket> Stream<T> all(Class<T> kind) {
        return tickets.values().stream().filter(kind::isInstance).map(kind::cast);
    }
}
