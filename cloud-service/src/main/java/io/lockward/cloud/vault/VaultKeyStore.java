package io.lockward.cloud.vault;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/// The names of the master keys in use, so that a replica with another file is found out.
@Singleton
final class VaultKeyStore {
    private final AgroalDataSource database;

    VaultKeyStore(AgroalDataSource database) {
        this.database = database;
    }

    List<String> names() {
        return new SqlQuery("select kid from clip_master_key order by made_at, kid")
                .list(database, row -> row.getString(1));
    }

    /// Names the first one; only one replica can.
    void nameFirst(String kid, Instant now) {
        new SqlQuery(
                        "insert into clip_master_key (kid, made_at, first) values (?, ?, true) on conflict do nothing",
                        kid,
                        now)
                .update(database);
    }

    void name(String kid, Instant now) {
        new SqlQuery("insert into clip_master_key (kid, made_at) values (?, ?) on conflict do nothing", kid, now)
                .update(database);
    }

    /// Forgets those that no clip needs any more.
    void forget(String newest) {
        new SqlQuery(
                        "delete from clip_master_key k where kid <> ?"
                                + " and not exists (select from clip c where c.master_key = k.kid)",
                        newest)
                .update(database);
    }
}
