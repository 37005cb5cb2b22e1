package io.lockward.cloud.ticket;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.policy.OrderRules;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.parcel.TicketReport;
import io.lockward.protocol.BankId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What banks say about their tickets, and what was sent to them.
@Singleton
final class TicketStore {
    private static final String KIND = "tickets";

    /// A connected bank that may lack tickets.
    ///
    /// @param version of its book; 0 when it has none yet
    /// @param last how a change went out before; `null` when none did
    record Lacking(BankId bank, UUID session, long version, TicketReport report, OrderRules.@Nullable Sent last) {}

    /// A bank whose couriers' and recipients' tickets are to be made anew.
    ///
    /// @param wanted what counts as done then
    /// @param sealed its secret as it sealed it; `null` before it sent one
    record Outdated(BankId bank, long wanted, @Nullable String sealed) {}

    /// What a bank has, by its newest word in its newest journal: an older journal's word is forgotten there.
    private static final String LACKING = """
            select p.bank, p.session, coalesce(k.version, 0) as version, coalesce(w.version, 0) as reported,
                s.json::json ->> 'kid' as secret_kid, o.version as sent_version, o.sent_at, o.times,
                o.session as sent_session
            from presence p
            left join parcel_book k on k.bank = p.bank
            left join lateral (
                select (r.json::json ->> 'version')::bigint as version from reported r
                where r.bank = p.bank and r.subject in ('tickets', 'tickets/refused') and r.epoch >= p.epoch
                order by r.epoch desc, r.seq desc limit 1) w on true
            left join reported s on s.bank = p.bank and s.subject = 'tickets/secret'
            left join standing_order o on o.bank = p.bank and o.kind = ?
            where p.state = 'online' and p.proven
                and (k.bank is null or k.version <> coalesce(w.version, 0) or k.seal_kid is distinct from ?)
            order by o.sent_at nulls first limit ?""";

    private static final String OUTDATED = """
            select k.bank, k.people_wanted, s.json from parcel_book k
            left join reported s on s.bank = k.bank and s.subject = 'tickets/secret'
            where k.people_wanted > k.people_done or (s.json is not null and k.people_secret is distinct from md5(s.json))
            order by k.bank limit ?""";

    private static final String CLAIM = """
            insert into standing_order (bank, kind, version, sent_at, times, session) values (?, ?, ?, ?, ?, ?)
            on conflict (bank, kind) do update set version = excluded.version, sent_at = excluded.sent_at,
                times = excluded.times, session = excluded.session
            where standing_order.sent_at is not distinct from ?""";

    private final AgroalDataSource database;

    TicketStore(AgroalDataSource database) {
        this.database = database;
    }

    List<Lacking> lacking(@Nullable String sealKid, int limit) {
        return new SqlQuery(LACKING, KIND, sealKid, limit).list(database, TicketStore::lacking);
    }

    /// Marks a change as sent, unless another replica did meanwhile.
    ///
    /// @param before when the one before went out, as it was read
    boolean claim(BankId bank, OrderRules.Sent sent, @Nullable Instant before) {
        return new SqlQuery(CLAIM, bank.value(), KIND, sent.version(), sent.at(), sent.times(), sent.session(), before)
                        .update(database)
                == 1;
    }

    List<Outdated> outdated(int limit) {
        return new SqlQuery(OUTDATED, limit)
                .list(
                        database,
                        row -> new Outdated(
                                new BankId(row.getString("bank")),
                                row.getLong("people_wanted"),
                                row.getString("json")));
    }

    void done(Outdated bank) {
        new SqlQuery(
                        "update parcel_book set people_done = greatest(people_done, ?), people_secret = md5(?) where bank = ?",
                        bank.wanted(),
                        bank.sealed(),
                        bank.bank().value())
                .update(database);
    }

    /// Forgets that tickets ended where the bank has said that it knows. A bank that comes back with less gets all
    /// anew.
    void prune() {
        new SqlQuery("""
                with known as (
                    select k.bank, (r.json::json ->> 'version')::bigint as version from parcel_book k
                    join reported r on r.bank = k.bank and r.subject = 'tickets'),
                gone as (
                    delete from ticket t using known n
                    where t.bank = n.bank and t.ticket is null and t.version <= n.version
                    returning t.bank, t.version)
                update parcel_book k set floor = greatest(k.floor, g.version)
                from (select bank, max(version) as version from gone group by bank) g where k.bank = g.bank""").update(database);
    }

    private static Lacking lacking(ResultSet row) throws SQLException {
        Instant at = SqlQuery.instant(row, "sent_at");
        return new Lacking(
                new BankId(row.getString("bank")),
                row.getObject("session", UUID.class),
                row.getLong("version"),
                new TicketReport(row.getLong("reported"), row.getString("secret_kid")),
                at == null
                        ? null
                        : new OrderRules.Sent(
                                row.getLong("sent_version"),
                                at,
                                row.getInt("times"),
                                row.getObject("sent_session", UUID.class)));
    }
}
