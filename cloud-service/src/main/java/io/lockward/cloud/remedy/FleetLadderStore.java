package io.lockward.cloud.remedy;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.alarm.IncidentCause;
import io.lockward.fleet.remedy.DownlinkRules;
import io.lockward.fleet.remedy.FleetRung;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.RebootLevel;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the cloud's ladder has done, decided and must not do, as rows.
@Singleton
final class FleetLadderStore {
    private static final Duration REMEMBERED = Duration.ofDays(2);
    /// More are not told at once; the newest are.
    private static final int MOST = 2_000;

    /// A bank that may need something.
    ///
    /// @param alarm the open alarm that says so
    /// @param incident the open incident that it is part of
    /// @param shared whether that incident is about more than this bank
    /// @param alarms the bank's open alarms that the same cause explains
    record Candidate(
            long alarm,
            String bank,
            IncidentCause cause,
            Instant since,
            String site,
            boolean goodbye,
            boolean onBattery,
            @Nullable Long incident,
            boolean shared,
            @Nullable String shelvedBy,
            @Nullable Instant shelvedUntil,
            List<Long> alarms) {}

    /// What was last decided for a bank.
    record Standing(
            String kind,
            String words,
            Instant since,
            Instant decidedAt,
            @Nullable Long incident) {}

    /// Who holds the cloud's ladder back.
    record Pause(Instant until, String by, String reason) {}

    private record TriedRow(String bank, DownlinkRules.Tried tried) {}

    private static final String RUNGS = "select id, bank, alarm, level, why, taken_by, at, deadline, sent_at, answer,"
            + " command, outcome, evidence, ended_at from fleet_rung where true";

    private static final String CANDIDATES = """
            select a.id, a.bank, a.kind, a.raised_at, a.shelved_by, a.shelved_until, b.site, p.last_seen, p.state,
                i.id as incident, i.cause, coalesce(r.type in ('power.lost', 'power.low', 'power.shutdown'), false) as battery,
                (select array_agg(o.id order by o.id) from alarm o where o.bank = a.bank and o.cleared_at is null
                    and o.kind in ('bank-offline', 'on-battery', 'battery-low')) as alarms
            from alarm a join bank b on b.id = a.bank join presence p on p.bank = a.bank
            left join incident i on i.id = a.incident and i.closed_at is null
            left join reported r on r.bank = a.bank and r.subject = 'power'
            where a.cleared_at is null and a.kind in ('bank-offline', 'downlink-dead') order by a.bank, a.kind""";

    /// The newest commands of banks that left one without any answer.
    private static final String TRIED = """
            with deaf as (
                select distinct c.bank from command c
                where c.id >= ? and c.ended and c.sent_at is not null
                    and not exists (select 1 from command_fact f where f.command = c.id and f.journal is not null))
            select c.bank, c.created_at, c.ended,
                exists (select 1 from command_fact f where f.command = c.id and f.journal is not null) as answered
            from deaf d cross join lateral (
                select * from command where bank = d.bank and sent_at is not null order by id desc limit 5) c
            order by c.bank, c.id desc""";

    private static final String NOT_BEHIND = """
            delete from fleet_behind f where not exists (
                select 1 from presence p left join journal j on j.journal = p.journal
                where p.bank = f.bank and p.state = 'online' and p.journal = f.journal
                    and coalesce(j.up_to, 0) = f.up_to and p.next_seq - 1 > f.up_to)""";

    private static final String BEHIND = """
            insert into fleet_behind (bank, journal, up_to, since)
            select p.bank, p.journal, coalesce(j.up_to, 0), ?
            from presence p left join journal j on j.journal = p.journal
            where p.state = 'online' and p.next_seq - 1 > coalesce(j.up_to, 0)
            on conflict do nothing""";

    private final AgroalDataSource database;

    FleetLadderStore(AgroalDataSource database) {
        this.database = database;
    }

    List<Candidate> candidates() {
        return new SqlQuery(CANDIDATES).list(database, FleetLadderStore::candidate);
    }

