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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The public halves of the seal keys, what banks sealed to them, and what the service locked away with them.
@Singleton
final class SealStore {
    /// A key, and how many banks' newest secrets are sealed to it.
    record Agreed(SealKey key, Instant at, long banks) {}

    /// Something the service locked away for itself.
    ///
    /// @param whose `courier` or `webhook`
    record Text(String whose, String id, String locked) {
        /// What it was locked away for.
        String what() {
            return whose + "/" + id;
        }
    }

    private static final String AGREED = """
            select k.kid, k.x, k.made_at,
                (select count(*) from reported s where s.subject = ? and s.json::json ->> 'kid' = k.kid) as banks
            from seal_key k order by k.made_at desc, k.kid""";

    private static final String BEHIND = """
            select b.id as bank, s.json::json ->> 'kid' as kid, (s.json::json ->> 'generation')::int as generation
            from bank b left join reported s on s.bank = b.id and s.subject = ?
            where s.json::json ->> 'kid' is distinct from ? order by b.id limit ?""";

    private static final String TEXTS = """
            select 'courier' as whose, id, sealed_code as locked from courier where ended_at is null
            union all select 'webhook', id, sealed_secret from webhook where ended_at is null order by 1, 2""";

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

    /// What replicas agreed on, the newest first: that one is in use.
    List<Agreed> agreed() {
        return new SqlQuery(AGREED, Subjects.TICKETS_SECRET)
                .list(
                        database,
                        row -> new Agreed(
                                new SealKey(row.getString("kid"), row.getString("x")),
                                SqlQuery.at(row, "made_at"),
                                row.getLong("banks")));
    }

    /// Proposes a seal key. One that was proposed before keeps its place.
    void agree(SealKey mine, Instant now) {
        new SqlQuery(
                        "insert into seal_key (kid, x, made_at) values (?, ?, ?) on conflict do nothing",
                        mine.kid(),
                        mine.x(),
                        now)
                .update(database);
    }

    /// Banks whose newest secret is sealed to another key, by id.
    List<SealResource.SealBankView> behind(@Nullable String inUse, int limit) {
        return new SqlQuery(BEHIND, Subjects.TICKETS_SECRET, inUse, limit).list(database, row -> {
            Long generation = SqlQuery.number(row, "generation");
            return new SealResource.SealBankView(
                    row.getString("bank"),
                    row.getString("kid"),
                    generation == null ? null : Math.toIntExact(generation));
        });
    }

    /// What the service locked away.
    List<Text> texts() {
        return new SqlQuery(TEXTS)
                .list(database, row -> new Text(row.getString("whose"), row.getString("id"), row.getString("locked")));
    }

    /// Puts another text in its place, unless that has changed since.
    void replace(Text before, String locked) {
        String statement = before.whose().equals("courier")
                ? "update courier set sealed_code = ? where id = ? and sealed_code = ?"
                : "update webhook set sealed_secret = ? where id = ? and sealed_secret = ?";
        new SqlQuery(statement, locked, before.id(), before.locked()).update(database);
    }
}
