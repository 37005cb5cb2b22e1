package io.lockward.simulator.command;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.ingest.CommandFacts;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// What whole journals of a bank tell the cloud of one command, as `CommandFacts` reads them.
final class Journals {
    private static final Instant AT = Instant.parse("2026-11-20T17:00:00Z");
    private static final JournalId JOURNAL = new JournalId(new UUID(1, 1));

    private Journals() {}

    /// Those that say no more than a part of another one are left out: the parts of each are explored with it.
    ///
    /// @param ends banks for which nothing changes any more
    static List<List<CommandFact>> of(Collection<BankPoint> ends, CommandClaims claims) {
        Map<Set<String>, List<CommandFact>> all = new LinkedHashMap<>();
        for (BankPoint end : ends) {
            List<Entry> entries = new ArrayList<>(BankLaws.about(end.history().told(), claims.jti()));
            end.history().refusals().stream()
                    .filter(refused -> claims.jti().equals(refused.command()))
                    .forEach(entries::add);
            List<CommandFact> facts = facts(entries, claims.jti());
            all.putIfAbsent(words(facts), facts);
        }
        List<List<CommandFact>> whole = new ArrayList<>();
        all.forEach((words, facts) -> {
            if (all.keySet().stream().noneMatch(other -> other.size() > words.size() && other.containsAll(words))) {
                whole.add(facts);
            }
        });
        return whole;
    }

    private static Set<String> words(List<CommandFact> facts) {
        return facts.stream()
                .map(fact -> fact.what() + " " + fact.refusal())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<CommandFact> facts(List<Entry> entries, CommandId command) {
        List<CommandFact> facts = new ArrayList<>();
        for (Entry entry : entries) {
            EntryRef ref = new EntryRef(JOURNAL, 1, facts.size() + 1L);
            Stamp stamp = new Stamp(AT, 1, 1_000);
            StoredEntry stored = new StoredEntry(Bounds.BANK, ref, stamp, AT, "", null, entry, "{}");
            CommandFacts.of(stored).stream()
                    .filter(fact -> fact.command().equals(command))
                    .map(fact -> new CommandFact(Bounds.id(1), fact.what(), AT, ref, fact.refusal(), fact.text()))
                    .forEach(facts::add);
        }
        return List.copyOf(facts);
    }
}
