package io.lockward.cloud.clip;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.protocol.BankId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who opened what. Rows are only ever added.
@Singleton
final class LookStore {
    private static final String COLUMNS =
            "select id, at, until, person, role, session, case_id, kind, site, bank, clip,"
                    + " what, why from clip_access where true";

    /// @param session whose it is
    record Kept(Look look, String session) {}

    private final AgroalDataSource database;

    LookStore(AgroalDataSource database) {
        this.database = database;
    }

    void add(Look look, String session) {
        new SqlQuery(
                        "insert into clip_access (id, at, until, person, role, session, case_id, kind, site, bank, clip,"
                                + " what, why) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        look.id(),
                        look.at(),
                        look.until(),
                        look.person(),
                        look.role(),
                        session,
                        look.caseId(),
                        look.kind(),
                        look.site(),
                        look.clip().bank().value(),
                        look.clip().clip(),
                        look.what().word(),
                        look.why())
                .update(database);
    }

    @Nullable
    Kept find(UUID id) {
        return new SqlQuery(COLUMNS)
                .and(" and id = ?", id)
                .first(database, row -> new Kept(look(row), row.getString("session")));
    }

    /// A case's, oldest first.
    List<Look> ofCase(UUID caseId) {
        return new SqlQuery(COLUMNS)
                .and(" and case_id = ? order by at, id limit 10000", caseId)
                .list(database, LookStore::look);
    }

    /// How often footage of a site was opened in a span, by why there was a case and by what was done.
    List<FootageCounts.Opened> counts(String site, Instant from, Instant until) {
        return new SqlQuery(
                        "select kind, what, count(*) as times, count(distinct (bank, clip)) as clips,"
                                + " count(distinct person) as people from clip_access"
                                + " where site = ? and at >= ? and at < ? group by kind, what order by kind, what",
                        site,
                        from,
                        until)
                .list(
                        database,
                        row -> new FootageCounts.Opened(
                                row.getString("kind"),
                                row.getString("what"),
                                row.getLong("times"),
                                row.getLong("clips"),
                                row.getLong("people")));
    }

    private static Look look(ResultSet row) throws SQLException {
        return new Look(
                row.getObject("id", UUID.class),
                SqlQuery.at(row, "at"),
                SqlQuery.at(row, "until"),
                row.getString("person"),
                row.getString("role"),
                row.getObject("case_id", UUID.class),
                row.getString("kind"),
                row.getString("site"),
                new ClipKey(new BankId(row.getString("bank")), row.getString("clip")),
                Look.What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                row.getString("why"));
    }
}
