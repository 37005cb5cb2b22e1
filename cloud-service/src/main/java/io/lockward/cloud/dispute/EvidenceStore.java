package io.lockward.cloud.dispute;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.SeqRanges;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.dispute.CaseCommand;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.entry.UnreadEntry;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bank's journals as they were received, for a case.
@Singleton
final class EvidenceStore {
    /// A journal and what of it has come.
    record Journal(JournalId journal, long epoch, SeqRanges received, SeqRanges gapped) {}

    /// Where an entry lies.
    record Place(long seq, Instant at) {}

    /// How far a bank said that it has written, when, and by how much its clock is off.
    record Word(
            JournalId journal,
            long nextSeq,
            Instant receivedAt,
            @Nullable Long clockOffsetMillis) {}

    private static final String ROWS =
            "select bank, journal, epoch, seq, at, boot, up, received_at, type, subject, json from entry where bank = ?";

    private final AgroalDataSource database;

    EvidenceStore(AgroalDataSource database) {
        this.database = database;
    }

    /// The oldest first.
    List<Journal> journals(String bank) {
        return new SqlQuery(
                        "select journal, epoch, received::text as received, gapped::text as gapped from journal"
                                + " where bank = ? order by epoch",
                        bank)
                .list(
                        database,
                        row -> new Journal(
                                new JournalId(row.getObject("journal", UUID.class)),
                                row.getLong("epoch"),
                                SeqRanges.parse(row.getString("received")),
                                SeqRanges.parse(row.getString("gapped"))));
    }

    @Nullable
    Word word(String bank) {
        return new SqlQuery(
                        "select journal, next_seq, last_seen, clock_offset_millis from presence where bank = ?", bank)
                .first(
                        database,
                        row -> new Word(
                                new JournalId(row.getObject("journal", UUID.class)),
                                row.getLong("next_seq"),
                                SqlQuery.at(row, "last_seen"),
                                SqlQuery.number(row, "clock_offset_millis")));
    }

    /// The first entry from a number on; `null` when there is none.
    @Nullable
    Place from(String bank, long epoch, long seq) {
        return new SqlQuery(
                        "select seq, at from entry where bank = ? and epoch = ? and seq >= ? order by seq limit 1",
                        bank,
                        epoch,
                        seq)
                .first(database, row -> new Place(row.getLong("seq"), SqlQuery.at(row, "at")));
    }

    /// Entries of a stretch that are about some compartments, or about none, or are deposits.
    List<StoredEntry> entries(String bank, long epoch, long from, long to, Collection<String> compartments, int limit) {
        List<String> ours = compartments.stream()
                .flatMap(id -> List.of(
                        "door/" + id,
                        "lock/" + id,
                        "occupancy/" + id,
                        "parcel/" + id,
                        "service/" + id,
                        "calibration/" + id)
                        .stream())
                .toList();
        return new SqlQuery(ROWS, bank)
                .and(" and epoch = ? and seq between ? and ?", epoch, from, to)
                .and(" and type not like 'tickets.%'")
                .when(
                        !compartments.isEmpty(),
                        " and (subject is null or type like 'deposit.%' or subject = any (?)"
                                + " or subject !~ '^(door|lock|occupancy|parcel|service|calibration)/')",
                        ours)
                .and(" order by seq limit ?", limit)
                .list(database, EvidenceStore::stored);
    }

    /// Commands asked for in a span about some compartments, or about the whole bank, oldest first. By the cloud's
    /// clock.
    List<CaseCommand> commands(String bank, Instant from, Instant to, Collection<String> compartments, int limit) {
        return new SqlQuery(
                        "select c.id, c.kind, c.compartment, c.level, c.reason, c.asked_by, c.created_at, c.state, c.refusal,"
                                + " (select max(f.at) from command_fact f where f.command = c.id) as changed_at"
                                + " from command c where c.bank = ? and c.created_at >= ? and c.created_at <= ?",
                        bank,
                        from,
                        to)
                .when(!compartments.isEmpty(), " and (c.compartment is null or c.compartment = any (?))", compartments)
                .and(" order by c.created_at, c.id limit ?", limit)
                .list(database, EvidenceStore::command);
    }

    private static CaseCommand command(ResultSet row) throws SQLException {
        String compartment = row.getString("compartment");
        return new CaseCommand(
                new CommandId(row.getObject("id", UUID.class)),
                row.getString("kind"),
                compartment == null ? null : new CompartmentId(compartment),
                row.getString("level"),
                row.getString("reason"),
                row.getString("asked_by"),
                SqlQuery.at(row, "created_at"),
                CommandState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                SqlQuery.instant(row, "changed_at"),
                row.getString("refusal"));
    }

    /// Up to which entry a bank has signed an epoch, as far as is known from its newest signature, or from the first
    /// one within reach after an entry; 0 when neither covers it.
    long signedUpTo(String bank, long epoch, long after, long reach) {
        List<Long> known = new SqlQuery(
                        "select json from reported where bank = ? and subject = ? and epoch = ? union all"
                                + " (select json from entry where bank = ? and epoch = ? and seq > ? and seq <= ?"
                                + " and type = 'journal.checkpoint' order by seq limit 1)",
                        bank,
                        Subjects.CHECKPOINT,
                        epoch,
                        bank,
                        epoch,
                        after,
                        after + reach)
                .list(database, row -> upTo(row.getString("json")));
        return known.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static long upTo(String json) {
        return WireJson.entry(json.getBytes(StandardCharsets.UTF_8))
                                instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                        && stamped.entry() instanceof JournalEntry.Checkpoint checkpoint
                ? checkpoint.upTo()
                : 0;
    }

    private static StoredEntry stored(ResultSet row) throws SQLException {
        String json = row.getString("json");
        String type = row.getString("type");
        Entry entry = WireJson.entry(json.getBytes(StandardCharsets.UTF_8))
                        instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                ? stamped.entry()
                : new UnreadEntry(type, null);
        return new StoredEntry(
                new BankId(row.getString("bank")),
                new EntryRef(
                        new JournalId(row.getObject("journal", UUID.class)), row.getLong("epoch"), row.getLong("seq")),
                new Stamp(SqlQuery.at(row, "at"), row.getLong("boot"), row.getLong("up")),
                SqlQuery.at(row, "received_at"),
                type,
                row.getString("subject"),
                entry,
                json);
    }
}