    /// How many banks were heard since.
    int heardSince(Instant since) {
        Integer count = new SqlQuery("select count(*) from presence where last_seen >= ?", since)
                .first(database, row -> row.getInt(1));
        return count == null ? 0 : count;
    }

    /// Steps that have not ended, and those of these banks within two days, oldest first.
    List<FleetRung> rungs(Collection<String> banks, Instant now) {
        return new SqlQuery(RUNGS)
                .and(" and (ended_at is null or (bank = any(?) and at >= ?)) order by at", banks, now.minus(REMEMBERED))
                .list(database, FleetLadderStore::rung);
    }

    /// Newest first.
    List<FleetRung> rungsSince(@Nullable String bank, Instant since) {
        return new SqlQuery(RUNGS)
                .and(" and at >= ?", since)
                .when(bank != null, " and bank = ?", bank)
                .and(" order by at desc limit ?", MOST)
                .list(database, FleetLadderStore::rung);
    }

    /// Puts a step on record, durably, before anything is done.
    ///
    /// @param byHand whether a person takes it; the ladder takes each level once for one alarm
    /// @return whether it is the caller's to do; false when a step is running, or was taken by somebody else
    boolean order(FleetRung rung, boolean byHand) {
        return new SqlQuery(
                                "insert into fleet_rung (id, bank, alarm, level, why, taken_by, by_hand, at, deadline)"
                                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                                rung.id(),
                                rung.bank().value(),
                                rung.alarm(),
                                word(rung.level()),
                                rung.why(),
                                rung.by(),
                                byHand,
                                rung.at(),
                                rung.deadline())
                        .update(database)
                == 1;
    }

    void sent(UUID rung, Instant at, @Nullable String answer, @Nullable CommandId command) {
        new SqlQuery(
                        "update fleet_rung set sent_at = ?, answer = ?, command = ? where id = ? and ended_at is null",
                        at,
                        answer,
                        command == null ? null : command.value(),
                        rung)
                .update(database);
    }

    /// @return whether it ended by that; only the first end counts
    boolean ended(UUID rung, FleetRung.Outcome outcome, String evidence, Instant at) {
        return new SqlQuery(
                                "update fleet_rung set outcome = ?, evidence = ?, ended_at = ?"
                                        + " where id = ? and ended_at is null",
                                outcome.word(),
                                evidence,
                                at,
                                rung)
                        .update(database)
                == 1;
    }

    /// @return whether the words are others than before
    boolean stand(Candidate bank, String kind, String words, Instant now) {
        return new SqlQuery(
                                "insert into fleet_standing (bank, alarm, kind, words, since, decided_at)"
                                        + " values (?, ?, ?, ?, ?, ?) on conflict (bank) do update"
                                        + " set alarm = excluded.alarm, kind = excluded.kind, words = excluded.words,"
                                        + " since = excluded.since, decided_at = excluded.decided_at"
                                        + " where (fleet_standing.alarm, fleet_standing.kind, fleet_standing.words)"
                                        + " is distinct from (excluded.alarm, excluded.kind, excluded.words)",
                                bank.bank(),
                                bank.alarm(),
                                kind,
                                words,
                                bank.since(),
                                now)
                        .update(database)
                == 1;
    }

    /// Forgets what was decided for alarms that are over.
    void forgetOver() {
        new SqlQuery("delete from fleet_standing s where not exists"
                        + " (select 1 from alarm a where a.id = s.alarm and a.cleared_at is null)")
                .update(database);
    }

    @Nullable
    Standing standing(String bank) {
        return new SqlQuery(
                        "select s.kind, s.words, s.since, s.decided_at, i.id as incident from fleet_standing s"
                                + " join alarm a on a.id = s.alarm and a.cleared_at is null"
                                + " left join incident i on i.id = a.incident and i.closed_at is null where s.bank = ?",
                        bank)
                .first(
                        database,
                        row -> new Standing(
                                row.getString("kind"),
                                row.getString("words"),
                                SqlQuery.at(row, "since"),
                                SqlQuery.at(row, "decided_at"),
                                SqlQuery.number(row, "incident")));
    }

