package io.lockward.simulator.truth;

import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.fleet.parcel.Announcement;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.Parcels;
import io.lockward.fleet.parcel.TicketChange;
import io.lockward.fleet.parcel.Ticketing;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One bank that hears nothing of its cloud for a week, and everybody uses it all the same. The nights are leapt over
/// while it has no power.
final class Week extends People {
    static final String TEMP = "badge-temp";
    private static final int ROOM = 12;
    private static final int ANNOUNCED = 250;

    /// So many of them keep room all the week; the others have run out after a day, and come all the same.
    private static final int KEPT = 3;

    final Office office;
    final List<ParcelId> collected = new ArrayList<>();
    final List<ParcelId> cancelled = new ArrayList<>();
    final List<ParcelId> first = new ArrayList<>();
    private final Random dice;
    private final Mishaps mishaps;
    private final Deque<ParcelId> announced = new ArrayDeque<>();
    private final Map<ParcelId, Shipment> coming = new HashMap<>();
    int deposited;

    Week(Locker locker, Judge judge, Office office) {
        super(locker, judge);
        this.office = office;
        this.dice = Random.from(random);
        this.mishaps = new Mishaps(locker, judge, false);
    }

    private Instant now() {
        return locker.time.now();
    }

    ParcelKey key(ParcelId parcel) {
        return new ParcelKey(locker.bank.id(), parcel);
    }

    /// The last day with a network: couriers, recipients and announcements reach the bank, and some parcels come.
    void lastDayOnline() {
        locker.start();
        List<TicketChange> changes = new ArrayList<>();
        tickets().forEach(ticket -> changes.add(TicketChange.put(locker.bank.id(), ticket)));
        changes.add(TicketChange.put(
                locker.bank.id(),
                new Ticket.Courier(
                        "temp",
                        "temp",
                        PickupCode.fingerprint(Locker.SECRET, TEMP),
                        now(),
                        now().plus(Duration.ofDays(3)),
                        false)));
        office.store.transaction(transaction -> {
            transaction.books().lock(List.of(locker.bank.id()));
            transaction.books().change(changes);
            return true;
        });
        for (int i = 1; i <= ANNOUNCED; i++) {
            Shipment shipment = shipment();
            ParcelId parcel =
                    new ParcelId(new UUID(0x7000L | ((long) i << 16), random.nextLong() >>> 1 | Long.MIN_VALUE));
            Announcement announcement = new Announcement(
                    "unit",
                    null,
                    null,
                    null,
                    shipment.recipient,
                    null,
                    false,
                    now().plus(i > ANNOUNCED - KEPT ? Duration.ofDays(9) : Duration.ofHours(20)),
                    "shop",
                    now());
            office.store.transaction(transaction -> Parcels.announce(transaction, key(parcel), announcement));
            announced.add(parcel);
            coming.put(parcel, shipment);
        }
        deliverTickets();
        for (int i = 0; i < 8; i++) {
            deposit(announced.poll(), DHL);
        }
        office.hear(locker, dice, 1);
        judge.memory().books().parcels().keySet().forEach(first::add);
    }

    /// What the cloud has for the bank reaches it, and it answers.
    void deliverTickets() {
        for (int i = 0; i < 200; i++) {
            office.hear(locker, dice, 1);
            List<Tickets> next = new ArrayList<>();
            office.store.transaction(transaction -> {
                Tickets one = Ticketing.next(
                        transaction, locker.bank.id(), office.store.ticketReport(locker.bank.id()), now(), null);
                return one == null || next.add(one);
            });
            if (next.isEmpty()) {
                return;
            }
            locker.offer(new Input.TicketsArrived(next.getFirst()));
            locker.pass(0.3);
        }
        throw new AssertionError("tickets never end");
    }

    /// The cloud knows nothing of what goes on, and has its own ideas.
    void cloudActsAlone() {
        ParcelFact.What[] ideas = {ParcelFact.What.HELD, ParcelFact.What.RETURNING, ParcelFact.What.RENEWED};
        for (int i = 0; i < ideas.length; i++) {
            act(first.get(i), ideas[i]);
        }
        List<ParcelId> waiting = List.copyOf(announced);
        for (int i = 0; i < 20; i++) {
            ParcelId parcel = waiting.get(i * 10);
            cancelled.add(parcel);
            act(parcel, ParcelFact.What.CANCELLED);
        }
    }

    private void act(ParcelId parcel, ParcelFact.What what) {
        office.store.transaction(transaction -> {
            Parcels.act(transaction, key(parcel), what, "ana", "a test", now());
            return true;
        });
    }

    void aDayAlone(int deposits) {
        int until = deposited + deposits;
        while (deposited < until) {
            if (chance(0.05)) {
                mishaps.powerWillGo();
            }
            if (judge.memory().books().parcels().size() >= ROOM || chance(0.4)) {
                collect();
            } else {
                ParcelId next = chance(0.6) ? announced.poll() : null;
                deposit(next, chance(0.5) ? DHL : UPS);
            }
            locker.awaitOn();
            locker.pass(1.5);
            for (CompartmentId open : locker.open()) {
                closes(open);
                locker.pass(2);
            }
        }
        locker.pass(40);
        locker.bank.powerCut(5_000);
        locker.time.leap(Duration.ofHours(23));
        locker.awaitOn();
        locker.pass(8);
    }

    private void deposit(@Nullable ParcelId parcel, String badge) {
        Shipment shipment = parcel == null ? shipment() : Objects.requireNonNull(coming.get(parcel));
        int before = judge.memory().books().parcels().size();
        Visit visit = comes();
        types(visit, badge);
        CompartmentId door = deposits(visit, shipment, parcel, false);
        if (door != null) {
            pass(0.5, 2);
            puts(door, shipment.things);
            pass(0.3, 1);
            closesAndWaits(door);
        }
        leaves(visit);
        locker.awaitOn();
        locker.pass(1);
        boolean in = shipment.ids.stream()
                .anyMatch(id -> judge.memory().books().parcels().containsKey(id));
        if (in) {
            deposited++;
        } else if (parcel != null && before == judge.memory().books().parcels().size()) {
            announced.addFirst(parcel);
        }
    }

    void collect() {
        List<Parcel> there = fetchable();
        if (there.isEmpty()) {
            return;
        }
        Parcel parcel = any(there);
        Visit visit = comes();
        if (types(visit, code(parcel))) {
            CompartmentId door = picksUp(visit, parcel.id());
            if (door != null) {
                pass(0.5, 2);
                takes(door, left(door, Objects.requireNonNull(judge.shipment(parcel.id()))));
                pass(0.3, 1);
                closesAndWaits(door);
            }
        }
        leaves(visit);
        locker.awaitOn();
        locker.pass(1);
        if (!judge.memory().books().parcels().containsKey(parcel.id())) {
            collected.add(parcel.id());
        }
    }
}
