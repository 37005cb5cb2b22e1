package io.lockward.cloud.policy;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.protocol.key.VerifyingKey;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which bank has which key set, and which key of its own.
@Singleton
final class BankKeyReadStore {
    private static final String KEYED = """
            from (select b.id, b.name, coalesce((r.json::jsonb ->> 'version')::bigint, 0) as version,
                         r.received_at as reported_at,
                         case when x.received_at > coalesce(r.received_at, '-infinity')
                              then x.json::jsonb ->> 'problem' end as problem,
                         b.public_key, b.key_set_at, coalesce(p.proven, false) as proven, p.last_seen,
                         (select min(a.raised_at) from alarm a where a.bank = b.id and a.kind = 'identity-doubtful'
                          and a.cleared_at is null) as doubtful_since
                  from bank b left join presence p on p.bank = b.id
                  left join reported r on r.bank = b.id and r.subject = 'keys'
                  left join reported x on x.bank = b.id and x.subject = 'keys/refused') keyed
            where true""";

    private static final String UNKEYED = "public_key is null";
    private static final String DOUBTFUL = "public_key is not null and last_seen is not null and not proven";

    private final AgroalDataSource database;

    BankKeyReadStore(AgroalDataSource database) {
        this.database = database;
    }

    /// @param version the key set in force
    KeySetView.BankCounts counts(long version) {
        KeySetView.BankCounts counts = new SqlQuery(
                        "select count(*) as banks, count(*) filter (where version >= ?) as current,"
                                + " count(*) filter (where " + UNKEYED + ") as unkeyed,"
                                + " count(*) filter (where " + DOUBTFUL + ") as doubtful " + KEYED,
                        version)
                .first(
                        database,
                        row -> new KeySetView.BankCounts(
                                row.getLong("banks"),
                                row.getLong("current"),
                                row.getLong("unkeyed"),
                                row.getLong("doubtful")));
        return counts == null ? new KeySetView.BankCounts(0, 0, 0, 0) : counts;
    }

    /// By bank.
    ///
    /// @param only `behind`, `unkeyed` or `doubtful`; `null` for all
    /// @param version the key set in force
    List<KeySetView.BankView> banks(@Nullable String only, long version, @Nullable String after, int limit) {
        return new SqlQuery("select * " + KEYED)
                .when("behind".equals(only), " and version < ?", version)
                .when("unkeyed".equals(only), " and " + UNKEYED)
                .when("doubtful".equals(only), " and " + DOUBTFUL)
                .when(after != null, " and id > ?", after)
                .and(" order by id limit ?", limit)
                .list(database, row -> bank(row, version));
    }

    private static KeySetView.BankView bank(ResultSet row, long version) throws SQLException {
        String key = row.getString("public_key");
        return new KeySetView.BankView(
                row.getString("id"),
                row.getString("name"),
                row.getLong("version"),
                row.getLong("version") >= version,
                SqlQuery.instant(row, "reported_at"),
                row.getString("problem"),
                key == null ? null : new VerifyingKey(key).thumbprint(),
                SqlQuery.instant(row, "key_set_at"),
                row.getBoolean("proven"),
                SqlQuery.instant(row, "last_seen"),
                SqlQuery.instant(row, "doubtful_since"));
    }
}
