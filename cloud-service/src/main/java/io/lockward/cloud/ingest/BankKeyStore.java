package io.lockward.cloud.ingest;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.protocol.BankId;
import io.lockward.protocol.key.VerifyingKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/// The banks' registered public keys.
@Singleton
final class BankKeyStore {
    record BankKey(BankId bank, VerifyingKey key, Instant setAt) {}

    private final AgroalDataSource database;

    BankKeyStore(AgroalDataSource database) {
        this.database = database;
    }

    /// Keys registered since, oldest first.
    List<BankKey> since(Instant from) {
        return new SqlQuery(
                        "select id, public_key, key_set_at from bank where public_key is not null and key_set_at >= ?"
                                + " order by key_set_at",
                        from)
                .list(
                        database,
                        row -> new BankKey(
                                new BankId(row.getString("id")),
                                new VerifyingKey(row.getString("public_key")),
                                SqlQuery.at(row, "key_set_at")));
    }

    /// @param replace whether a key that is there may be replaced
    /// @return false when nothing was changed
    boolean set(BankId bank, VerifyingKey key, boolean replace, Instant now) {
        return new SqlQuery("update bank set public_key = ?, key_set_at = ? where id = ?", key.x(), now, bank.value())
                        .when(!replace, " and (public_key is null or public_key = ?)", key.x())
                        .update(database)
                == 1;
    }
}
