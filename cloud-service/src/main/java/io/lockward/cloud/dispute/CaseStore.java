package io.lockward.cloud.dispute;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Cases, as rows. A change names the state it starts from, so of two people only one gets through.
@Singleton
final class CaseStore {
    /// What a list asks for.
    ///
    /// @param states any of these; empty for all
    /// @param words in claim, bank, compartment or finding
    /// @param sites any of these; `null` for all
    record Wanted(
            List<String> states,
            @Nullable String bank,
            @Nullable UUID parcel,
            @Nullable String words,
            @Nullable Collection<String> sites) {}

    /// Where a list goes on: after this one.
    record Place(Instant openedAt, UUID id) {}

    /// Which case stands behind a key.
    record Reservation(UUID id, String bodyHash) {}

    /// So many events of one case are looked at for entries apart from its span.
    private static final int MOST_EVENTS = 100;

    private static final String ROWS =
            "select c.*, s.time_zone from evidence_case c left join site s on s.id = c.site where true";

    private final AgroalDataSource database;

    CaseStore(AgroalDataSource database) {
        this.database = database;
    }

    /// The newest first.
    List<CaseRow> list(Wanted wanted, @Nullable Place after, int limit) {
        String like = wanted.words() == null ? null : "%" + wanted.words().replaceAll("([%_\\\\])", "\\\\$1") + "%";
        return filtered(ROWS, wanted, like)
                .when(
                        after != null,
                        " and (c.opened_at, c.id) < (?, ?)",
                        after == null ? null : after.openedAt(),
                        after == null ? null : after.id())
                .and(" order by c.opened_at desc, c.id desc limit ?", limit)
                .list(database, CaseStore::row);
    }

    /// Every case under hold.
    List<CaseRow> holding() {
        return new SqlQuery(ROWS).and(" and c.hold order by c.id").list(database, CaseStore::row);
    }

    /// Those of these that hold nothing, or no longer.
    List<UUID> letGo(Collection<UUID> ids) {
        return new SqlQuery("select id from evidence_case where not hold and id = any (?)", ids)
                .list(database, row -> row.getObject("id", UUID.class));
    }

