package io.lockward.cloud.remedy;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.remedy.CycleProof;
import io.lockward.fleet.remedy.RemedyWord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The ladder's entries, read from what was received.
@Singleton
final class RemedyStore {
    /// More are not read at once; the newest are.
    private static final int MOST = 5_000;

    private static final List<String> TYPES = List.of(
            "remedy.step", "remedy.concluded", "remedy.held", "remedy.gave-up", "remedy.cleared", "remedy.paused");

    private record Row(String bank, @Nullable RemedyWord word) {}

    private final AgroalDataSource database;

    RemedyStore(AgroalDataSource database) {
        this.database = database;
    }

    /// By bank.
    Map<String, List<RemedyWord>> words(@Nullable String bank, Instant since) {
        Map<String, List<RemedyWord>> words = new TreeMap<>();
        List<Row> rows = new SqlQuery(
                        "select bank, journal, epoch, seq, at, received_at, json from entry where received_at >= ?",
                        since)
                .and(" and type = any(?)", TYPES)
                .when(bank != null, " and bank = ?", bank)
                .and(" order by received_at desc limit ?", MOST)
                .list(database, RemedyStore::row);
        for (Row row : rows) {
            RemedyWord word = row.word();
            if (word != null) {
                words.computeIfAbsent(row.bank(), _ -> new ArrayList<>()).add(word);
            }
        }
        return words;
    }

    /// When the newest earlier alarm of each kind and subject was over.
    Map<Alarm.Key, Instant> cleared(BankId bank) {
        Map<Alarm.Key, Instant> cleared = new HashMap<>();
        new SqlQuery(
                        "select subject, kind, max(cleared_at) as cleared_at from alarm"
                                + " where bank = ? and cleared_at is not null group by subject, kind limit ?",
                        bank.value(),
                        MOST)
                .list(
                        database,
                        row -> Map.entry(
                                new Alarm.Key(bank, row.getString("subject"), AlarmKind.ofWord(row.getString("kind"))),
                                SqlQuery.at(row, "cleared_at")))
                .forEach(one -> cleared.put(one.getKey(), one.getValue()));
        return cleared;
    }

    /// Starts of a bank's agent that arrived since.
    List<CycleProof.Start> starts(String bank, Instant since) {
        List<CycleProof.Start> starts = new ArrayList<>();
        for (CycleProof.Start start : new SqlQuery(
                        "select boot, json from entry where bank = ? and type = 'agent.started' and received_at >= ?",
                        bank,
                        since)
                .<CycleProof.@Nullable Start>list(database, RemedyStore::start)) {
            if (start != null) {
                starts.add(start);
            }
        }
        return starts;
    }

    private static CycleProof.@Nullable Start start(ResultSet row) throws SQLException {
        byte[] json = row.getString("json").getBytes(StandardCharsets.UTF_8);
        return WireJson.entry(json) instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                        && stamped.entry() instanceof AgentEntry.Started started
                ? new CycleProof.Start(row.getLong("boot"), started)
                : null;
    }

    private static Row row(ResultSet row) throws SQLException {
        byte[] json = row.getString("json").getBytes(StandardCharsets.UTF_8);
        RemedyWord word = WireJson.entry(json) instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                        && stamped.entry() instanceof RemedyEntry entry
                ? new RemedyWord(
                        new EntryRef(
                                new JournalId(row.getObject("journal", UUID.class)),
                                row.getLong("epoch"),
                                row.getLong("seq")),
                        SqlQuery.at(row, "at"),
                        SqlQuery.at(row, "received_at"),
                        entry)
                : null;
        return new Row(row.getString("bank"), word);
    }
}
