package io.lockward.cloud.alarm;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.presence.Outage;
import io.lockward.fleet.presence.PresenceRules;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Alarms, as rows.
@Singleton
final class AlarmStore {
    private static final String COLUMNS =
            "select id, bank, subject, kind, severity, raised_at, cleared_at, count, why, suggestion, journal, epoch, seq,"
                    + " acknowledged_by, acknowledged_at, shelved_by, shelved_until, shelved_reason,"
                    + " (select e.case_id from case_event e where e.bank = alarm.bank and e.journal = alarm.journal"
                    + " and e.seq = alarm.seq) as case_id,"
                    + " (select i.id from incident i where i.id = alarm.incident and i.closed_at is null) as explained_by"
                    + " from alarm where true";

    /// More outages in one span than a person can read.
    private static final int MOST_OUTAGES = 500;

    private final AgroalDataSource database;

    AlarmStore(AgroalDataSource database) {
        this.database = database;
    }

    /// Newest first.
    ///
    /// @param open whether they must be open, or closed; `null` for both
    /// @param before only ids below it
    List<AlarmView> list(@Nullable Boolean open, @Nullable String bank, @Nullable Long before, int limit) {
        return new SqlQuery(COLUMNS)
                .when(Boolean.TRUE.equals(open), " and cleared_at is null")
                .when(Boolean.FALSE.equals(open), " and cleared_at is not null")
                .when(bank != null, " and bank = ?", bank)
                .when(before != null, " and id < ?", before)
                .and(" order by id desc limit ?", limit)
                .list(database, AlarmStore::alarm);
    }

    /// The newest of those that touch a span, oldest first.
    List<Outage> outages(String bank, Instant from, Instant to) {
        return new SqlQuery(
                        "select kind, raised_at, cleared_at from alarm where bank = ? and kind = any (?) and raised_at < ?"
                                + " and coalesce(cleared_at, 'infinity') >= ? order by raised_at desc limit ?",
                        bank,
                        List.of(AlarmKind.BANK_OFFLINE.word(), AlarmKind.DOWNLINK_DEAD.word()),
                        to.plus(PresenceRules.OFFLINE_GRACE),
                        from,
                        MOST_OUTAGES)
                        .list(
                                database,
                                row -> Outage.of(
                                        AlarmKind.ofWord(row.getString("kind")),
                                        SqlQuery.at(row, "raised_at"),
                                        SqlQuery.instant(row, "cleared_at")))
                        .reversed()
                        .stream()
                        .filter(Objects::nonNull)
                        .toList();
    }

    List<AlarmView> all(Collection<Long> ids) {
        return new SqlQuery(COLUMNS).and(" and id = any(?)", ids).list(database, AlarmStore::alarm);
    }

    List<AlarmView> openOf(Collection<String> banks) {
        return new SqlQuery(COLUMNS)
                .and(" and cleared_at is null and bank = any(?) order by id desc", banks)
                .list(database, AlarmStore::alarm);
    }

    /// Only the first one to acknowledge an open alarm is kept.
    boolean acknowledge(long id, String by, Instant at) {
        return new SqlQuery(
                                "update alarm set acknowledged_by = ?, acknowledged_at = ?"
                                        + " where id = ? and cleared_at is null and acknowledged_at is null",
                                by,
                                at,
                                id)
                        .update(database)
                == 1;
    }

    boolean shelve(long id, String by, Instant until, String reason) {
        return new SqlQuery(
                                "update alarm set shelved_by = ?, shelved_until = ?, shelved_reason = ?"
                                        + " where id = ? and cleared_at is null",
                                by,
                                until,
                                reason,
                                id)
                        .update(database)
                == 1;
    }

    private static AlarmView alarm(ResultSet row) throws SQLException {
        Instant cleared = SqlQuery.instant(row, "cleared_at");
        Instant acknowledged = SqlQuery.instant(row, "acknowledged_at");
        Instant shelved = SqlQuery.instant(row, "shelved_until");
        UUID journal = row.getObject("journal", UUID.class);
        return new AlarmView(
                row.getLong("id"),
                row.getString("bank"),
                row.getString("subject"),
                row.getString("kind"),
                row.getString("severity"),
                cleared == null ? "open" : "closed",
                acknowledged == null
                        ? null
                        : new AlarmView.Acknowledged(row.getString("acknowledged_by"), acknowledged),
                shelved == null
                        ? null
                        : new AlarmView.Shelved(row.getString("shelved_by"), shelved, row.getString("shelved_reason")),
                SqlQuery.at(row, "raised_at"),
                cleared,
                row.getInt("count"),
                row.getString("why"),
                row.getString("suggestion"),
                journal == null ? null : new AlarmView.Evidence(journal, row.getLong("epoch"), row.getLong("seq")),
                row.getObject("case_id", UUID.class),
                SqlQuery.number(row, "explained_by"));
    }
}