    /// How many there are in each state.
    Map<String, Long> counts(Wanted wanted) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (CaseState state : CaseState.values()) {
            counts.put(state.word(), 0L);
        }
        filtered("select c.state, count(*) as n from evidence_case c where true", wanted, null)
                .and(" group by c.state")
                .list(database, row -> Map.entry(row.getString("state"), row.getLong("n")))
                .forEach(one -> counts.put(one.getKey(), one.getValue()));
        return counts;
    }

    private static SqlQuery filtered(String rows, Wanted wanted, @Nullable String like) {
        return new SqlQuery(rows)
                .when(!wanted.states().isEmpty(), " and c.state = any (?)", wanted.states())
                .when(wanted.bank() != null, " and c.bank = ?", wanted.bank())
                .when(wanted.parcel() != null, " and c.parcel = ?", wanted.parcel())
                .when(wanted.sites() != null, " and c.site = any (?)", wanted.sites())
                .when(
                        like != null,
                        " and (c.claim ilike ? or c.bank ilike ? or c.compartment ilike ? or c.finding ilike ?)",
                        like,
                        like,
                        like,
                        like);
    }

    @Nullable
    CaseRow find(UUID id) {
        return new SqlQuery(ROWS).and(" and c.id = ?", id).first(database, CaseStore::row);
    }

    /// The site a bank stands at; `null` when there is no such bank.
    @Nullable
    String siteOf(String bank) {
        return new SqlQuery("select site from bank where id = ?", bank).first(database, row -> row.getString("site"));
    }

    /// Of a parcel: its bank, its compartment, when it was announced or first told of, and when it last changed.
    @Nullable
    ParcelAt parcel(UUID id, @Nullable String bank) {
        return new SqlQuery(
                        "select p.bank, p.compartment, least(p.announced_at, (select min(f.at) from parcel_fact f"
                                + " where f.bank = p.bank and f.parcel = p.id)) as began, p.changed_at, p.ended"
                                + " from parcel p where p.id = ?",
                        id)
                .when(bank != null, " and p.bank = ?", bank)
                .and(" order by (p.label is null), p.bank limit 1")
                .first(
                        database,
                        row -> new ParcelAt(
                                row.getString("bank"),
                                row.getString("compartment"),
                                SqlQuery.instant(row, "began"),
                                SqlQuery.at(row, "changed_at"),
                                row.getBoolean("ended")));
    }

    /// @param began `null` when nothing is known of it but its name
    record ParcelAt(
            String bank,
            @Nullable String compartment,
            @Nullable Instant began,
            Instant changedAt,
            boolean ended) {}

    /// What a case covers.
    CaseScope scope(CaseRow row) {
        Set<String> compartments = new TreeSet<>();
        if (row.compartment() != null) {
            compartments.add(row.compartment());
        }
        Instant from = row.from();
        Instant to = row.to();
        for (Told told : new SqlQuery(
                        "select at, json::json ->> 'compartment' as compartment from parcel_fact"
                                + " where bank = ? and parcel = ? and json is not null",
                        row.bank(),
                        row.parcel())
                .list(database, told -> new Told(SqlQuery.at(told, "at"), told.getString("compartment")))) {
            from = told.at().isBefore(from) ? told.at() : from;
            to = told.at().isAfter(to) ? told.at() : to;
            if (told.compartment() != null) {
                compartments.add(told.compartment());
            }
        }
        return new CaseScope(from, to, compartments, apart(row.id(), from, to));
    }

    /// What lies around the entries that asked for a case and that are, by the bank's own clock, not in its span:
    /// a controller whose clock lost its time says 1970. Half an hour of the same boot's uptime on either side,
    /// as much as a case that opens by itself has of time.
    private List<CaseScope.Apart> apart(UUID id, Instant from, Instant to) {
        return new SqlQuery("""
                        select e.journal, around.first, around.last from case_event e
                        join entry n on n.bank = e.bank and n.epoch = e.epoch and n.seq = e.seq and n.journal = e.journal
                        cross join lateral (select min(a.seq) as first, max(a.seq) as last from entry a
                            where a.bank = e.bank and a.epoch = e.epoch and a.journal = e.journal
                            and a.seq between e.seq - 5000 and e.seq + 5000
                            and a.boot = n.boot and a.up between n.up - 1800000 and n.up + 1800000) around
                        where e.case_id = ? and (n.at < ? or n.at > ?) order by e.epoch, e.seq limit ?""", id, from, to, MOST_EVENTS)
                .list(
                        database,
                        row -> new CaseScope.Apart(
                                row.getObject("journal", UUID.class), row.getLong("first"), row.getLong("last")));
    }

    /// Whether a clip that is kept belongs to a case.
    boolean covers(CaseRow row, CaseScope scope, String clip) {
        return new SqlQuery(
                        "select coalesce(compartment, lost_compartment) as compartment, coalesce(journal, lost_journal) as"
                                + " journal, coalesce(first_seq, lost_first) as first, coalesce(last_seq, lost_last) as last,"
                                + " coalesce(from_at, at, lost_at) <= ? and coalesce(to_at, from_at, at, lost_at) >= ? as inside"
                                + " from clip where bank = ? and clip = ?",
                        scope.to(),
                        scope.from(),
                        row.bank(),
                        clip)
                .list(
                        database,
                        one -> scope.covers(one.getString("compartment"))
                                && (one.getBoolean("inside")
                                        || scope.isApart(
                                                one.getObject("journal", UUID.class),
                                                SqlQuery.number(one, "first"),
                                                SqlQuery.number(one, "last"))))
                .contains(true);
    }

    private record Told(Instant at, @Nullable String compartment) {}

    /// Does nothing when it is there already.
    void insert(CaseRow row) {
        new SqlQuery(
                        "insert into evidence_case (id, bank, site, from_at, to_at, parcel, compartment, claim, kind, state,"
                                + " opened_by, opened_at, decided_by, decided_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        row.id(),
                        row.bank(),
                        row.site(),
                        row.from(),
                        row.to(),
                        row.parcel(),
                        row.compartment(),
                        row.claim(),
                        row.kind(),
                        row.state().word(),
                        row.openedBy(),
                        row.openedAt(),
                        row.decidedBy(),
                        row.decidedAt())
                .update(database);
    }

    /// @return whether it stood in one of these states
    boolean decide(UUID id, CaseState to, Collection<CaseState> from, String by, Instant at, @Nullable String why) {
        return new SqlQuery(
                                "update evidence_case set state = ?, decided_by = ?, decided_at = ?, decided_why = ?,"
                                        + " closed_by = null, closed_at = null, certainty = null, proposed = null"
                                        + " where id = ? and state = any (?)",
                                to.word(),
                                by,
                                at,
                                why,
                                id,
                                from.stream().map(CaseState::word).toList())
                        .update(database)
                == 1;
    }

    /// @return whether it is open
    boolean find(UUID id, String finding, String by, Instant at) {
        return new SqlQuery(
                                "update evidence_case set finding = ?, finding_by = ?, finding_at = ? where id = ? and state = 'open'",
                                finding,
                                by,
                                at,
                                id)
                        .update(database)
                == 1;
    }

    /// @return whether it was open and had a finding
    boolean close(UUID id, String by, Instant at, String certainty, String proposed) {
        return new SqlQuery(
                                "update evidence_case set state = 'closed', closed_by = ?, closed_at = ?, certainty = ?, proposed = ?"
                                        + " where id = ? and state = 'open' and finding is not null",
                                by,
                                at,
                                certainty,
                                proposed,
                                id)
                        .update(database)
                == 1;
    }

    void hold(UUID id, boolean hold, String by, Instant at, String why) {
        new SqlQuery(
                        "update evidence_case set hold = ?, hold_by = ?, hold_at = ?, hold_why = ? where id = ?",
                        hold,
                        by,
                        at,
                        why,
                        id)
                .update(database);
    }

    /// @param what such as `note`, `open`, `finding`
    void note(UUID id, Instant at, String by, String what, @Nullable String text) {
        new SqlQuery(
                        "insert into case_note (case_id, at, by, what, text) values (?, ?, ?, ?, ?)",
                        id,
                        at,
                        by,
                        what,
                        text)
                .update(database);
    }

    List<CaseView.CaseNote> notes(UUID id) {
        return new SqlQuery("select at, by, what, text from case_note where case_id = ? order by id limit 500", id)
                .list(
                        database,
                        row -> new CaseView.CaseNote(
                                SqlQuery.at(row, "at"),
                                row.getString("by"),
                                row.getString("what"),
                                row.getString("text")));
    }

    /// Alarms of the case's bank in its span that are about its compartment or about the whole bank.
    List<CaseView.Linked> alarms(CaseRow row, Collection<String> doors) {
        return new SqlQuery(
                        "select a.id, a.kind, a.subject, a.severity, a.raised_at, a.cleared_at, a.why, a.incident from alarm a"
                                + " where a.bank = ? and a.raised_at <= ? and coalesce(a.cleared_at, 'infinity') >= ?"
                                + " and (a.subject not like 'door/%' or a.subject = any (?)) order by a.raised_at limit 100",
                        row.bank(), row.to(), row.from(), doors)
                .list(
                        database,
                        alarm -> new CaseView.Linked(
                                alarm.getLong("id"),
                                alarm.getString("kind"),
                                alarm.getString("subject"),
                                alarm.getString("severity"),
                                SqlQuery.at(alarm, "raised_at"),
                                SqlQuery.instant(alarm, "cleared_at"),
                                alarm.getString("why"),
                                SqlQuery.number(alarm, "incident")));
    }

    /// Reserves a key for a case that is about to be made; the first one to do so is kept.
    Reservation reserve(String actor, String key, String bodyHash, UUID id, Instant now) {
        new SqlQuery(
                        "insert into case_request (actor, key, body_hash, case_id, created_at)"
                                + " values (?, ?, decode(?, 'hex'), ?, ?) on conflict do nothing",
                        actor,
                        key,
                        bodyHash,
                        id,
                        now)
                .update(database);
        Reservation standing = new SqlQuery(
                        "select case_id, encode(body_hash, 'hex') as hex from case_request where actor = ? and key = ?",
                        actor,
                        key)
                .first(database, row -> new Reservation(row.getObject("case_id", UUID.class), row.getString("hex")));
        return standing == null ? new Reservation(id, bodyHash) : standing;
    }

    private static CaseRow row(ResultSet row) throws SQLException {
        String zone = row.getString("time_zone");
        return new CaseRow(
                row.getObject("id", UUID.class),
                row.getString("bank"),
                row.getString("site"),
                zone == null ? "UTC" : zone,
                SqlQuery.at(row, "from_at"),
                SqlQuery.at(row, "to_at"),
                row.getObject("parcel", UUID.class),
                row.getString("compartment"),
                row.getString("claim"),
                row.getString("kind"),
                CaseState.ofWord(row.getString("state")),
                row.getString("opened_by"),
                SqlQuery.at(row, "opened_at"),
                row.getString("decided_by"),
                SqlQuery.instant(row, "decided_at"),
                row.getString("decided_why"),
                row.getString("finding"),
                row.getString("finding_by"),
                SqlQuery.instant(row, "finding_at"),
                row.getString("certainty"),
                row.getString("proposed"),
                row.getString("closed_by"),
                SqlQuery.instant(row, "closed_at"),
                row.getBoolean("hold"),
                row.getString("hold_by"),
                SqlQuery.instant(row, "hold_at"),
                row.getString("hold_why"));
    }
}
