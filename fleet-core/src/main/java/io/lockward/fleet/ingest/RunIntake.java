package io.lockward.fleet.ingest;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.JournalState;
import io.lockward.fleet.SeqRanges;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.Subjects;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.ReceivedEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of one run is new, and whether it continues what is known. Pure.
final class RunIntake {
    /// What becomes of a run.
    sealed interface Result {
        /// @param fresh entries to keep, oldest first
        /// @param gaps every gap the run tells of, new or not: they change what is reported, and twice is once
        record Taken(JournalState journal, List<StoredEntry> fresh, List<StoredEntry> gaps) implements Result {}

        record Broken(String detail) implements Result {}
    }

    private final BankId bank;
    private final Instant receivedAt;
    private final EntryRun run;
    private JournalState journal;
    private final List<StoredEntry> fresh = new ArrayList<>();
    private final List<StoredEntry> gaps = new ArrayList<>();

    private RunIntake(JournalState journal, Arrival.Run arrival) {
        this.journal = journal;
        this.bank = arrival.bank();
        this.receivedAt = arrival.receivedAt();
        this.run = arrival.run();
    }

    static Result take(JournalState journal, Arrival.Run arrival) {
        return new RunIntake(journal, arrival).take();
    }

    private Result take() {
        List<ReceivedEntry> entries = run.entries();
        int i = 0;
        while (i < entries.size()) {
            ReceivedEntry entry = entries.get(i);
            ChainHash prev = i == 0 ? run.prev() : entries.get(i - 1).chain();
            boolean fits;
            int next = i + 1;
            if (entry.lastSeq() > entry.seq() || isGap(entry)) {
                fits = gap(entry, prev);
            } else if (journal.received().contains(entry.seq())) {
                fits = true;
                fillGap(entry);
            } else {
                while (next < entries.size() && isPlainAndMissing(entries.get(next))) {
                    next++;
                }
                fits = piece(entries.subList(i, next), prev);
            }
            if (!fits) {
                return new Result.Broken("the chain breaks at entry " + entry.seq() + " of " + run.journal());
            }
            i = next;
        }
        return new Result.Taken(journal, fresh, gaps);
    }

    private static boolean isGap(ReceivedEntry entry) {
        return entry.entry() instanceof JournalEntry.Gap gap && gap.from() == entry.seq();
    }

    private boolean isPlainAndMissing(ReceivedEntry entry) {
        return !isGap(entry) && !journal.received().contains(entry.seq());
    }

    private boolean piece(List<ReceivedEntry> entries, ChainHash prev) {
        long from = entries.getFirst().seq();
        long to = entries.getLast().seq();
        ChainHash end = entries.getLast().chain();
        if (!journal.fits(from, to, prev, end)) {
            return false;
        }
        journal = journal.with(from, to, prev, end);
        entries.forEach(entry -> fresh.add(stored(entry, entry.seq())));
        return true;
    }

    /// An entry that a gap stands for came after all.
    private void fillGap(ReceivedEntry entry) {
        if (journal.gapped().contains(entry.seq())) {
            journal = journal.withGapped(journal.gapped().without(entry.seq(), entry.seq()));
            fresh.add(stored(entry, entry.seq()));
        }
    }

    private boolean gap(ReceivedEntry entry, ChainHash prev) {
        gaps.add(stored(entry, entry.seq()));
        SeqRanges missing = journal.received().missing(entry.seq(), entry.lastSeq());
        if (missing.isEmpty()) {
            return true;
        }
        for (SeqRanges.Range range : missing.ranges()) {
            // Inside the gap nobody knows the chain any more.
            @Nullable ChainHash start = range.from() == entry.seq() ? prev : null;
            @Nullable ChainHash end = range.to() == entry.lastSeq() ? entry.chain() : null;
            if (!journal.fits(range.from(), range.to(), start, end)) {
                return false;
            }
            journal = journal.with(range.from(), range.to(), start, end)
                    .withGapped(journal.gapped().with(range.from(), range.to()));
        }
        fresh.add(stored(entry, missing.ranges().getFirst().from()));
        return true;
    }

    private StoredEntry stored(ReceivedEntry entry, long seq) {
        return new StoredEntry(
                bank,
                new EntryRef(run.journal(), run.epoch(), seq),
                entry.stamp(),
                receivedAt,
                entry.type(),
                Subjects.of(entry.entry()),
                entry.entry(),
                entry.json());
    }
}
