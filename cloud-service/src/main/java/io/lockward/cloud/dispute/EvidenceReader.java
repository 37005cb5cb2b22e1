package io.lockward.cloud.dispute;

import io.lockward.cloud.alarm.Alarms;
import io.lockward.cloud.dispute.EvidenceStore.Journal;
import io.lockward.cloud.dispute.EvidenceStore.Place;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.SeqRanges;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.dispute.ClipFacts;
import io.lockward.fleet.dispute.Evidence;
import io.lockward.fleet.dispute.Evidence.Missing;
import io.lockward.fleet.dispute.Question;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.JournalEntry;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gathers what is known for a case, anew each time: what came late is there the next time somebody looks. A stretch
/// of journal is found by halving, as entries are in the order of time but for a clock that was set.
///
/// Threads: any number.
@Singleton
final class EvidenceReader {
    /// More entries than this are no dispute but an export.
    static final int MOST_ENTRIES = 20_000;
    private static final int MOST_COMMANDS = 200;

    /// A bank signs every ten minutes; within so many entries a signature has come if it comes at all.
    private static final long REACH = 10_000;

    /// A bank says at least every 30 seconds that it is there; what it wrote since may be on its way.
    private static final Duration QUIET = Duration.ofMinutes(2);

    private final EvidenceStore reads;
    private final CaseStore cases;
    private final CaseClips clips;
    private final Alarms alarms;
    private final FleetStore store;
    private final InstantSource clock;

    EvidenceReader(
            EvidenceStore reads,
            CaseStore cases,
            CaseClips clips,
            Alarms alarms,
            FleetStore store,
            InstantSource clock) {
        this.reads = reads;
        this.cases = cases;
        this.clips = clips;
        this.alarms = alarms;
        this.store = store;
        this.clock = clock;
    }

    /// What is known of the parcel by the cloud's books.
    private record Books(@Nullable ParcelRecord record, List<ParcelFact> facts) {}

    /// A stretch of one journal, both ends included.
    private record Stretch(Journal journal, long from, long to) {}

    Evidence of(CaseRow row) {
        BankId bank = new BankId(row.bank());
        ParcelId parcel = row.parcel() == null ? null : new ParcelId(row.parcel());
        CompartmentId named = row.compartment() == null ? null : new CompartmentId(row.compartment());
        Books books = books(bank, parcel);
        CaseScope scope = cases.scope(row);
        EvidenceStore.Word word = reads.word(row.bank());
        List<StoredEntry> entries = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        Map<Long, Long> signed = new HashMap<>();
        for (Stretch stretch : stretches(row, books, scope)) {
            Journal journal = stretch.journal();
            List<StoredEntry> read = reads.entries(
                    row.bank(),
                    journal.epoch(),
                    stretch.from(),
                    stretch.to(),
                    scope.compartments(),
                    MOST_ENTRIES - entries.size());
            entries.addAll(read);
            missing.addAll(missing(stretch));
            if (entries.size() >= MOST_ENTRIES) {
                long last =
                        read.isEmpty() ? stretch.from() : read.getLast().ref().seq();
                missing.add(new Missing(journal.epoch(), last + 1, null, Missing.Why.UNREAD));
                break;
            }
            missing.addAll(tail(row, stretch, word));
            signed.put(journal.epoch(), signed(row.bank(), stretch, read));
        }
        return new Evidence(
                new Question(bank, row.from(), row.to(), named, parcel, zone(row.zone())),
                entries,
                missing,
                signed,
                clips.of(row, scope, entries),
                books.record() == null ? null : books.record().standing(),
                word == null ? null : word.clockOffsetMillis(),
                ClipFacts.camera(entries),
                word == null ? null : alarms.outages(row.bank(), row.from(), row.to()),
                reads.commands(row.bank(), scope.from(), scope.to(), scope.compartments(), MOST_COMMANDS));
    }

