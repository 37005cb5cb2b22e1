package io.lockward.cloud.alarm;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.alarm.AttackRules;
import io.lockward.fleet.alarm.GaveUpRules;
import io.lockward.fleet.alarm.Incident;
import io.lockward.fleet.alarm.IncidentCause;
import io.lockward.fleet.alarm.IncidentChange;
import io.lockward.protocol.BankId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Incidents, as rows.
@Singleton
final class IncidentStore {
    /// An incident without its alarms.
    record Row(
            long id,
            IncidentCause cause,
            String subject,
            String severity,
            String title,
            String why,
            String suggestion,
            Instant openedAt,
            @Nullable Instant closedAt) {}

    private record ChildRow(long incident, Incident.Child child) {}

    /// Signs of force, or of banks that gave up, in one look; the others wait for the next.
    private static final int MOST_SIGNS = 1000;

    private static final String COLUMNS =
            "select id, cause, subject, severity, title, why, suggestion, opened_at, closed_at from incident where true";

    private final AgroalDataSource database;

    IncidentStore(AgroalDataSource database) {
        this.database = database;
    }

    /// Newest first.
    ///
    /// @param open whether they must be open, or closed; `null` for both
    List<Row> list(@Nullable Boolean open, @Nullable Long before, int limit) {
        return new SqlQuery(COLUMNS)
                .when(Boolean.TRUE.equals(open), " and closed_at is null")
                .when(Boolean.FALSE.equals(open), " and closed_at is not null")
                .when(before != null, " and id < ?", before)
                .and(" order by id desc limit ?", limit)
                .list(database, IncidentStore::row);
    }

    @Nullable
    Row get(long id) {
        return new SqlQuery(COLUMNS).and(" and id = ?", id).first(database, IncidentStore::row);
    }

    /// The open ones with their alarms.
    List<Incident> open() {
        Map<Long, List<Incident.Child>> children = new TreeMap<>();
        new SqlQuery("select a.incident, a.id, a.bank, a.kind, a.cleared_at, a.acknowledged_at from alarm a"
                        + " join incident i on i.id = a.incident where i.closed_at is null order by a.id")
                .list(database, IncidentStore::child)
                .forEach(row -> children.computeIfAbsent(row.incident(), _ -> new ArrayList<>())
                        .add(row.child()));
        return new SqlQuery(COLUMNS)
                .and(" and closed_at is null order by id")
                .list(
                        database,
                        row -> new Incident(
                                row.getLong("id"),
                                IncidentCause.ofWord(row.getString("cause")),
                                row.getString("subject"),
                                children.getOrDefault(row.getLong("id"), List.of())));
    }

    /// Does it; what another replica did first is not done again.
    void apply(IncidentChange change, Instant now) {
        switch (change) {
            case IncidentChange.Open open -> {
                upsert(open.cause(), open.subject(), open.title(), open.why(), now);
                Long id = new SqlQuery(
                                "select id from incident where cause = ? and subject = ? and closed_at is null",
                                open.cause().word(),
                                open.subject())
                        .first(database, row -> row.getLong(1));
                if (id != null) {
                    group(id, open.alarms());
                }
            }
            case IncidentChange.Join join -> group(join.incident(), join.alarms());
            case IncidentChange.Release release ->
                new SqlQuery(
                                "update alarm set incident = null where incident = ? and id = any(?)",
                                release.incident(),
                                release.alarms())
                        .update(database);
            case IncidentChange.Close close ->
                new SqlQuery(
                                "update incident set closed_at = ? where id = ? and closed_at is null",
                                now,
                                close.incident())
                        .update(database);
        }
    }

    /// Says that it holds.
    ///
    /// @return whether it opened by that
    boolean upsert(IncidentCause cause, String subject, String title, String why, Instant now) {
        return Boolean.TRUE.equals(new SqlQuery(
                        "insert into incident (cause, subject, severity, title, why, suggestion, opened_at, seen_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (cause, subject) where closed_at is null"
                                + " do update set seen_at = excluded.seen_at returning xmax = 0",
                        cause.word(),
                        subject,
                        cause.severity().name().toLowerCase(Locale.ROOT),
                        title,
                        why,
                        cause.suggestion(),
                        now,
                        now)
                .first(database, row -> row.getBoolean(1)));
    }

