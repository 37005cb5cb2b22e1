package io.lockward.cloud.fleet;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.cloud.store.SqlReportedRows;
import io.lockward.fleet.Reported;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Banks, what they reported, and how much of their journals is here.
@Singleton
final class FleetReadStore {
    private final AgroalDataSource database;

    FleetReadStore(AgroalDataSource database) {
        this.database = database;
    }

    /// Banks by id.
    List<BankRow> banks(@Nullable String site, @Nullable String words, @Nullable String after, int limit) {
        String like = words == null ? null : "%" + words.replaceAll("([%_\\\\])", "\\\\$1") + "%";
        return new SqlQuery(BankRows.SQL)
                .when(site != null, " and b.site = ?", site)
                .when(like != null, " and (b.id ilike ? or b.name ilike ? or s.name ilike ?)", like, like, like)
                .when(after != null, " and b.id > ?", after)
                .and(" order by b.id limit ?", limit)
                .list(database, FleetReadStore::bank);
    }

    @Nullable
    BankRow bank(String id) {
        return new SqlQuery(BankRows.SQL).and(" and b.id = ?", id).first(database, FleetReadStore::bank);
    }

    List<BankView.SiteView> sites() {
        return new SqlQuery("select id as site_id, name as site_name, time_zone from site order by id")
                .list(database, FleetReadStore::site);
    }

    List<Reported> reported(String bank) {
        List<Reported> words = new ArrayList<>();
        for (Reported word : new SqlQuery("select * from reported where bank = ?", bank)
                .<@Nullable Reported>list(database, SqlReportedRows::word)) {
            if (word != null) {
                words.add(word);
            }
        }
        return words;
    }

    TwinView.@Nullable JournalView journal(String bank) {
        return new SqlQuery(
                        "select journal, epoch, up_to, coalesce((select sum(upper(r) - lower(r)) from unnest(received) r), 0)"
                                + " as received from journal where bank = ? order by epoch desc limit 1",
                        bank)
                .first(
                        database,
                        row -> new TwinView.JournalView(
                                row.getObject("journal", UUID.class),
                                row.getLong("epoch"),
                                row.getLong("up_to"),
                                row.getLong("received")));
    }

    /// Registers a bank and its site; a bank that showed up by itself becomes a registered one.
    ///
    /// @return false when it is registered already
    boolean register(String id, String name, BankView.SiteView site, @Nullable String layout, Instant now) {
        new SqlQuery(
                        "insert into site (id, name, time_zone) values (?, ?, ?)"
                                + " on conflict (id) do update set name = excluded.name, time_zone = excluded.time_zone",
                        site.id(),
                        site.name(),
                        site.timeZone())
                .update(database);
        return new SqlQuery(
                                "insert into bank (id, name, site, layout, registered_at) values (?, ?, ?, ?, ?)"
                                        + " on conflict (id) do update set name = excluded.name, site = excluded.site,"
                                        + " layout = excluded.layout, registered_at = excluded.registered_at"
                                        + " where bank.registered_at is null",
                                id,
                                name,
                                site.id(),
                                layout,
                                now)
                        .update(database)
                == 1;
    }

    private static BankRow bank(ResultSet row) throws SQLException {
        return new BankRow(
                row.getString("id"),
                row.getString("name"),
                site(row),
                row.getString("layout"),
                row.getString("public_key"),
                SqlQuery.instant(row, "key_set_at"),
                row.getBoolean("registered"),
                presence(row),
                row.getString("json") == null ? null : SqlReportedRows.word(row),
                row.getInt("doors"),
                row.getInt("open"),
                row.getInt("jammed"),
                row.getInt("laid_out"));
    }

    private static BankView.SiteView site(ResultSet row) throws SQLException {
        return new BankView.SiteView(row.getString("site_id"), row.getString("site_name"), row.getString("time_zone"));
    }

    private static @Nullable PresenceState presence(ResultSet row) throws SQLException {
        String state = row.getString("state");
        if (state == null) {
            return null;
        }
        Presence newest = new Presence(
                Presence.State.valueOf(state.toUpperCase(Locale.ROOT)),
                SqlQuery.at(row, "said_at"),
                row.getLong("boot"),
                new BootId(row.getObject("boot_id", UUID.class)),
                row.getLong("up"),
                new SessionId(row.getObject("session", UUID.class)),
                row.getString("version"),
                new JournalId(row.getObject("said_journal", UUID.class)),
                row.getLong("said_epoch"),
                row.getLong("next_seq"));
        return new PresenceState(
                new BankId(row.getString("id")),
                newest,
                SqlQuery.at(row, "since"),
                SqlQuery.at(row, "last_seen"),
                SqlQuery.number(row, "clock_offset_millis"),
                row.getBoolean("proven"));
    }
}
