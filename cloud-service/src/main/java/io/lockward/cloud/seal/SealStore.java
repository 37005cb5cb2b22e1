package io.lockward.cloud.seal;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.Subjects;
import io.lockward.protocol.BankId;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The public half of the seal key, and what banks sealed to it.
@Singleton
final class SealStore {
    private final AgroalDataSource database;

    SealStore(AgroalDataSource database) {
        this.database = database;
    }

    /// A bank's newest secret, as it sealed it.
    @Nullable
    String sealed(BankId bank) {
        return new SqlQuery(
                        "select json from reported where bank = ? and subject = ?",
                        bank.value(),
                        Subjects.TICKETS_SECRET)
                .<@Nullable String>list(database, row -> secret(row.getString("json"))).stream()
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable String secret(String json) {
        return WireJson.entry(json.getBytes(StandardCharsets.UTF_8))
                                instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                        && stamped.entry() instanceof TicketEntry.Secret secret
                ? secret.sealed()
                : null;
    }

    @Nullable
    SealKey sealKey() {
        return new SqlQuery("select kid, x from seal_key order by made_at desc limit 1")
                .first(database, row -> new SealKey(row.getString("kid"), row.getString("x")));
    }

    /// Proposes a seal key; the first one proposed stands.
    SealKey agree(SealKey mine, Instant now) {
        new SqlQuery(
                        "insert into seal_key (kid, x, made_at) values (?, ?, ?) on conflict do nothing",
                        mine.kid(),
                        mine.x(),
                        now)
                .update(database);
        SealKey standing = sealKey();
        return standing == null ? mine : standing;
    }
}
