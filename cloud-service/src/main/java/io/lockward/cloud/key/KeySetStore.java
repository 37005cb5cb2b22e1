package io.lockward.cloud.key;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.protocol.BankId;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Key sets, and which bank reported which.
@Singleton
final class KeySetStore {
    record Stored(long version, String jws, String by, Instant at) {}

    /// @param keySet the set as the root signed it; `null` when the bank's entry could not be read
    record Report(BankId bank, long version, @Nullable String keySet, Instant receivedAt) {}

    private final AgroalDataSource database;

    KeySetStore(AgroalDataSource database) {
        this.database = database;
    }

    @Nullable
    Stored newest() {
        return new SqlQuery("select version, jws, put_by, put_at from key_set order by version desc limit 1")
                .first(
                        database,
                        row -> new Stored(
                                row.getLong("version"),
                                row.getString("jws"),
                                row.getString("put_by"),
                                SqlQuery.at(row, "put_at")));
    }

    /// @return false when this version or a newer one is there
    boolean put(Stored set) {
        return new SqlQuery(
                                "insert into key_set (version, jws, put_by, put_at) select ?, ?, ?, ?"
                                        + " where not exists (select 1 from key_set where version >= ?)"
                                        + " on conflict do nothing",
                                set.version(),
                                set.jws(),
                                set.by(),
                                set.at(),
                                set.version())
                        .update(database)
                == 1;
    }

    /// What banks reported since, oldest first.
    List<Report> reportedSince(Instant from) {
        return new SqlQuery(
                        "select bank, json, received_at from reported where subject = 'keys' and received_at >= ?"
                                + " order by received_at",
                        from)
                .list(
                        database,
                        row -> report(
                                new BankId(row.getString("bank")),
                                row.getString("json"),
                                SqlQuery.at(row, "received_at")));
    }

    private static Report report(BankId bank, String json, Instant at) {
        return WireJson.entry(json.getBytes(StandardCharsets.UTF_8))
                                instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                        && stamped.entry() instanceof ConfigEntry.KeysApplied applied
                ? new Report(bank, applied.version(), applied.keySet(), at)
                : new Report(bank, 0, null, at);
    }
}
