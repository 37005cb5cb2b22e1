package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Books;
import io.lockward.agent.bank.parcel.CompartmentChoice;
import io.lockward.agent.bank.parcel.CompartmentChoice.Candidate;
import io.lockward.agent.bank.parcel.CompartmentChoice.Wanted;
import io.lockward.agent.bank.parcel.KeptRoom;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.ParcelSetup.Box;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who may have which door: room is kept for what was announced and has not come, by the name of a compartment or by
/// its size. One of which nobody knows the size counts as medium, as in the cloud.
final class RoomRules {
    private RoomRules() {}

    /// What a courier asks for, with what the tickets and this visit say about it.
    static Wanted wanted(Turn turn, Session session, ParcelId parcel, KioskRequest.Deposit asked) {
        ParcelId announced = asked.parcel();
        Ticket.Delivery delivery =
                announced == null ? null : turn.books().tickets().delivery(announced);
        String recipient = delivery == null ? asked.recipient() : delivery.recipient();
        return new Wanted(
                parcel,
                recipient,
                asked.size(),
                asked.reachable() || mustBeReachable(turn, delivery, recipient),
                asked.together(),
                session.passedFor(parcel),
                delivery != null && isDue(turn, delivery));
    }

    /// Which compartment opens for a deposit.
    ///
    /// @return `null` when none will do
    static @Nullable CompartmentId choose(Turn turn, Collection<Candidate> candidates, Wanted wanted) {
        return CompartmentChoice.choose(candidates, wanted, kept(turn, candidates, wanted.parcel()));
    }

    private static boolean mustBeReachable(Turn turn, Ticket.@Nullable Delivery delivery, @Nullable String recipient) {
        Ticket.Recipient person = turn.books().tickets().recipient(recipient);
        return (delivery != null && delivery.reachable()) || (person != null && person.reachable());
    }

    /// How many doors of each size could take what nobody announced.
    static SortedMap<Size, Integer> free(Turn turn, Collection<Candidate> candidates) {
        SortedMap<Size, Integer> free = new TreeMap<>();
        KeptRoom all = kept(turn, candidates, null);
        for (Size size : Size.values()) {
            KeptRoom kept = all;
            for (Candidate candidate : candidates) {
                if (candidate.box().size() == size) {
                    boolean takes = candidate.isFree() && kept.spares(candidate.box());
                    kept = takes ? kept.without(candidate.box()) : kept;
                    free.merge(size, takes ? 1 : 0, Integer::sum);
                }
            }
        }
        return free;
    }

    /// How many doors of each size could take this announced parcel.
    static SortedMap<Size, Integer> free(Turn turn, Collection<Candidate> candidates, Ticket.Delivery delivery) {
        if (!isDue(turn, delivery)) {
            return free(turn, candidates);
        }
        SortedMap<Size, Integer> free = new TreeMap<>();
        for (Candidate candidate : candidates) {
            boolean own = delivery.parcel().equals(candidate.reservedFor()) && isOpenTo(candidate);
            free.merge(candidate.box().size(), own || candidate.isFree() ? 1 : 0, Integer::sum);
        }
        return free;
    }

    /// Every compartment, as far as it matters for a deposit.
    static List<Candidate> candidates(Turn turn) {
        Map<CompartmentId, ParcelId> reserved = reserved(turn);
        List<Candidate> candidates = new ArrayList<>();
        for (CompartmentId compartment : turn.setup.compartments()) {
            boolean usable = DoorRules.known(turn, compartment) == DoorReading.CLOSED
                    && !turn.memory.policy().outOfService().contains(compartment)
                    && !turn.books().stuck().contains(compartment)
                    && !turn.memory.hasRaised(ConditionEntry.Kind.UNEXPECTED_CONTENT, compartment.value())
                    && !turn.door(compartment).isUnlocking()
                    && !MovementRules.isBusy(turn, compartment)
                    && ContentRules.isVouchedFor(turn, compartment);
            candidates.add(new Candidate(
                    compartment,
                    turn.setup.parcels().box(compartment),
                    usable,
                    turn.books().in(compartment),
                    ContentRules.sight(turn, compartment),
                    reserved.get(compartment)));
        }
        return candidates;
    }

    private static Map<CompartmentId, ParcelId> reserved(Turn turn) {
        Map<CompartmentId, ParcelId> reserved = new TreeMap<>();
        for (Ticket.Delivery delivery : due(turn)) {
            CompartmentId compartment = delivery.compartment();
            if (compartment != null) {
                reserved.putIfAbsent(compartment, delivery.parcel());
            }
        }
        return reserved;
    }

    /// What is announced and neither inside nor being put in.
    private static List<Ticket.Delivery> due(Turn turn) {
        Books books = turn.books();
        return books.tickets()
                .all(Ticket.Delivery.class)
                .filter(delivery -> isDue(turn, delivery) && !DepositRules.isHere(books, delivery.parcel()))
                .toList();
    }

    /// Whether an announcement has not run out.
    static boolean isDue(Turn turn, Ticket.Delivery delivery) {
        Instant now = turn.books().tickets().clock(turn.now.wall());
        return now.isBefore(delivery.until());
    }

    /// What other announced parcels need of the free doors: also those whose own compartment cannot take them now.
    ///
    /// @param parcel that is not counted; `null` to count all
    private static KeptRoom kept(Turn turn, Collection<Candidate> candidates, @Nullable ParcelId parcel) {
        Map<ParcelId, Candidate> own = new TreeMap<>();
        List<Box> free = new ArrayList<>();
        for (Candidate candidate : candidates) {
            ParcelId reservedFor = candidate.reservedFor();
            if (reservedFor != null) {
                own.put(reservedFor, candidate);
            }
            if (candidate.isFree()) {
                free.add(candidate.box());
            }
        }
        List<Box> needed = new ArrayList<>();
        for (Ticket.Delivery delivery : due(turn)) {
            Candidate there = own.get(delivery.parcel());
            boolean waits = !delivery.parcel().equals(parcel);
            if (waits && (there == null || !takes(turn, there, delivery))) {
                needed.add(needed(turn, delivery));
            }
        }
        return KeptRoom.of(free, needed);
    }

    private static boolean takes(Turn turn, Candidate candidate, Ticket.Delivery delivery) {
        Box needed = needed(turn, delivery);
        return isOpenTo(candidate)
                && needed.size().fits(candidate.box().size())
                && (candidate.box().reachable() || !needed.reachable());
    }

    /// Whether its own parcel can go in.
    private static boolean isOpenTo(Candidate candidate) {
        return candidate.usable()
                && candidate.content().isEmpty()
                && candidate.sensed() != CompartmentChoice.Sight.OCCUPIED;
    }

    private static Box needed(Turn turn, Ticket.Delivery delivery) {
        Size size = delivery.size();
        return new Box(size == null ? Size.MEDIUM : size, mustBeReachable(turn, delivery, delivery.recipient()));
    }
}
