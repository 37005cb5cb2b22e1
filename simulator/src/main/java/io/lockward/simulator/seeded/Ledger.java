package io.lockward.simulator.seeded;

import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.Recorded;
import io.lockward.agent.journal.Run;
import io.lockward.protocol.BankId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the checker saw with its own eyes: every entry a journal ever showed as durable, byte for byte. A durable entry
/// that changes or vanishes is found here. One thread.
public final class Ledger {
    /// Hears of each entry once, in the order of its journal, as soon as it is durable.
    @FunctionalInterface
    public interface Reader {
        void durable(BankId bank, long seq, byte[] json);
    }

    private static final int MANY = 1_000;
    private static final int BYTES = 1 << 20;

    private final Map<BankId, SortedMap<Long, String>> seen = new TreeMap<>();
    private final Map<BankId, String> journals = new HashMap<>();
    private final Map<BankId, Long> reboots = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final Reader reader;

    Ledger() {
        this((_, _, _) -> {});
    }

    public Ledger(Reader reader) {
        this.reader = reader;
    }

    SortedMap<Long, String> entries(BankId bank) {
        return seen.computeIfAbsent(bank, _ -> new TreeMap<>());
    }

    /// What no journal may do.
    public List<String> broken() {
        return broken;
    }

    long reboots(BankId bank) {
        return reboots.getOrDefault(bank, 0L);
    }

    void rebooted(BankId bank) {
        reboots.merge(bank, 1L, Long::sum);
    }

    /// Takes down what has become durable since.
    void observe(BankId bank, Journal journal) {
        SortedMap<Long, String> entries = entries(bank);
        long last = entries.isEmpty() ? 0 : entries.lastKey();
        if (journal.durableSeq() > last) {
            read(bank, journal, last + 1);
        }
    }

    /// After a start: the journal must be the same one, still hold what was durable, and say the same as before.
    void restarted(BankId bank, Journal journal) {
        String id = journal.id().toString();
        String before = journals.putIfAbsent(bank, id);
        if (before != null && !before.equals(id)) {
            broken.add(bank + " has another journal after a restart");
        }
        SortedMap<Long, String> entries = entries(bank);
        long last = entries.isEmpty() ? 0 : entries.lastKey();
        if (journal.durableSeq() < last) {
            broken.add(bank + " lost durable entries " + (journal.durableSeq() + 1) + " to " + last);
        }
        read(bank, journal, journal.acknowledged() + 1);
    }

    private void read(BankId bank, Journal journal, long from) {
        SortedMap<Long, String> entries = entries(bank);
        long next = from;
        while (next <= journal.durableSeq()) {
            Run run = journal.read(next, BYTES, MANY);
            if (run.isEmpty()) {
                broken.add(bank + " cannot read back entry " + next);
                return;
            }
            for (Recorded entry : run.entries()) {
                String json = new String(entry.bytes(), StandardCharsets.UTF_8);
                String before = entries.putIfAbsent(entry.seq(), json);
                if (before == null) {
                    reader.durable(bank, entry.seq(), entry.bytes());
                } else if (!before.equals(json)) {
                    broken.add(bank + " entry " + entry.seq() + " changed from " + before + " to " + json);
                }
            }
            next = run.nextSeq();
        }
    }
}