    private Books books(BankId bank, @Nullable ParcelId parcel) {
        if (parcel == null) {
            return new Books(null, List.of());
        }
        ParcelKey key = new ParcelKey(bank, parcel);
        return store.transaction(transaction -> new Books(
                transaction.books().parcels(List.of(key)).get(key),
                transaction.books().facts(List.of(key))));
    }

    /// The stretches of the bank's journals that lie in the span, lengthened to all that is about the parcel,
    /// and to what asked for the case when the bank's clock puts that somewhere else.
    private List<Stretch> stretches(CaseRow row, Books books, CaseScope scope) {
        List<Stretch> all = new ArrayList<>();
        for (Journal journal : reads.journals(row.bank())) {
            long last = journal.received().last();
            if (last == 0) {
                continue;
            }
            long from = firstAt(row.bank(), journal.epoch(), last, row.from());
            long to = firstAt(row.bank(), journal.epoch(), last, row.to()) - 1;
            for (ParcelFact fact : books.facts()) {
                if (fact instanceof ParcelFact.Told told
                        && told.source().journal().equals(journal.journal())) {
                    EntryRef ref = told.source();
                    from = Math.min(from, ref.seq());
                    to = Math.max(to, ref.seq());
                }
            }
            for (CaseScope.Apart apart : scope.apart()) {
                if (apart.journal().equals(journal.journal().value())) {
                    boolean nothing = from > to;
                    from = nothing ? apart.first() : Math.min(from, apart.first());
                    to = nothing ? apart.last() : Math.max(to, apart.last());
                }
            }
            if (from <= to) {
                all.add(new Stretch(journal, from, to));
            }
        }
        return all;
    }

    /// The first number whose entry is not before a time; one past the last when all are.
    private long firstAt(String bank, long epoch, long last, Instant at) {
        long low = 1;
        long high = last + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            Place place = reads.from(bank, epoch, middle);
            if (place == null || !place.at().isBefore(at)) {
                high = middle;
            } else {
                low = Math.max(place.seq(), middle) + 1;
            }
        }
        return low;
    }

    private List<Missing> missing(Stretch stretch) {
        List<Missing> all = new ArrayList<>();
        Journal journal = stretch.journal();
        for (SeqRanges.Range range :
                journal.received().missing(stretch.from(), stretch.to()).ranges()) {
            all.add(new Missing(journal.epoch(), range.from(), range.to(), Missing.Why.LATE));
        }
        for (SeqRanges.Range range : journal.gapped().ranges()) {
            if (range.from() <= stretch.to() && range.to() >= stretch.from()) {
                all.add(new Missing(journal.epoch(), range.from(), range.to(), Missing.Why.DROPPED));
            }
        }
        return all;
    }

    /// What the bank has written after all that is here, as far as it said so before the span was over.
    private List<Missing> tail(CaseRow row, Stretch stretch, EvidenceStore.@Nullable Word word) {
        long epoch = stretch.journal().epoch();
        long next = stretch.to() + 1;
        boolean newest = word != null && word.journal().equals(stretch.journal().journal());
        if (word == null
                || !newest
                || stretch.to() < stretch.journal().received().last()) {
            return List.of();
        }
        if (word.nextSeq() > next) {
            return List.of(new Missing(epoch, next, word.nextSeq() - 1, Missing.Why.LATE));
        }
        Instant now = clock.instant();
        Instant until = row.to().isBefore(now) ? row.to() : now;
        return word.receivedAt().isBefore(until.minus(QUIET))
                ? List.of(new Missing(epoch, next, null, Missing.Why.LATE))
                : List.of();
    }

    private long signed(String bank, Stretch stretch, List<StoredEntry> read) {
        long inside = read.stream()
                .map(StoredEntry::entry)
                .filter(JournalEntry.Checkpoint.class::isInstance)
                .mapToLong(entry -> ((JournalEntry.Checkpoint) entry).upTo())
                .max()
                .orElse(0);
        return Math.max(inside, reads.signedUpTo(bank, stretch.journal().epoch(), stretch.to(), REACH));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            return ZoneOffset.UTC;
        }
    }
}
