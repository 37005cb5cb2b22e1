package io.lockward.fleet.memory;

import io.lockward.fleet.Reported;
import io.lockward.fleet.parcel.ParcelBooks;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelNews;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.TicketBook;
import io.lockward.fleet.parcel.TicketChange;
import io.lockward.fleet.parcel.TicketSlot;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The books of one transaction in memory.
final class MemoryBooks implements ParcelBooks {
    private final InMemoryFleetStore store;
    private final MemoryTransaction transaction;

    MemoryBooks(InMemoryFleetStore store, MemoryTransaction transaction) {
        this.store = store;
        this.transaction = transaction;
    }

    @Override
    public Map<BankId, TicketBook> lock(Collection<BankId> banks) {
        Map<BankId, TicketBook> locked = new LinkedHashMap<>();
        for (BankId bank : banks) {
            TicketBook book = store.books.get(bank);
            if (book == null) {
                book = new TicketBook(bank, 1, 0, null);
                transaction.put(store.books, bank, book);
            }
            locked.put(bank, book);
        }
        return locked;
    }

    @Override
    public void addFacts(Collection<? extends ParcelFact> facts) {
        for (ParcelFact fact : facts) {
            Map<String, ParcelFact> known =
                    store.parcelFacts.computeIfAbsent(fact.parcel(), _ -> new LinkedHashMap<>());
            if (!known.containsKey(fact.key())) {
                transaction.put(known, fact.key(), fact);
            }
        }
    }

    @Override
    public List<ParcelFact> facts(Collection<ParcelKey> parcels) {
        return parcels.stream()
                .flatMap(parcel -> store.parcelFacts.getOrDefault(parcel, Map.of()).values().stream())
                .toList();
    }

    @Override
    public Map<ParcelKey, ParcelRecord> parcels(Collection<ParcelKey> parcels) {
        Map<ParcelKey, ParcelRecord> found = new TreeMap<>();
        for (ParcelKey key : parcels) {
            ParcelRecord record = store.parcels.get(key);
            if (record != null) {
                found.put(key, record);
            }
        }
        return found;
    }

    @Override
    public List<ParcelKey> inside(Collection<Place> places) {
        return store.parcels.values().stream()
                .filter(parcel -> parcel.standing().state().isInside() && isAt(parcel, places))
                .map(ParcelRecord::key)
                .toList();
    }

    @Override
    public List<Place> hindered(Collection<Place> places) {
        return places.stream()
                .filter(place -> store.parcels.values().stream()
                        .anyMatch(parcel -> parcel.standing().hindered() != null && isAt(parcel, List.of(place))))
                .toList();
    }

    private static boolean isAt(ParcelRecord parcel, Collection<Place> places) {
        CompartmentId compartment = parcel.standing().compartment();
        return compartment != null && places.contains(new Place(parcel.bank(), compartment));
    }

    @Override
    public void save(Collection<ParcelRecord> parcels) {
        parcels.forEach(parcel -> transaction.put(store.parcels, parcel.key(), parcel));
    }

    @Override
    public Map<Reported.Key, Reported> newest(Collection<Reported.Key> subjects) {
        Map<Reported.Key, Reported> newest = new TreeMap<>();
        for (Reported.Key key : subjects) {
            Reported word = store.reported.get(key);
            if (word != null) {
                newest.put(key, word);
            }
        }
        return newest;
    }

    @Override
    public void change(Collection<TicketChange> changes) {
        for (TicketChange change : changes) {
            Map<String, TicketSlot> slots = store.tickets.computeIfAbsent(change.bank(), _ -> new TreeMap<>());
            TicketSlot known = slots.get(change.key());
            boolean same = known == null ? change.ticket() == null : Objects.equals(known.ticket(), change.ticket());
            if (!same) {
                TicketBook book = lock(List.of(change.bank())).get(change.bank());
                TicketBook next = new TicketBook(
                        change.bank(), Objects.requireNonNull(book).version() + 1, book.floor(), book.sealKid());
                transaction.put(store.books, change.bank(), next);
                transaction.put(slots, change.key(), new TicketSlot(change.key(), next.version(), change.ticket()));
            }
        }
    }

    @Override
    public List<TicketSlot> ticketsAfter(BankId bank, long version, int limit) {
        return store.tickets.getOrDefault(bank, Map.of()).values().stream()
                .filter(slot -> slot.version() > version)
                .sorted(Comparator.comparingLong(TicketSlot::version))
                .limit(limit)
                .toList();
    }

    @Override
    public void save(TicketBook book) {
        transaction.put(store.books, book.bank(), book);
    }

    @Override
    public void lift(BankId bank, long by) {
        Map<String, TicketSlot> slots = store.tickets.getOrDefault(bank, Map.of());
        for (TicketSlot slot : new ArrayList<>(slots.values())) {
            transaction.put(slots, slot.key(), new TicketSlot(slot.key(), slot.version() + by, slot.ticket()));
        }
    }

    @Override
    public void tell(Collection<ParcelNews> news) {
        for (ParcelNews one : news) {
            Map<String, ParcelNews> known = store.news.computeIfAbsent(one.parcel(), _ -> new LinkedHashMap<>());
            if (!known.containsKey(one.key())) {
                transaction.put(known, one.key(), one);
            }
        }
    }

    @Override
    public void keep(Collection<Trouble> troubles) {
        troubles.forEach(trouble -> transaction.put(store.troubles, trouble.source(), trouble));
    }
}
