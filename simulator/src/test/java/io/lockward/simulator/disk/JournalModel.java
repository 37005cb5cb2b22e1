package io.lockward.simulator.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockward.agent.journal.GapBody;
import io.lockward.agent.journal.Priority;
import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a journal has promised so far, kept without any of its code: entries and hashes by number,
/// acknowledgements, snapshots.
final class JournalModel {
    static final BootId AFTER_CRASH = new BootId(new UUID(77, 77));
    static final GapBody GAP_BODY =
            (from, to, dropped, chain) -> gapText(from, to, new TreeMap<>(dropped), chain.hex());

    /// One entry as handed to the journal.
    static final class Given {
        final byte[] bytes;
        final Priority priority;
        final String type;

        Given(byte[] bytes, Priority priority, String type) {
            this.bytes = bytes;
            this.priority = priority;
            this.type = type;
        }
    }

    /// Durable for certain, by number from 1.
    final List<Given> synced = new ArrayList<>();
    final List<ChainHash> chain = new ArrayList<>(List.of(ChainHash.START));
    /// Handed over, not yet promised.
    final List<Given> waiting = new ArrayList<>();
    final Map<String, Long> snapshotSeq = new HashMap<>();
    long promisedSnapshot;
    long acknowledged;
    long promisedBoot;

    @Nullable
    JournalId id;

    static byte[] gapText(long from, long to, SortedMap<String, Long> dropped, String chain) {
        return ("{\"gap\":[" + from + "," + to + "],\"d\":\"" + dropped + "\",\"c\":\"" + chain + "\"}")
                .getBytes(UTF_8);
    }

    void synced() {
        for (Given given : waiting) {
            synced.add(given);
            chain.add(chain.getLast().then(given.bytes));
        }
        waiting.clear();
    }

    /// What stands at a number: promised, or handed over and perhaps kept.
    @Nullable
    Given at(long seq) {
        if (seq <= synced.size()) {
            return synced.get((int) seq - 1);
        }
        long beyond = seq - synced.size();
        return beyond <= waiting.size() ? waiting.get((int) beyond - 1) : null;
    }

    ChainHash chainAfter(long seq) {
        ChainHash hash = chain.get((int) Math.min(seq, synced.size()));
        for (long n = synced.size() + 1L; n <= seq; n++) {
            hash = hash.then(waiting.get((int) (n - synced.size() - 1)).bytes);
        }
        return hash;
    }

    /// The only gap that may stand for these numbers.
    byte[] gap(long from, long to) {
        SortedMap<String, Long> dropped = new TreeMap<>();
        for (long n = from; n <= to; n++) {
            Given given = at(n);
            dropped.merge(given == null ? "nothing" : given.type, 1L, Long::sum);
        }
        return gapText(from, to, dropped, chainAfter(to).hex());
    }

    /// After a power cut that the workload lives through: what was kept of what was waiting is now promised.
    void keptUpTo(long last) {
        while (waiting.size() > last - synced.size()) {
            waiting.removeLast();
        }
        synced();
    }

    static boolean same(byte[] one, byte[] other) {
        return Arrays.equals(one, other);
    }
}
