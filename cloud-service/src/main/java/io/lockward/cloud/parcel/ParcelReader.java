package io.lockward.cloud.parcel;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.seal.BankSecrets;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.parcel.Difference;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelFold;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.ParcelStory;
import io.lockward.fleet.parcel.PlaceWords;
import io.lockward.fleet.parcel.Reconciliation;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells of parcels: their stories, what a person on the telephone has in hand, and where the books do not agree.
/// Every method may be called from any thread.
@Singleton
final class ParcelReader {
    private static final int MOST_DOORS = 200;
    private static final int MOST_HITS = 50;
    private static final int MOST_TROUBLES = 20;
    private static final int MOST_BANKS = 500;
    /// Codes tried for a tail: deriving one takes microseconds.
    private static final int MOST_CODES = 20_000;

    private final ParcelReadStore reads;
    private final ReconciliationStore books;
    private final BankSecrets secrets;
    private final Access access;
    private final InstantSource clock;

    ParcelReader(
            ParcelReadStore reads, ReconciliationStore books, BankSecrets secrets, Access access, InstantSource clock) {
        this.reads = reads;
        this.books = books;
        this.secrets = secrets;
        this.access = access;
        this.clock = clock;
    }

    /// What was found.
    ///
    /// @param troubles what people were told at screens under that code
    record Found(List<ParcelView> parcels, List<TroubleView> troubles) {}

    /// @param bank where it was
    record TroubleView(
            String bank,
            String code,
            String what,
            java.time.Instant at,
            @Nullable String compartment,
            @Nullable UUID parcel,
            ParcelView.Evidence evidence) {}

    /// A parcel with its life; `null` when there is none.
    ParcelView.@Nullable Whole story(UUID id, @Nullable String bank) {
        ParcelReadStore.Row row = reads.find(id, bank);
        if (row == null) {
            return null;
        }
        ParcelRecord parcel = row.parcel();
        List<ParcelFact> facts = reads.facts(parcel.key());
        ParcelStory story = ParcelFold.fold(facts, PlaceWords.NONE);
        return new ParcelView.Whole(
                ParcelView.of(row),
                ParcelView.announced(parcel),
                story.steps().stream().map(ParcelView.StepView::of).toList(),
                doors(parcel.bank(), story),
                reads.notices(parcel.key()));
    }

    /// What the doors told while it was there, journal by journal.
    private List<ParcelView.DoorView> doors(BankId bank, ParcelStory story) {
        Set<String> compartments = story.steps().stream()
                .map(ParcelStory.Step::compartment)
                .filter(java.util.Objects::nonNull)
                .map(CompartmentId::value)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<UUID, long[]> spans = new LinkedHashMap<>();
        for (ParcelStory.Step step : story.steps()) {
            EntryRef ref = step.source();
            if (ref != null) {
                spans.merge(ref.journal().value(), new long[] {ref.seq(), ref.seq()}, (known, one) ->
                        new long[] {Math.min(known[0], one[0]), Math.max(known[1], one[1])});
            }
        }
        List<ParcelView.DoorView> doors = new ArrayList<>();
        if (!compartments.isEmpty()) {
            spans.forEach((journal, span) -> doors.addAll(
                    reads.doors(bank, compartments, journal, span[0], span[1], MOST_DOORS - doors.size())));
        }
        return doors;
    }

    /// Finds by what somebody has in hand.
    ///
    /// @param maySeeTails whether the last digits of a code may be looked for
    Found search(String words, @Nullable String bank, String by, boolean maySeeTails) {
        Map<UUID, ParcelView> found = new LinkedHashMap<>();
        List<TroubleView> troubles = new ArrayList<>();
        if (words.matches("[0-9a-f]{8}-[0-9a-f-]{27}")) {
            ParcelReadStore.Row row = reads.find(UUID.fromString(words), bank);
            if (row != null) {
                add(found, row);
            }
        }
        if (words.matches("[A-Za-z]\\d{1,2}-\\d{2,5}")) {
            for (ParcelReadStore.Trouble trouble : reads.troubles(words.toUpperCase(Locale.ROOT), MOST_TROUBLES)) {
                troubles.add(new TroubleView(
                        trouble.bank(),
                        trouble.code(),
                        trouble.what(),
                        trouble.at(),
                        trouble.compartment(),
                        trouble.parcel(),
                        new ParcelView.Evidence(trouble.journal(), trouble.epoch(), trouble.seq())));
                UUID parcel = trouble.parcel();
                ParcelReadStore.Row row = parcel == null ? null : reads.find(parcel, trouble.bank());
                if (row != null) {
                    add(found, row);
                }
            }
        }
        if (maySeeTails && words.matches("\\d{3,4}")) {
            access.audit(new Audited(by, "parcel.search-tail", bank, null, null));
            for (ParcelReadStore.Row row : reads.coded(bank, MOST_CODES)) {
                String code = secrets.code(row.parcel());
                if (code != null && code.endsWith(words) && found.size() < MOST_HITS) {
                    add(found, row);
                }
            }
        }
        reads.list(new ParcelReadStore.Wanted(bank, List.of(), null, null, words), null, MOST_HITS)
                .forEach(row -> {
                    if (found.size() < MOST_HITS) {
                        add(found, row);
                    }
                });
        return new Found(List.copyOf(found.values()), troubles);
    }

    private static void add(Map<UUID, ParcelView> found, ParcelReadStore.Row row) {
        found.putIfAbsent(row.parcel().key().parcel().value(), ParcelView.of(row));
    }

    /// The work list.
    List<DifferenceView> differences(@Nullable String bank) {
        List<BankId> banks = bank == null ? books.candidates(MOST_BANKS) : List.of(new BankId(bank));
        List<Difference> all = new ArrayList<>();
        for (BankId one : banks) {
            all.addAll(Reconciliation.of(books.picture(one), clock.instant()));
        }
        for (ReconciliationStore.Claim claim : books.claimedTwice(MOST_BANKS)) {
            if (bank == null || claim.bank().value().equals(bank)) {
                all.add(new Difference(
                        Difference.Kind.CLAIMED_TWICE,
                        claim.bank(),
                        null,
                        claim.parcel(),
                        claim.since(),
                        "Another bank says that it has the same parcel.",
                        List.of(claim.entered())));
            }
        }
        return all.stream()
                .sorted(java.util.Comparator.comparing(Difference::kind).thenComparing(Difference::bank))
                .map(DifferenceView::of)
                .toList();
    }
}
