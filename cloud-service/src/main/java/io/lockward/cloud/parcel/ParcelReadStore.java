package io.lockward.cloud.parcel;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.cloud.store.SqlParcelRows;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.Waiting;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ParcelId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Parcels as they are told, without locking them.
@Singleton
final class ParcelReadStore {
    /// A parcel with whose it is, as far as that is known.
    ///
    /// @param name in full
    record Row(
            ParcelRecord parcel,
            @Nullable String unit,
            @Nullable String name) {}

    /// What a list asks for.
    ///
    /// @param states any of these; empty for all
    /// @param words in tracking, reference, label, unit or courier
    record Wanted(
            @Nullable String bank,
            List<String> states,
            @Nullable String recipient,
            @Nullable String courier,
            @Nullable String words) {}

    /// Where a list goes on: after this one.
    record Place(Instant changedAt, UUID id, String bank) {}

    /// A trouble that somebody was told at a screen.
    record Trouble(
            String bank,
            UUID journal,
            long epoch,
            long seq,
            Instant at,
            String code,
            String what,
            @Nullable String compartment,
            @Nullable UUID parcel) {}

    private static final String ROWS = "select p.*, r.unit as recipient_unit, r.name as recipient_name from parcel p"
            + " left join recipient r on r.id = coalesce(p.recipient, p.announced_for) and r.ended_at is null"
            + " where true";

    private static final String WAITING = """
            select p.*, coalesce(f.received_at, p.inside_since) as heard,
                (select max(o.at) from parcel_fact o
                    where o.bank = p.bank and o.parcel = p.id and o.what = 'overdue') as said
            from parcel p
            left join parcel_fact f on f.bank = p.bank and f.parcel = p.id
                and f.key = p.entered_journal || '/' || p.entered_seq
            where not p.ended and p.number > 0 and p.inside_since is not null""";

    private final AgroalDataSource database;

    ParcelReadStore(AgroalDataSource database) {
        this.database = database;
    }

    /// The newest changed first.
    List<Row> list(Wanted wanted, @Nullable Place after, int limit) {
        String like = wanted.words() == null ? null : "%" + escaped(wanted.words()) + "%";
        return new SqlQuery(ROWS)
                .when(wanted.bank() != null, " and p.bank = ?", wanted.bank())
                .when(!wanted.states().isEmpty(), " and p.state = any (?)", wanted.states())
                .when(wanted.recipient() != null, " and coalesce(p.recipient, p.announced_for) = ?", wanted.recipient())
                .when(wanted.courier() != null, " and p.courier = ?", wanted.courier())
                .when(
                        like != null,
                        " and (p.tracking ilike ? or p.reference ilike ? or p.label ilike ? or r.unit ilike ?"
                                + " or p.courier ilike ?)",
                        like,
                        like,
                        like,
                        like,
                        like)
                .when(
                        after != null,
                        " and (p.changed_at, p.id, p.bank) < (?, ?, ?)",
                        after == null ? null : after.changedAt(),
                        after == null ? null : after.id(),
                        after == null ? null : after.bank())
                .and(" order by p.changed_at desc, p.id desc, p.bank desc limit ?", limit)
                .list(database, ParcelReadStore::row);
    }

    /// A parcel by its id. An announced one goes before one that a bank merely talks of.
    @Nullable
    Row find(UUID id, @Nullable String bank) {
        return new SqlQuery(ROWS)
                .and(" and p.id = ?", id)
                .when(bank != null, " and p.bank = ?", bank)
                .and(" order by (p.label is null), p.bank limit 1")
                .first(database, ParcelReadStore::row);
    }

    List<Row> all(Collection<UUID> ids, String bank) {
        return new SqlQuery(ROWS)
                .and(" and p.id = any (?) and p.bank = ?", ids, bank)
                .list(database, ParcelReadStore::row);
    }

    /// Parcels that a code opens for.
    List<Row> coded(@Nullable String bank, int limit) {
        return new SqlQuery(ROWS)
                .and(" and not p.ended and p.number > 0 and p.inside_since is not null")
                .when(bank != null, " and p.bank = ?", bank)
                .and(" order by p.changed_at desc limit ?", limit)
                .list(database, ParcelReadStore::row);
    }

