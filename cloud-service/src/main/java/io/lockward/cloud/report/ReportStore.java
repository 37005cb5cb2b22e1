package io.lockward.cloud.report;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.report.MonthlyReport.Disputes;
import io.lockward.cloud.report.MonthlyReport.Happened;
import io.lockward.cloud.report.MonthlyReport.ReportSite;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.alarm.AlarmKind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a month of a site is counted from.
@Singleton
final class ReportStore {
    /// @param verdict how it ended, in the words of the wire
    /// @param alone those without anybody's help
    record Ended(String type, String verdict, long all, long alone) {}

    /// Its index on commands is `command_unlocks`: without it, each interaction reads all commands of its bank.
    static final String ENDED = """
                with done as (
                    select e.bank, e.at, e.type, e.json::json ->> 'verdict' as verdict,
                        e.json::json ->> 'compartment' as compartment
                    from entry e join bank b on b.id = e.bank
                    where b.site = ? and e.type in ('deposit.concluded', 'pickup.concluded') and e.at >= ? and e.at < ?)
                select type, verdict, count(*) as n, count(*) filter (where not exists (
                    select 1 from command c where c.bank = done.bank and c.kind in ('unlock', 'unlock-all')
                    and coalesce(c.compartment, done.compartment) = done.compartment
                    and c.created_at between done.at - interval '30 minutes' and done.at + interval '30 minutes')) as alone
                from done group by type, verdict""";

    private final AgroalDataSource database;

    ReportStore(AgroalDataSource database) {
        this.database = database;
    }

    List<ReportSite> sites() {
        return new SqlQuery("select id, name, time_zone from site order by name, id")
                .list(
                        database,
                        row -> new ReportSite(row.getString("id"), row.getString("name"), row.getString("time_zone")));
    }

    @Nullable
    ReportSite site(String id) {
        return sites().stream().filter(site -> site.id().equals(id)).findFirst().orElse(null);
    }

    long banks(String site) {
        return number("select count(*) as n from bank where site = ?", site);
    }

    long inside(String site) {
        return number(
                "select count(*) as n from parcel p join bank b on b.id = p.bank"
                        + " where b.site = ? and not p.ended and p.inside_since is not null",
                site);
    }

    private long number(String query, String site) {
        Long number = new SqlQuery(query, site).first(database, row -> row.getLong("n"));
        return number == null ? 0 : number;
    }

    /// Deposits and pickups that ended in a span, by the banks' clocks.
    List<Ended> ended(String site, Instant from, Instant until) {
        return new SqlQuery(ENDED, site, from, until)
                .list(
                        database,
                        row -> new Ended(
                                row.getString("type"),
                                String.valueOf(row.getString("verdict")),
                                row.getLong("n"),
                                row.getLong("alone")));
    }

    /// Incidents of the site's banks that touch a span, the newest first.
    List<Happened> incidents(String site, Instant from, Instant until, int most) {
        return new SqlQuery("""
                        select i.title, i.opened_at, i.closed_at, count(distinct a.bank) as banks, min(b.name) as name,
                            bool_or(a.acknowledged_by is not null) as taken
                        from incident i join alarm a on a.incident = i.id join bank b on b.id = a.bank
                        where b.site = ? and i.opened_at < ? and coalesce(i.closed_at, 'infinity') >= ?
                        group by i.id order by i.opened_at desc limit ?""", site, until, from, most)
                .list(
                        database,
                        row -> new Happened(
                                row.getString("title"),
                                row.getLong("banks") == 1 ? row.getString("name") : null,
                                SqlQuery.at(row, "opened_at"),
                                SqlQuery.instant(row, "closed_at"),
                                row.getBoolean("taken")));
    }

    /// Alarms of some weight that no incident explains, the newest first.
    List<Happened> alarms(String site, Instant from, Instant until, int most) {
        return new SqlQuery("""
                        select a.kind, b.name, a.raised_at, a.cleared_at, a.acknowledged_by is not null as taken
                        from alarm a join bank b on b.id = a.bank
                        where b.site = ? and a.incident is null and a.severity in ('major', 'critical')
                            and a.raised_at < ? and coalesce(a.cleared_at, 'infinity') >= ?
                        order by a.raised_at desc limit ?""", site, until, from, most)
                .list(
                        database,
                        row -> new Happened(
                                AlarmKind.ofWord(row.getString("kind")).why(),
                                row.getString("name"),
                                SqlQuery.at(row, "raised_at"),
                                SqlQuery.instant(row, "cleared_at"),
                                row.getBoolean("taken")));
    }

    List<Disputes> cases(String site, Instant from, Instant until) {
        return new SqlQuery(
                        "select kind, count(*) as opened, count(*) filter (where state = 'closed') as closed from evidence_case"
                                + " where site = ? and opened_at >= ? and opened_at < ? group by kind order by kind",
                        site,
                        from,
                        until)
                .list(
                        database,
                        row -> new Disputes(row.getString("kind"), row.getLong("opened"), row.getLong("closed")));
    }
}
