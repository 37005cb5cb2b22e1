package io.lockward.cloud.packaging;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Links, and who followed them.
@Singleton
final class ShareStore {
    private static final String COLUMNS = "select id, case_id, bank, package, made_by, why, made_at, expires_at,"
            + " downloads_left, bytes, revoked_at, revoked_by from share where true";

    /// A link, without its secret.
    ///
    /// @param packageId what it opens
    record Share(
            UUID id,
            UUID caseId,
            String bank,
            String packageId,
            String madeBy,
            String why,
            Instant madeAt,
            Instant expiresAt,
            int downloadsLeft,
            long bytes,
            @Nullable Instant revokedAt,
            @Nullable String revokedBy) {}

    /// One time that somebody followed it.
    ///
    /// @param what `page`, `download`, or `too-late`
    record Opening(Instant at, String what, String address) {}

    private final AgroalDataSource database;

    ShareStore(AgroalDataSource database) {
        this.database = database;
    }

    void add(Share share, byte[] name) {
        new SqlQuery(
                        "insert into share (id, case_id, bank, package, token_hash, made_by, why, made_at, expires_at,"
                                + " downloads_left, bytes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        share.id(),
                        share.caseId(),
                        share.bank(),
                        share.packageId(),
                        name,
                        share.madeBy(),
                        share.why(),
                        share.madeAt(),
                        share.expiresAt(),
                        share.downloadsLeft(),
                        share.bytes())
                .update(database);
    }

    @Nullable
    Share named(byte[] name) {
        return new SqlQuery(COLUMNS).and(" and token_hash = ?", name).first(database, ShareStore::share);
    }

    /// Takes one download; false when the link opens nothing any more. Of two that take the last one, one gets it.
    boolean take(UUID share, Instant now) {
        return new SqlQuery(
                                "update share set downloads_left = downloads_left - 1 where id = ?"
                                        + " and revoked_at is null and removed_at is null and expires_at > ?"
                                        + " and downloads_left > 0",
                                share,
                                now)
                        .update(database)
                == 1;
    }

    void opened(UUID share, Opening opening) {
        new SqlQuery(
                        "insert into share_opening (share, at, what, address) values (?, ?, ?, ?)",
                        share,
                        opening.at(),
                        opening.what(),
                        opening.address())
                .update(database);
    }

    /// Of a case, the newest first.
    List<Share> ofCase(UUID caseId) {
        return new SqlQuery(COLUMNS)
                .and(" and case_id = ? order by made_at desc limit 200", caseId)
                .list(database, ShareStore::share);
    }

    /// The newest first.
    List<Opening> openings(UUID share) {
        return new SqlQuery(
                        "select at, what, address from share_opening where share = ? order by at desc, id desc limit 200",
                        share)
                .list(
                        database,
                        row -> new Opening(SqlQuery.at(row, "at"), row.getString("what"), row.getString("address")));
    }

    /// Where a bank stands; `null` when it is not known.
    @Nullable
    String siteOf(String bank) {
        return new SqlQuery("select site from bank where id = ?", bank).first(database, row -> row.getString(1));
    }

    /// Those of these that are links.
    Set<UUID> known(Collection<UUID> ids) {
        return new HashSet<>(new SqlQuery("select id from share where id = any (?)", ids)
                .list(database, row -> row.getObject("id", UUID.class)));
    }

    /// @return false when there is none of this case, or it was revoked before
    boolean revoke(UUID caseId, UUID share, String by, Instant now) {
        return new SqlQuery(
                                "update share set revoked_at = ?, revoked_by = ? where id = ? and case_id = ?"
                                        + " and revoked_at is null",
                                now,
                                by,
                                share,
                                caseId)
                        .update(database)
                == 1;
    }

    /// Links that open nothing any more, and whose files are not known to be gone.
    List<UUID> toRemove(Instant now) {
        return new SqlQuery(
                        "select id from share where removed_at is null and (expires_at <= ? or revoked_at is not null"
                                + " or downloads_left = 0) limit 500",
                        now)
                .list(database, row -> row.getObject("id", UUID.class));
    }

    void removed(UUID share, Instant now) {
        new SqlQuery("update share set removed_at = ? where id = ?", now, share).update(database);
    }

    private static Share share(ResultSet row) throws SQLException {
        return new Share(
                row.getObject("id", UUID.class),
                row.getObject("case_id", UUID.class),
                row.getString("bank"),
                row.getString("package"),
                row.getString("made_by"),
                row.getString("why"),
                SqlQuery.at(row, "made_at"),
                SqlQuery.at(row, "expires_at"),
                row.getInt("downloads_left"),
                row.getLong("bytes"),
                SqlQuery.instant(row, "revoked_at"),
                row.getString("revoked_by"));
    }
}