    List<ParcelFact> facts(ParcelKey parcel) {
        List<ParcelFact> facts = new ArrayList<>();
        for (ParcelFact fact : new SqlQuery(
                        SqlParcelRows.FACTS + " where f.bank = ? and f.parcel = ?",
                        parcel.bank().value(),
                        parcel.parcel().value())
                .<@Nullable ParcelFact>list(database, SqlParcelRows::fact)) {
            if (fact != null) {
                facts.add(fact);
            }
        }
        return facts;
    }

    /// What doors, locks and sensors of these compartments told between two places of a journal.
    List<ParcelView.DoorView> doors(
            BankId bank, Collection<String> compartments, UUID journal, long from, long to, int limit) {
        List<String> subjects = compartments.stream()
                .flatMap(id -> List.of("door/" + id, "lock/" + id, "occupancy/" + id).stream())
                .toList();
        return new SqlQuery(
                        "select at, type, subject, epoch, seq,"
                                + " case when type = 'occupancy.changed' then json::jsonb ->> 'occupied' end as occupied"
                                + " from entry where bank = ? and journal = ?"
                                + " and seq between ? and ? and subject = any (?) order by seq limit ?",
                        bank.value(),
                        journal,
                        from,
                        to,
                        subjects,
                        limit)
                .list(
                        database,
                        row -> new ParcelView.DoorView(
                                SqlQuery.at(row, "at"),
                                row.getString("type"),
                                row.getString("subject").replaceFirst(".*/", ""),
                                occupied(row.getString("occupied")),
                                new ParcelView.Evidence(journal, row.getLong("epoch"), row.getLong("seq"))));
    }

    private static @Nullable Boolean occupied(@Nullable String word) {
        return word == null ? null : Boolean.valueOf(word);
    }

    List<ParcelView.NoticeView> notices(ParcelKey parcel) {
        return new SqlQuery(
                        "select kind, channel, state, attempts, created_at, ended_at, problem from notice"
                                + " where bank = ? and parcel = ? order by created_at, channel",
                        parcel.bank().value(),
                        parcel.parcel().value())
                .list(
                        database,
                        row -> new ParcelView.NoticeView(
                                row.getString("kind"),
                                row.getString("channel"),
                                row.getString("state"),
                                row.getInt("attempts"),
                                SqlQuery.at(row, "created_at"),
                                SqlQuery.instant(row, "ended_at"),
                                row.getString("problem")));
    }

    List<Trouble> troubles(String code, int limit) {
        return new SqlQuery("select * from trouble where code = ? order by at desc limit ?", code, limit)
                .list(
                        database,
                        row -> new Trouble(
                                row.getString("bank"),
                                row.getObject("journal", UUID.class),
                                row.getLong("epoch"),
                                row.getLong("seq"),
                                SqlQuery.at(row, "at"),
                                row.getString("code"),
                                row.getString("what"),
                                row.getString("compartment"),
                                row.getObject("parcel", UUID.class)));
    }

    /// Announced ones whose time is over.
    List<ParcelKey> runOut(Instant now, int limit) {
        return new SqlQuery(
                        "select bank, id from parcel where state = 'announced' and until <= ? order by until limit ?",
                        now,
                        limit)
                .list(
                        database,
                        row -> new ParcelKey(
                                new BankId(row.getString("bank")), new ParcelId(row.getObject("id", UUID.class))));
    }

    /// Ones of which it was heard before `before` that they are in, by id.
    List<Waiting> waitingSince(Instant before, @Nullable UUID after, int limit) {
        return new SqlQuery(WAITING)
                .and(" and coalesce(f.received_at, p.inside_since) <= ?", before)
                .when(after != null, " and p.id > ?", after)
                .and(" order by p.id limit ?", limit)
                .list(
                        database,
                        row -> new Waiting(
                                SqlParcelRows.record(row), SqlQuery.at(row, "heard"), SqlQuery.instant(row, "said")));
    }

    static String escaped(String words) {
        return words.replaceAll("([%_\\\\])", "\\\\$1");
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(SqlParcelRows.record(row), row.getString("recipient_unit"), row.getString("recipient_name"));
    }
}
