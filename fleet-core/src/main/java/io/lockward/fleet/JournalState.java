package io.lockward.fleet;

import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How much of a journal has arrived, and where its hash chain stands at the edges.
///
/// @param received every number that has arrived, also those that a `journal.gap` stands for
/// @param gapped the part of `received` that only a `journal.gap` stands for; the entries themselves may still come
/// @param before chain hashes before the first number of a range, by that number, where known
/// @param after chain hashes after the last number of a range, by that number, where known
public record JournalState(
        JournalId journal,
        BankId bank,
        long epoch,
        SeqRanges received,
        SeqRanges gapped,
        Map<Long, ChainHash> before,
        Map<Long, ChainHash> after) {
    public JournalState {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /// A journal of which nothing has arrived.
    public static JournalState empty(JournalId journal, BankId bank, long epoch) {
        return new JournalState(journal, bank, epoch, SeqRanges.EMPTY, SeqRanges.EMPTY, Map.of(), Map.of());
    }

    /// Whether `from` to `to`, with these hashes around it, fits what is known on both sides.
    public boolean fits(long from, long to, @Nullable ChainHash prev, @Nullable ChainHash end) {
        ChainHash known = from == 1 ? ChainHash.START : after.get(from - 1);
        ChainHash next = before.get(to + 1);
        return (known == null || prev == null || known.equals(prev))
                && (next == null || end == null || next.equals(end));
    }

    /// This journal with numbers that were missing.
    public JournalState with(long from, long to, @Nullable ChainHash prev, @Nullable ChainHash end) {
        SeqRanges more = received.with(from, to);
        Map<Long, ChainHash> starts = new TreeMap<>(before);
        Map<Long, ChainHash> ends = new TreeMap<>(after);
        if (prev != null) {
            starts.put(from, prev);
        }
        if (end != null) {
            ends.put(to, end);
        }
        // Only the edges of ranges are worth keeping: within a range the chain has been checked.
        starts.keySet().removeIf(start -> start != 1 && more.contains(start - 1));
        ends.keySet().removeIf(last -> more.contains(last + 1));
        starts.remove(1L);
        return new JournalState(journal, bank, epoch, more, gapped, starts, ends);
    }

    public JournalState withGapped(SeqRanges numbers) {
        return new JournalState(journal, bank, epoch, received, numbers, before, after);
    }
}
