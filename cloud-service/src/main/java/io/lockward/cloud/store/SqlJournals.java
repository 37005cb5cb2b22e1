package io.lockward.cloud.store;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.FleetTransaction.Claim;
import io.lockward.fleet.JournalState;
import io.lockward.fleet.Reported;
import io.lockward.fleet.SeqRanges;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.fleet.presence.SignatureRules;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.Stamp;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Journals, entries and what they report, as SQL.
final class SqlJournals {
    private static final String LOCK = """
            select journal, bank, epoch, received::text as received, gapped::text as gapped, chains
            from journal where journal = any (?) order by journal for update""";

    private static final String CREATE = """
            insert into journal (journal, bank, epoch)
            select journal, bank, epoch from unnest(?, ?, ?) as u (journal, bank, epoch) order by journal
            on conflict do nothing""";

    private static final String SAVE = """
            update journal j
            set received = u.received::int8multirange, gapped = u.gapped::int8multirange,
                chains = u.chains, up_to = u.up_to
            from unnest(?, ?, ?, ?, ?) as u (journal, received, gapped, chains, up_to)
            where j.journal = u.journal""";

    private static final String INSERT = """
            insert into entry (bank, journal, epoch, seq, at, boot, up, received_at, type, subject, json)
            select bank, journal, epoch, seq, to_timestamp(at / 1000000.0), boot, up,
                to_timestamp(received_at / 1000000.0), type, subject, json
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                as u (bank, journal, epoch, seq, at, boot, up, received_at, type, subject, json)""";

    private static final String REPORT = """
            insert into reported (bank, subject, epoch, seq, journal, at, boot, up, received_at, type, json)
            select bank, subject, epoch, seq, journal, to_timestamp(at / 1000000.0), boot, up,
                to_timestamp(received_at / 1000000.0), type, json
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                as u (bank, subject, epoch, seq, journal, at, boot, up, received_at, type, json)
            order by bank, subject
            on conflict (bank, subject) do update
            set epoch = excluded.epoch, seq = excluded.seq, journal = excluded.journal, at = excluded.at,
                boot = excluded.boot, up = excluded.up, received_at = excluded.received_at,
                type = excluded.type, json = excluded.json
            where (excluded.epoch, excluded.seq) > (reported.epoch, reported.seq)
            returning bank, subject""";

    private static final String OLDEST_UNSIGNED = """
            select p.bank, e.journal, e.epoch, e.seq, e.at, e.boot, e.up, e.received_at
            from unnest(?, ?, ?) as p (bank, journal, epoch)
            left join reported r on r.bank = p.bank and r.subject = 'checkpoint' and r.journal = p.journal
            cross join lateral (
                select * from entry
                where bank = p.bank and epoch = p.epoch and journal = p.journal and seq > coalesce(r.seq, 0)
                    and type <> 'journal.checkpoint'
                order by seq limit 1) e""";

    private final Connection connection;

    SqlJournals(Connection connection) {
        this.connection = connection;
    }

    Map<JournalId, JournalState> lock(Collection<Claim> claims) {
        Map<JournalId, JournalState> known = select(claims);
        List<Claim> unknown = claims.stream()
                .filter(claim -> !known.containsKey(claim.journal()))
                .toList();
        if (!unknown.isEmpty()) {
            SqlBanks.meet(connection, unknown.stream().map(Claim::bank).collect(Collectors.toSet()));
            new SqlBatch<>(CREATE, unknown)
                    .uuid(claim -> claim.journal().value())
                    .text(claim -> claim.bank().value())
                    .number(Claim::epoch)
                    .update(connection);
            known.putAll(select(unknown));
        }
        return known;
    }

    private Map<JournalId, JournalState> select(Collection<Claim> claims) {
        Map<JournalId, JournalState> found = new HashMap<>();
        new SqlBatch<>(LOCK, claims)
                .uuid(claim -> claim.journal().value())
                .query(connection, SqlJournals::read)
                .forEach(journal -> found.put(journal.journal(), journal));
        return found;
    }

