package io.lockward.cloud.access;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who is recognised: by a password, a session or an API key. [AccountStore] looks after accounts and keys.
@Singleton
final class AccessStore {
    /// Somebody who was recognised.
    ///
    /// @param sites where they may act; `null` for everywhere
    record Somebody(
            String name, List<String> roles, @Nullable List<String> sites) {}

    /// An account as needed to sign in.
    record Account(String name, String passwordHash, List<String> roles) {}

    private final AgroalDataSource database;

    AccessStore(AgroalDataSource database) {
        this.database = database;
    }

    @Nullable
    Account account(String name) {
        return one(
                "select name, password_hash, roles from account where name = ? and disabled_at is null",
                row -> new Account(row.getString(1), row.getString(2), roles(row.getArray(3))),
                name);
    }

    boolean hasAccounts() {
        return one("select 1 from account limit 1", _ -> true) != null;
    }

    boolean hasKeys() {
        return one("select 1 from api_key limit 1", _ -> true) != null;
    }

    /// Begins a session, if the account is still as it was read: the same password, and not disabled. It waits for
    /// whoever changes the account now, so their ending of its sessions misses none.
    ///
    /// @return false when the account is another one by now
    boolean addSession(byte[] hash, Account account, Instant now, Instant expires) {
        update("delete from session where expires_at < ?", now);
        return update(
                        "with mine as (select name from account where name = ? and password_hash = ?"
                                + " and disabled_at is null for share)"
                                + " insert into session (token_hash, account, created_at, seen_at, expires_at)"
                                + " select ?, name, ?, ?, ? from mine",
                        account.name(),
                        account.passwordHash(),
                        hash,
                        now,
                        now,
                        expires)
                == 1;
    }

    void endSession(byte[] hash) {
        update("delete from session where token_hash = ?", hash);
    }

    @Nullable
    Somebody bySession(byte[] hash, Instant now, Instant idleSince) {
        return one(
                "select a.name, a.roles, a.sites from session s join account a on a.name = s.account"
                        + " where s.token_hash = ? and s.expires_at > ? and s.seen_at > ? and a.disabled_at is null",
                row -> new Somebody(row.getString(1), roles(row.getArray(2)), sites(row.getArray(3))),
                hash,
                now,
                idleSince);
    }

    /// A session is used.
    void seen(byte[] hash, Instant now) {
        update("update session set seen_at = ? where token_hash = ? and seen_at < ?", now, hash, now.minusSeconds(60));
    }

    @Nullable
    Somebody byKey(byte[] hash, Instant now) {
        return one(
                "select name, roles, sites from api_key"
                        + " where key_hash = ? and revoked_at is null and (expires_at is null or expires_at > ?)",
                row -> new Somebody("key:" + row.getString(1), roles(row.getArray(2)), sites(row.getArray(3))),
                hash,
                now);
    }

    void audit(Audited audited, Instant now) {
        update(
                "insert into audit (at, actor, action, bank, subject, detail) values (?, ?, ?, ?, ?, ?)",
                now,
                audited.actor(),
                audited.action(),
                audited.bank(),
                audited.subject(),
                audited.detail());
    }

    private static @Nullable List<String> sites(@Nullable Array array) throws SQLException {
        return array == null ? null : roles(array);
    }

    private static List<String> roles(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private <T> @Nullable T one(String sql, SqlQuery.SqlRow<T> read, Object... parameters) {
        return new SqlQuery(sql, parameters).first(database, read);
    }

    private int update(String sql, @Nullable Object... parameters) {
        return new SqlQuery(sql, parameters).update(database);
    }
}
