package io.lockward.fleet.parcel;

import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.Reported;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.parcel.ParcelBooks.Place;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.parcel.PickupCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Parcels from announcement to collection, within a transaction. Whatever changes a parcel also changes what its
/// bank is to know of it and what its recipient is told, all in the same transaction.
///
/// Threads: stateless; any number, also of other replicas.
public final class Parcels {
    private Parcels() {}

    /// Takes in what banks told, in any order, as often as they like.
    ///
    /// @param shaken compartments whose words may say something else than before ([PlaceWords])
    /// @return the parcels that changed
    public static SortedSet<ParcelKey> hear(
            FleetTransaction transaction, Collection<ParcelFact.Told> told, Collection<Place> shaken, Instant now) {
        ParcelBooks books = transaction.books();
        SortedSet<BankId> banks = new TreeSet<>();
        told.forEach(fact -> banks.add(fact.parcel().bank()));
        shaken.forEach(place -> banks.add(place.bank()));
        books.lock(banks);
        SortedSet<ParcelKey> touched =
                told.stream().map(ParcelFact.Told::parcel).collect(Collectors.toCollection(TreeSet::new));
        books.addFacts(told);
        if (!shaken.isEmpty()) {
            touched.addAll(books.inside(shaken));
        }
        refold(books, touched, Map.of(), now);
        return touched;
    }

    /// Enters a parcel that will come. Its book is locked by this.
    public static ParcelRecord announce(FleetTransaction transaction, ParcelKey key, Announcement announcement) {
        ParcelBooks books = transaction.books();
        books.lock(List.of(key.bank()));
        books.addFacts(List.of(
                new ParcelFact.Done(key, ParcelFact.What.ANNOUNCED, announcement.at(), announcement.by(), 0, null)));
        refold(books, List.of(key), Map.of(key, announcement), announcement.at());
        transaction.announce(FleetChanges.of(List.of(key.bank()), List.of(), List.of()));
        return found(books, key);
    }

    /// Does something to a parcel that is known.
    ///
    /// @param text why, for people, at most 256 characters
    /// @return where it stands now; `null` when there is none. What makes no sense where it stands changes nothing
    public static @Nullable ParcelRecord act(
            FleetTransaction transaction,
            ParcelKey key,
            ParcelFact.What what,
            String by,
            @Nullable String text,
            Instant now) {
        ParcelBooks books = transaction.books();
        books.lock(List.of(key.bank()));
        ParcelRecord record = books.parcels(List.of(key)).get(key);
        if (record == null || !makesSense(what, record)) {
            return record;
        }
        int number = what == ParcelFact.What.RENEWED ? nextNumber(record) : 0;
        books.addFacts(List.of(new ParcelFact.Done(key, what, now, by, number, text)));
        refold(books, List.of(key), Map.of(), now);
        transaction.announce(FleetChanges.of(List.of(key.bank()), List.of(), List.of()));
        return found(books, key);
    }

    /// Whether it changes anything where the parcel stands.
    public static boolean makesSense(ParcelFact.What what, ParcelRecord parcel) {
        ParcelStanding standing = parcel.standing();
        return switch (what) {
            case ANNOUNCED -> false;
            case CANCELLED -> standing.state() == ParcelState.ANNOUNCED;
            case RENEWED -> standing.state().isInside() && nextNumber(parcel) <= PickupCode.MOST_NUMBER;
            case OVERDUE -> standing.state().isInside() && !standing.overdue();
            case RETURNING -> standing.state().isInside() && !standing.returning();
            case HELD -> standing.state().isInside() && !standing.held();
            case RELEASED -> standing.held();
        };
    }

    private static int nextNumber(ParcelRecord parcel) {
        return Math.max(parcel.standing().number(), parcel.standing().wanted()) + 1;
    }

    private static ParcelRecord found(ParcelBooks books, ParcelKey key) {
        ParcelRecord record = books.parcels(List.of(key)).get(key);
        if (record == null) {
            throw new IllegalStateException("a parcel just saved is there");
        }
        return record;
    }

    private static void refold(
            ParcelBooks books, Collection<ParcelKey> touched, Map<ParcelKey, Announcement> announced, Instant now) {
        if (touched.isEmpty()) {
            return;
        }
        Map<ParcelKey, ParcelRecord> before = books.parcels(touched);
        Map<ParcelKey, List<ParcelFact>> facts =
                books.facts(touched).stream().collect(Collectors.groupingBy(ParcelFact::parcel));
        Map<ParcelKey, ParcelStanding> standings = new TreeMap<>();
        facts.forEach((key, known) ->
                standings.put(key, ParcelFold.fold(known, PlaceWords.NONE).standing()));
        words(books, standings)
                .forEach((key, words) -> standings.put(
                        key,
                        ParcelFold.fold(facts.getOrDefault(key, List.of()), words)
                                .standing()));
        List<ParcelRecord> after = new ArrayList<>();
        List<TicketChange> tickets = new ArrayList<>();
        List<ParcelNews> news = new ArrayList<>();
        standings.forEach((key, standing) -> {
            ParcelRecord was = before.get(key);
            Announcement announcement = was == null ? announced.get(key) : was.announcement();
            ParcelRecord is = new ParcelRecord(key, announcement, standing);
            after.add(is);
            tickets.addAll(TicketRules.of(is));
            news.addAll(NewsRules.onChange(was, is, now));
        });
        books.save(after);
        books.change(tickets);
        if (!news.isEmpty()) {
            books.tell(news);
        }
    }

    /// What their banks say now of the compartments of those on whom it can have a bearing.
    private static Map<ParcelKey, PlaceWords> words(ParcelBooks books, Map<ParcelKey, ParcelStanding> standings) {
        SortedSet<Reported.Key> subjects = new TreeSet<>();
        SortedMap<ParcelKey, CompartmentId> places = new TreeMap<>();
        standings.forEach((key, standing) -> {
            CompartmentId place = standing.compartment();
            if (place != null && standing.state().isInside()) {
                places.put(key, place);
                subjects.add(missing(key.bank(), place));
                if (standing.hindered() != null) {
                    subjects.add(new Reported.Key(key.bank(), Subjects.service(place)));
                    subjects.add(new Reported.Key(key.bank(), Subjects.door(place)));
                }
            }
        });
        if (subjects.isEmpty()) {
            return Map.of();
        }
        Map<Reported.Key, Reported> newest = books.newest(subjects);
        Map<ParcelKey, PlaceWords> words = new TreeMap<>();
        places.forEach((key, place) -> {
            PlaceWords said = PlaceWords.of(
                    newest.get(missing(key.bank(), place)),
                    newest.get(new Reported.Key(key.bank(), Subjects.service(place))),
                    newest.get(new Reported.Key(key.bank(), Subjects.door(place))));
            if (!said.equals(PlaceWords.NONE)) {
                words.put(key, said);
            }
        });
        return words;
    }

    private static Reported.Key missing(BankId bank, CompartmentId compartment) {
        return new Reported.Key(bank, Subjects.condition(ConditionEntry.Kind.MISSING_CONTENT, compartment.value()));
    }
}
