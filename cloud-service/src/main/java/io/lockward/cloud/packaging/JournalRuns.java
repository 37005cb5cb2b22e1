package io.lockward.cloud.packaging;

import io.lockward.cloud.ingest.BankKeys;
import io.lockward.cloud.packaging.RunRules.Cut;
import io.lockward.cloud.packaging.RunRules.Mark;
import io.lockward.fleet.EntryRef;
import io.lockward.protocol.BankId;
import io.lockward.protocol.evidence.EvidenceManifest;
import io.lockward.protocol.key.VerifyingKey;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Collects the pieces of a bank's journal that prove some of its entries. Any thread.
@Singleton
final class JournalRuns {
    /// An entry that a package cannot prove.
    ///
    /// @param waits whether it only has not been signed yet; banks sign every ten minutes
    /// @param why for people
    record Unproven(EntryRef entry, boolean waits, String why) {}

    /// @param key the bank's; `null` when none is registered
    record Collected(@Nullable VerifyingKey key, List<Cut.Proven> runs, List<Unproven> unproven) {
        /// Whether a run holds the entry.
        boolean proves(EntryRef ref) {
            return runs.stream()
                    .map(Cut.Proven::run)
                    .anyMatch(run -> run.epoch() == ref.epoch()
                            && run.journal().equals(ref.journal())
                            && run.first() <= ref.seq()
                            && ref.seq() <= run.last());
        }
    }

    private final RunStore store;
    private final BankKeys keys;

    JournalRuns(RunStore store, BankKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    Collected collect(BankId bank, Collection<EntryRef> wanted) {
        VerifyingKey key = keys.of(bank);
        List<Cut.Proven> runs = new ArrayList<>();
        List<Unproven> unproven = new ArrayList<>();
        for (EntryRef ref : new TreeSet<>(wanted)) {
            Collected soFar = new Collected(key, runs, unproven);
            if (soFar.proves(ref)) {
                continue;
            }
            Mark end = store.after(bank, ref.epoch(), ref.seq());
            if (key == null) {
                unproven.add(new Unproven(ref, false, "no key is registered for this bank"));
            } else if (end == null) {
                unproven.add(new Unproven(ref, true, "not yet sealed by the bank"));
            } else if (runs.size() == EvidenceManifest.MOST_RUNS) {
                unproven.add(new Unproven(ref, false, "more pieces of the journal than one package takes"));
            } else {
                switch (cut(bank, ref, end, key)) {
                    case Cut.Proven proven -> runs.add(proven);
                    case Cut.Unproven(String why) -> unproven.add(new Unproven(ref, false, why));
                }
            }
        }
        return new Collected(key, List.copyOf(runs), List.copyOf(unproven));
    }

    private Cut cut(BankId bank, EntryRef ref, Mark end, VerifyingKey key) {
        Mark before = store.before(bank, ref.epoch(), ref.seq());
        long from = before == null ? 1 : before.seq();
        long to = end.checkpoint().upTo();
        if (!end.journal().equals(ref.journal())) {
            return new Cut.Unproven("the bank began another journal");
        }
        return to - from >= RunRules.MOST_LINES
                ? new Cut.Unproven("more entries lie between two signatures than one package takes")
                : RunRules.cut(
                        bank, ref.epoch(), ref.seq(), before, end, store.lines(bank, ref.epoch(), from, to), key);
    }
}
