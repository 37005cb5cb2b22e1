package io.lockward.cloud.access;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Accounts and API keys, for whoever looks after them. Its statements join the caller's transaction.
@Singleton
class AccountStore {
    /// @param sites where a property's manager may act; `null` when nobody narrowed it
    /// @param seenAt when one of its sessions was last used, as long as that session is kept
    record Kept(
            String name,
            List<String> roles,
            @Nullable List<String> sites,
            Instant createdAt,
            @Nullable Instant disabledAt,
            @Nullable Instant seenAt) {}

    /// @param revokedAt `null` while it is not revoked
    record ProgramKey(
            UUID id,
            String name,
            List<String> roles,
            @Nullable List<String> sites,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {
        /// One that does not end by itself.
        static ProgramKey lasting(String name, String role, Instant now) {
            return new ProgramKey(UUID.randomUUID(), name, List.of(role), null, now, null, null);
        }
    }

    private static final String ACCOUNTS = "select name, roles, sites, created_at, disabled_at,"
            + " (select max(seen_at) from session s where s.account = a.name) as seen_at from account a where true";
    private static final String KEYS =
            "select id, name, roles, sites, created_at, expires_at, revoked_at from api_key where true";

    private final AgroalDataSource database;

    AccountStore(AgroalDataSource database) {
        this.database = database;
    }

    List<Kept> accounts(@Nullable String after, int limit) {
        return new SqlQuery(ACCOUNTS)
                .when(after != null, " and name > ?", after)
                .and(" order by name limit ?", limit)
                .list(database, AccountStore::kept);
    }

    @Nullable
    Kept account(String name) {
        return new SqlQuery(ACCOUNTS).and(" and name = ?", name).first(database, AccountStore::kept);
    }

    /// Those who may do everything and are not disabled. They stay as they are until the transaction ends, so that two
    /// administrators cannot take the right from each other at once.
    List<String> administrators() {
        return new SqlQuery(
                        "select name from account where ? = any (roles) and disabled_at is null order by name for update",
                        Role.ADMIN_ROLE)
                .list(database, row -> row.getString(1));
    }

    List<String> unknownSites(List<String> sites) {
        return new SqlQuery(
                        "select wanted from unnest(?) wanted where wanted not in (select id from site) order by wanted",
                        sites)
                .list(database, row -> row.getString(1));
    }

    /// @return false when there is one of that name
    boolean add(String name, String hash, String role, @Nullable List<String> sites, Instant now) {
        return new SqlQuery(
                                "insert into account (name, password_hash, roles, sites, created_at)"
                                        + " values (?, ?, ?, ?, ?) on conflict do nothing",
                                name,
                                hash,
                                List.of(role),
                                sites,
                                now)
                        .update(database)
                == 1;
    }

    void change(String name, String role, @Nullable List<String> sites, @Nullable Instant disabledAt) {
        new SqlQuery(
                        "update account set roles = ?, sites = ?, disabled_at = ? where name = ?",
                        List.of(role),
                        sites,
                        disabledAt,
                        name)
                .update(database);
    }

    void setPassword(String name, String hash) {
        new SqlQuery("update account set password_hash = ? where name = ?", hash, name).update(database);
    }

    /// Replaces a password that is still the one it was read as.
    ///
    /// @return false when it is another one by now, or the account is disabled
    boolean changePassword(String name, String before, String hash) {
        return new SqlQuery(
                                "update account set password_hash = ?"
                                        + " where name = ? and password_hash = ? and disabled_at is null",
                                hash,
                                name,
                                before)
                        .update(database)
                == 1;
    }

    /// @param but the one that goes on, by its hash; `null` ends all
    void endSessions(String account, byte @Nullable [] but) {
        new SqlQuery("delete from session where account = ?", account)
                .when(but != null, " and token_hash <> ?", but)
                .update(database);
    }

    List<ProgramKey> keys(@Nullable String after, int limit) {
        return new SqlQuery(KEYS)
                .when(after != null, " and id::text > ?", after)
                .and(" order by id::text limit ?", limit)
                .list(database, AccountStore::key);
    }

    @Nullable
    ProgramKey key(UUID id) {
        return new SqlQuery(KEYS).and(" and id = ?", id).first(database, AccountStore::key);
    }

    void addKey(ProgramKey key, byte[] hash) {
        new SqlQuery(
                        "insert into api_key (id, name, key_hash, roles, sites, created_at, expires_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        key.id(),
                        key.name(),
                        hash,
                        key.roles(),
                        key.sites(),
                        key.createdAt(),
                        key.expiresAt())
                .update(database);
    }

    void revoke(UUID id, Instant now) {
        new SqlQuery("update api_key set revoked_at = ? where id = ? and revoked_at is null", now, id).update(database);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getString("name"),
                texts(row.getArray("roles")),
                row.getArray("sites") == null ? null : texts(row.getArray("sites")),
                SqlQuery.at(row, "created_at"),
                SqlQuery.instant(row, "disabled_at"),
                SqlQuery.instant(row, "seen_at"));
    }

    private static ProgramKey key(ResultSet row) throws SQLException {
        return new ProgramKey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                texts(row.getArray("roles")),
                row.getArray("sites") == null ? null : texts(row.getArray("sites")),
                SqlQuery.at(row, "created_at"),
                SqlQuery.instant(row, "expires_at"),
                SqlQuery.instant(row, "revoked_at"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