    /// @param until in the past to let it go on
    void pause(String bank, Instant until, String by, String reason) {
        new SqlQuery(
                        "insert into fleet_pause (bank, until, paused_by, reason) values (?, ?, ?, ?)"
                                + " on conflict (bank) do update set until = excluded.until,"
                                + " paused_by = excluded.paused_by, reason = excluded.reason",
                        bank,
                        until,
                        by,
                        reason)
                .update(database);
    }

    /// `null` when nobody does.
    @Nullable
    Pause pause(String bank, Instant now) {
        return new SqlQuery("select until, paused_by, reason from fleet_pause where bank = ? and until > ?", bank, now)
                .first(
                        database,
                        row -> new Pause(
                                SqlQuery.at(row, "until"), row.getString("paused_by"), row.getString("reason")));
    }

    /// What was tried on banks that left a command without an answer, newest first.
    Map<BankId, List<DownlinkRules.Tried>> tried(CommandId from) {
        Map<BankId, List<DownlinkRules.Tried>> tried = new TreeMap<>();
        new SqlQuery(TRIED, from.value())
                .list(
                        database,
                        row -> new TriedRow(
                                row.getString("bank"),
                                new DownlinkRules.Tried(
                                        SqlQuery.at(row, "created_at"),
                                        row.getBoolean("answered"),
                                        row.getBoolean("ended"))))
                .forEach(row -> tried.computeIfAbsent(new BankId(row.bank()), _ -> new ArrayList<>())
                        .add(row.tried()));
        return tried;
    }

    /// Since when which bank says that it wrote more than arrived, and nothing arrives.
    Map<BankId, Instant> behind(Instant now) {
        new SqlQuery(NOT_BEHIND).update(database);
        new SqlQuery(BEHIND, now).update(database);
        Map<BankId, Instant> behind = new TreeMap<>();
        new SqlQuery("select bank, since from fleet_behind")
                .list(database, row -> Map.entry(new BankId(row.getString("bank")), SqlQuery.at(row, "since")))
                .forEach(each -> behind.put(each.getKey(), each.getValue()));
        return behind;
    }

    /// The bank's site; `null` when there is no such bank.
    @Nullable
    String site(String bank) {
        return new SqlQuery("select site from bank where id = ?", bank).first(database, row -> row.getString(1));
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        boolean silent = row.getString("kind").equals("bank-offline");
        String incident = row.getString("cause");
        Array alarms = row.getArray("alarms");
        return new Candidate(
                row.getLong("id"),
                row.getString("bank"),
                silent ? IncidentCause.BANK_SILENT : IncidentCause.DOWNLINK_DEAD,
                silent ? SqlQuery.at(row, "last_seen") : SqlQuery.at(row, "raised_at"),
                row.getString("site"),
                row.getString("state").equals("offline"),
                row.getBoolean("battery"),
                SqlQuery.number(row, "incident"),
                incident != null && IncidentCause.ofWord(incident).scope() != IncidentCause.Scope.BANK,
                row.getString("shelved_by"),
                SqlQuery.instant(row, "shelved_until"),
                alarms == null ? List.of() : Arrays.asList((Long[]) alarms.getArray()));
    }

    private static FleetRung rung(ResultSet row) throws SQLException {
        UUID command = row.getObject("command", UUID.class);
        String outcome = row.getString("outcome");
        return new FleetRung(
                row.getObject("id", UUID.class),
                new BankId(row.getString("bank")),
                SqlQuery.number(row, "alarm"),
                RebootLevel.valueOf(row.getString("level").toUpperCase(Locale.ROOT)),
                row.getString("why"),
                row.getString("taken_by"),
                SqlQuery.at(row, "at"),
                SqlQuery.at(row, "deadline"),
                SqlQuery.instant(row, "sent_at"),
                row.getString("answer"),
                command == null ? null : new CommandId(command),
                outcome == null ? null : FleetRung.Outcome.ofWord(outcome),
                row.getString("evidence"),
                SqlQuery.instant(row, "ended_at"));
    }

    private static String word(RebootLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
