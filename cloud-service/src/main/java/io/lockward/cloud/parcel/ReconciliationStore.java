package io.lockward.cloud.parcel;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.cloud.store.SqlParcelRows;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.parcel.BankPicture;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ConditionEntry;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Books and what banks say otherwise, side by side.
@Singleton
final class ReconciliationStore {
    /// A parcel that more than one bank says it has.
    record Claim(BankId bank, ParcelId parcel, Instant since, EntryRef entered) {}

    private static final String CANDIDATES = """
            select bank from reported where subject like 'condition/%' and type = 'condition.raised'
                and (subject like 'condition/missing-content/%' or subject like 'condition/unexpected-content/%')
            union
            select bank from reported where subject like 'occupancy/%' and type = 'occupancy.suspect'
            union
            select bank from parcel where not ended and (state in ('depositing', 'collecting', 'contradictory')
                or attention is not null or locked or overdue or (state <> 'announced' and (number = 0 or cancelled)))
            union
            select p.bank from parcel p join presence s on s.bank = p.bank
                where not p.ended and p.newest_epoch < s.epoch
            union
            select bank from parcel where not ended and inside_since is not null
                group by bank, compartment having count(distinct coalesce(recipient, announced_for)) > 1
            order by 1 limit ?""";

    private final AgroalDataSource database;

    ReconciliationStore(AgroalDataSource database) {
        this.database = database;
    }

    /// Banks whose books may not agree; the rules decide.
    List<BankId> candidates(int limit) {
        return new SqlQuery(CANDIDATES, limit).list(database, row -> new BankId(row.getString(1)));
    }

    BankPicture picture(BankId bank) {
        List<ParcelRecord> open = new SqlQuery("select * from parcel where bank = ? and not ended", bank.value())
                .list(database, SqlParcelRows::record);
        List<BankPicture.Holding> holding = new SqlQuery(
                        "select subject, at, journal, epoch, seq from reported where bank = ? and type = 'condition.raised'"
                                + " and (subject like 'condition/missing-content/%'"
                                + " or subject like 'condition/unexpected-content/%')",
                        bank.value())
                .list(
                        database,
                        row -> new BankPicture.Holding(
                                row.getString("subject").startsWith("condition/missing")
                                        ? ConditionEntry.Kind.MISSING_CONTENT
                                        : ConditionEntry.Kind.UNEXPECTED_CONTENT,
                                row.getString("subject").replaceFirst("[^/]*/[^/]*/", ""),
                                SqlQuery.at(row, "at"),
                                ref(row)));
        List<BankPicture.Doubt> doubtful = new SqlQuery(
                        "select subject, json::jsonb ->> 'problem' as problem, at, journal, epoch, seq from reported"
                                + " where bank = ? and subject like 'occupancy/%' and type = 'occupancy.suspect'",
                        bank.value())
                .list(
                        database,
                        row -> new BankPicture.Doubt(
                                new CompartmentId(row.getString("subject").replaceFirst("[^/]*/", "")),
                                row.getString("problem"),
                                SqlQuery.at(row, "at"),
                                ref(row)));
        BankPicture picture = new SqlQuery("""
                select greatest(coalesce(p.epoch, 0), coalesce(n.epoch, 0)) as epoch,
                    greatest(0, p.next_seq - 1 - j.up_to) as behind
                from (select 1) as one
                left join presence p on p.bank = ?
                left join journal j on j.journal = p.journal
                left join (select max(epoch) as epoch from journal where bank = ?) n on true""", bank.value(), bank.value())
                .first(
                        database,
                        row -> new BankPicture(
                                bank, open, holding, doubtful, row.getLong("epoch"), SqlQuery.number(row, "behind")));
        return picture == null ? new BankPicture(bank, open, holding, doubtful, 0, null) : picture;
    }

    private static EntryRef ref(ResultSet row) throws SQLException {
        return new EntryRef(
                new JournalId(row.getObject("journal", UUID.class)), row.getLong("epoch"), row.getLong("seq"));
    }

    /// Parcels that lie in two banks, if their journals are to be believed.
    List<Claim> claimedTwice(int limit) {
        return new SqlQuery("""
                select p.bank, p.id, p.changed_at, p.entered_journal, p.entered_epoch, p.entered_seq
                from parcel p
                where not p.ended and p.entered_journal is not null and exists (
                    select 1 from parcel o where o.id = p.id and o.bank <> p.bank and not o.ended
                        and o.entered_journal is not null)
                order by p.id, p.bank limit ?""", limit)
                .list(
                        database,
                        row -> new Claim(
                                new BankId(row.getString("bank")),
                                new ParcelId(row.getObject("id", UUID.class)),
                                SqlQuery.at(row, "changed_at"),
                                new EntryRef(
                                        new JournalId(row.getObject("entered_journal", UUID.class)),
                                        row.getLong("entered_epoch"),
                                        row.getLong("entered_seq"))));
    }
}