    /// Ends one about this service, when nobody said since `unseenSince` that it holds.
    ///
    /// @return whether it was open
    boolean over(IncidentCause cause, String subject, Instant unseenSince, Instant now) {
        return new SqlQuery(
                                "update incident set closed_at = ?"
                                        + " where cause = ? and subject = ? and closed_at is null and seen_at <= ?",
                                now,
                                cause.word(),
                                subject,
                                unseenSince)
                        .update(database)
                > 0;
    }

    /// The ids of their alarms, by incident.
    Map<Long, List<Long>> alarms(Collection<Long> incidents) {
        Map<Long, List<Long>> alarms = new TreeMap<>();
        if (!incidents.isEmpty()) {
            new SqlQuery("select incident, id from alarm where incident = any(?) order by id desc", incidents)
                    .list(database, row -> new long[] {row.getLong(1), row.getLong(2)})
                    .forEach(pair -> alarms.computeIfAbsent(pair[0], _ -> new ArrayList<>())
                            .add(pair[1]));
        }
        return alarms;
    }

    /// Alarms of force that nobody has taken and no open incident explains, also those that are over: a door is quickly
    /// pushed shut.
    ///
    /// @param forced of doors: raised since then
    /// @param tampered of the cabinet: not over, or over since then
    List<AttackRules.Sign> signs(Instant forced, Instant tampered, Instant now) {
        return new SqlQuery(
                        "select id, bank, subject, kind from alarm where kind in ('forced-entry', 'tamper')"
                                + " and acknowledged_at is null and case kind when 'forced-entry' then raised_at >= ?"
                                + " else coalesce(cleared_at >= ?, true) end"
                                + " and not exists (select from incident i"
                                + " where i.id = alarm.incident and i.closed_at is null)"
                                + " and (shelved_until is null or shelved_until <= ?) order by id limit ?",
                        forced,
                        tampered,
                        now,
                        MOST_SIGNS)
                .list(
                        database,
                        row -> new AttackRules.Sign(
                                row.getLong("id"),
                                new BankId(row.getString("bank")),
                                row.getString("subject"),
                                row.getString("kind").equals("tamper")));
    }

    /// Open alarms by which banks call for a person, that nobody has taken and no open incident explains.
    List<GaveUpRules.Sign> gaveUp(Instant now) {
        return new SqlQuery(
                        "select id, bank, why from alarm where kind = 'needs-person'"
                                + " and cleared_at is null and acknowledged_at is null"
                                + " and not exists (select from incident i"
                                + " where i.id = alarm.incident and i.closed_at is null)"
                                + " and (shelved_until is null or shelved_until <= ?) order by id limit ?",
                        now,
                        MOST_SIGNS)
                .list(
                        database,
                        row -> new GaveUpRules.Sign(
                                row.getLong("id"), new BankId(row.getString("bank")), row.getString("why")));
    }

    /// Acknowledges all of its alarms that nobody has acknowledged, also those that are over.
    ///
    /// @return their ids
    List<Long> take(long incident, String by, Instant at) {
        return new SqlQuery(
                        "update alarm set acknowledged_by = ?, acknowledged_at = ?"
                                + " where incident = ? and acknowledged_at is null returning id",
                        by,
                        at,
                        incident)
                .list(database, row -> row.getLong(1));
    }

    private void group(long incident, List<Long> alarms) {
        if (!alarms.isEmpty()) {
            new SqlQuery(
                            "update alarm set incident = ?"
                                    + " where id = any(?) and (cleared_at is null or kind in ('forced-entry', 'tamper'))"
                                    + " and incident is distinct from ?",
                            incident,
                            alarms,
                            incident)
                    .update(database);
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                IncidentCause.ofWord(row.getString("cause")),
                row.getString("subject"),
                row.getString("severity"),
                row.getString("title"),
                row.getString("why"),
                row.getString("suggestion"),
                SqlQuery.at(row, "opened_at"),
                SqlQuery.instant(row, "closed_at"));
    }

    private static ChildRow child(ResultSet row) throws SQLException {
        return new ChildRow(
                row.getLong("incident"),
                new Incident.Child(
                        row.getLong("id"),
                        new BankId(row.getString("bank")),
                        row.getString("kind").equals("bank-offline"),
                        SqlQuery.instant(row, "cleared_at"),
                        row.getObject("acknowledged_at") != null));
    }
}