    private static JournalState read(ResultSet row) throws SQLException {
        Map<Long, ChainHash> before = new HashMap<>();
        Map<Long, ChainHash> after = new HashMap<>();
        readChains(row.getString("chains"), before, after);
        return new JournalState(
                new JournalId(SqlBatch.uuid(row, "journal")),
                new BankId(row.getString("bank")),
                row.getLong("epoch"),
                SeqRanges.parse(row.getString("received")),
                SeqRanges.parse(row.getString("gapped")),
                before,
                after);
    }

    void save(Collection<JournalState> journals) {
        new SqlBatch<>(SAVE, journals)
                .uuid(journal -> journal.journal().value())
                .text(journal -> journal.received().toString())
                .text(journal -> journal.gapped().toString())
                .text(SqlJournals::writeChains)
                .number(journal -> journal.received().upTo())
                .update(connection);
    }

    /// `5<hash` is the hash before 5, `9>hash` the one after 9; a blank between.
    static String writeChains(JournalState journal) {
        StringBuilder text = new StringBuilder(80);
        new TreeMap<>(journal.before())
                .forEach((seq, hash) ->
                        text.append(seq).append('<').append(hash.hex()).append(' '));
        new TreeMap<>(journal.after())
                .forEach((seq, hash) ->
                        text.append(seq).append('>').append(hash.hex()).append(' '));
        return text.toString();
    }

    static void readChains(String text, Map<Long, ChainHash> before, Map<Long, ChainHash> after) {
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf(' ', at);
            int mark = end - 65;
            long seq = Long.parseLong(text, at, mark, 10);
            ChainHash hash = new ChainHash(text.substring(mark + 1, end));
            (text.charAt(mark) == '<' ? before : after).put(seq, hash);
            at = end + 1;
        }
    }

    void insert(List<StoredEntry> entries) {
        new SqlBatch<>(INSERT, entries)
                .text(entry -> entry.bank().value())
                .uuid(entry -> entry.ref().journal().value())
                .number(entry -> entry.ref().epoch())
                .number(entry -> entry.ref().seq())
                .time(entry -> entry.stamp().at())
                .number(entry -> entry.stamp().boot())
                .number(entry -> entry.stamp().up())
                .time(StoredEntry::receivedAt)
                .text(StoredEntry::type)
                .text(StoredEntry::subject)
                .text(StoredEntry::json)
                .update(connection);
    }

    Map<BankId, SignatureRules.Unsigned> oldestUnsigned(Collection<PresenceState> presence) {
        Map<BankId, SignatureRules.Unsigned> oldest = new HashMap<>();
        new SqlBatch<>(OLDEST_UNSIGNED, presence)
                .text(state -> state.bank().value())
                .uuid(state -> state.newest().journal().value())
                .number(state -> state.newest().epoch())
                .query(
                        connection,
                        row -> Map.entry(
                                new BankId(row.getString("bank")),
                                new SignatureRules.Unsigned(
                                        new EntryRef(
                                                new JournalId(SqlBatch.uuid(row, "journal")),
                                                row.getLong("epoch"),
                                                row.getLong("seq")),
                                        new Stamp(SqlBatch.time(row, "at"), row.getLong("boot"), row.getLong("up")),
                                        SqlBatch.time(row, "received_at"))))
                .forEach(found -> oldest.put(found.getKey(), found.getValue()));
        return oldest;
    }

    List<Reported> report(Collection<Reported> newest) {
        Set<Reported.Key> won = Set.copyOf(new SqlBatch<>(REPORT, newest)
                .text(word -> word.bank().value())
                .text(Reported::subject)
                .number(word -> word.ref().epoch())
                .number(word -> word.ref().seq())
                .uuid(word -> word.ref().journal().value())
                .time(word -> word.stamp().at())
                .number(word -> word.stamp().boot())
                .number(word -> word.stamp().up())
                .time(Reported::receivedAt)
                .text(Reported::type)
                .text(Reported::json)
                .query(connection, row -> new Reported.Key(new BankId(row.getString(1)), row.getString(2))));
        return newest.stream().filter(word -> won.contains(word.key())).toList();
    }
}
