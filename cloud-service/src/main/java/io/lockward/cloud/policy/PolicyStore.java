package io.lockward.cloud.policy;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.protocol.BankId;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What banks are to have, what they say they have, and what was sent to them.
@Singleton
final class PolicyStore {
    static final String KEYS = "keys";
    static final String CONFIG = "config";

    /// A connected bank that lacks something.
    ///
    /// @param last how it went out before; `null` when it never did
    record Lacking(
            BankId bank,
            UUID session,
            long version,
            @Nullable String settings,
            OrderRules.@Nullable Sent last) {}

    /// @param settings as JSON
    record Wanted(long version, String settings, String by, Instant at) {}

    /// What a bank said about its configuration or its keys.
    record Told(ConfigEntry entry, Instant at, long seq) {}

    private static final String LACKING = """
            select p.bank, p.session, %s, o.version as sent_version, o.sent_at, o.times, o.session as sent_session
            from presence p %s
            left join standing_order o on o.bank = p.bank and o.kind = ?
            left join reported r on r.bank = p.bank and r.subject = ?
            left join reported x on x.bank = p.bank and x.subject = ?
            where p.state = 'online' and coalesce((r.json::jsonb ->> 'version')::bigint, 0) < %s
              and coalesce((x.json::jsonb ->> 'version')::bigint, 0) <> %s
            order by o.sent_at nulls first limit ?""";

    private final AgroalDataSource database;

    PolicyStore(AgroalDataSource database) {
        this.database = database;
    }

    /// Connected banks that have not reported this key set.
    List<Lacking> lackingKeySet(long version, int limit) {
        String sql = LACKING.formatted(version + " as version, null as settings", "", version, version);
        return new SqlQuery(sql, KEYS, "keys", "keys/refused", limit).list(database, PolicyStore::lacking);
    }

    /// Connected banks that have not reported the configuration they are to have.
    List<Lacking> lackingConfiguration(int limit) {
        String sql = LACKING.formatted(
                "d.version, d.settings", "join desired d on d.bank = p.bank", "d.version", "d.version");
        return new SqlQuery(sql, CONFIG, "config", "config/refused", limit).list(database, PolicyStore::lacking);
    }

    void sent(BankId bank, String kind, OrderRules.Sent sent) {
        new SqlQuery(
                        "insert into standing_order (bank, kind, version, sent_at, times, session) values (?, ?, ?, ?, ?, ?)"
                                + " on conflict (bank, kind) do update set version = excluded.version,"
                                + " sent_at = excluded.sent_at, times = excluded.times, session = excluded.session",
                        bank.value(),
                        kind,
                        sent.version(),
                        sent.at(),
                        sent.times(),
                        sent.session())
                .update(database);
    }

    /// Keeps what a bank is to be configured with, under the next version.
    void want(BankId bank, String settings, String by, Instant now) {
        new SqlQuery(
                        "insert into desired (bank, version, settings, put_by, put_at)"
                                + " select ?, 1 + coalesce((select max((json::jsonb ->> 'version')::bigint) from reported"
                                + "   where bank = ? and subject in ('config', 'config/refused')), 0), ?, ?, ?"
                                + " on conflict (bank) do update set settings = excluded.settings,"
                                + " version = greatest(excluded.version, desired.version + 1),"
                                + " put_by = excluded.put_by, put_at = excluded.put_at",
                        bank.value(),
                        bank.value(),
                        settings,
                        by,
                        now)
                .update(database);
    }

    @Nullable
    Wanted wanted(BankId bank) {
        return new SqlQuery("select version, settings, put_by, put_at from desired where bank = ?", bank.value())
                .first(
                        database,
                        row -> new Wanted(
                                row.getLong("version"),
                                row.getString("settings"),
                                row.getString("put_by"),
                                SqlQuery.at(row, "put_at")));
    }

    /// The newest word of a bank on a subject; `null` when there is none that can be read.
    @Nullable
    Told told(BankId bank, String subject) {
        return new SqlQuery("select json, at, seq from reported where bank = ? and subject = ?", bank.value(), subject)
                .<@Nullable Told>list(database, PolicyStore::told).stream()
                        .findFirst()
                        .orElse(null);
    }

    boolean isKnown(BankId bank) {
        return new SqlQuery("select 1 from bank where id = ?", bank.value()).first(database, _ -> true) != null;
    }

    private static Lacking lacking(ResultSet row) throws SQLException {
        Instant at = SqlQuery.instant(row, "sent_at");
        return new Lacking(
                new BankId(row.getString("bank")),
                row.getObject("session", UUID.class),
                row.getLong("version"),
                row.getString("settings"),
                at == null
                        ? null
                        : new OrderRules.Sent(
                                row.getLong("sent_version"),
                                at,
                                row.getInt("times"),
                                row.getObject("sent_session", UUID.class)));
    }

    private static @Nullable Told told(ResultSet row) throws SQLException {
        return WireJson.entry(row.getString("json").getBytes(StandardCharsets.UTF_8))
                                instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                        && stamped.entry() instanceof ConfigEntry entry
                ? new Told(entry, SqlQuery.at(row, "at"), row.getLong("seq"))
                : null;
    }
}
