package io.lockward.cloud.notice;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Endpoints of integrators, as rows.
@Singleton
final class WebhookStore {
    /// An endpoint and how telling it goes.
    record Followed(Webhook webhook, EndpointHealth health) {}

    private static final String COLUMNS =
            "select w.id, w.url, w.sealed_secret, w.kinds, w.banks, w.made_by, w.made_at, w.paused_by, w.paused_at";

    private static final String ONE = COLUMNS + " from webhook w where w.ended_at is null";

    /// Only what was not taken is counted, which is little; of what was taken, the newest alone is looked at. What
    /// ended before the endpoint began was another's of the same id.
    private static final String FOLLOWED = COLUMNS + """
            , u.waiting, u.retrying, u.dead, f.failed_at, f.status, f.problem,
                (select max(n.ended_at) from notice n
                    where n.target = w.id and n.channel = 'webhook' and n.state = 'sent'
                    and n.ended_at >= w.began_at) as taken_at
            from webhook w
            left join lateral (select count(*) filter (where n.state = 'waiting') as waiting,
                    count(*) filter (where n.state = 'waiting' and n.problem is not null) as retrying,
                    count(*) filter (where n.state = 'dead' and n.ended_at >= w.began_at) as dead
                from notice n
                where n.target = w.id and n.channel = 'webhook' and n.state in ('waiting', 'dead')) u on true
            left join lateral (select coalesce(n.tried_at, n.ended_at) as failed_at, n.status, n.problem
                from notice n
                where n.target = w.id and n.channel = 'webhook' and n.state in ('waiting', 'dead')
                    and n.problem is not null and coalesce(n.tried_at, n.ended_at) >= w.began_at
                order by 1 desc limit 1) f on true
            where w.ended_at is null""";

    private final AgroalDataSource database;

    WebhookStore(AgroalDataSource database) {
        this.database = database;
    }

    /// By id.
    List<Followed> all() {
        return new SqlQuery(FOLLOWED + " order by w.id").list(database, WebhookStore::followed);
    }

    @Nullable
    Followed followed(String id) {
        return new SqlQuery(FOLLOWED + " and w.id = ?", id).first(database, WebhookStore::followed);
    }

    @Nullable
    Webhook find(String id) {
        return new SqlQuery(ONE + " and w.id = ?", id).first(database, WebhookStore::webhook);
    }

    /// Inserts or changes one. One that rests goes on resting.
    void put(Webhook webhook) {
        new SqlQuery(
                        "insert into webhook as w (id, url, sealed_secret, kinds, banks, made_by, made_at, began_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set url = excluded.url,"
                                + " sealed_secret = excluded.sealed_secret, kinds = excluded.kinds, banks = excluded.banks,"
                                + " made_by = excluded.made_by, made_at = excluded.made_at, ended_at = null,"
                                + " began_at = case when w.ended_at is null then w.began_at else excluded.began_at end,"
                                + " paused_by = case when w.ended_at is null then w.paused_by end,"
                                + " paused_at = case when w.ended_at is null then w.paused_at end",
                        webhook.id(),
                        webhook.url(),
                        webhook.lockedSecret(),
                        webhook.kinds(),
                        webhook.banks(),
                        webhook.madeBy(),
                        webhook.madeAt(),
                        webhook.madeAt())
                .update(database);
    }

    /// Lets it rest. One that rests already keeps who said so first.
    void pause(String id, String by, Instant now) {
        new SqlQuery(
                        "update webhook set paused_by = ?, paused_at = ?"
                                + " where id = ? and ended_at is null and paused_at is null",
                        by,
                        now,
                        id)
                .update(database);
    }

    /// Lets it hear again, also of what waited meanwhile.
    void resume(String id) {
        new SqlQuery("update webhook set paused_by = null, paused_at = null where id = ? and ended_at is null", id)
                .update(database);
    }

    /// Ends an endpoint, and what was to go there.
    ///
    /// @param madeAt only if it is still as it was made then; whoever changed it since means another one
    /// @return false when it was ended or changed meanwhile; nothing was done then
    boolean end(String id, Instant madeAt, Instant now) {
        int ended = new SqlQuery(
                        "update webhook set ended_at = ?, sealed_secret = ''"
                                + " where id = ? and made_at = ? and ended_at is null",
                        now,
                        id,
                        madeAt)
                .update(database);
        if (ended == 0) {
            return false;
        }
        new SqlQuery(
                        "update notice set state = 'dropped', ended_at = ?, problem = 'The endpoint was ended.'"
                                + " where channel = 'webhook' and target = ? and state = 'waiting'",
                        now,
                        id)
                .update(database);
        return true;
    }

    private static Followed followed(ResultSet row) throws SQLException {
        Long status = SqlQuery.number(row, "status");
        return new Followed(
                webhook(row),
                new EndpointHealth(
                        row.getLong("waiting"),
                        row.getLong("retrying"),
                        row.getLong("dead"),
                        SqlQuery.instant(row, "taken_at"),
                        SqlQuery.instant(row, "failed_at"),
                        status == null ? null : status.intValue(),
                        row.getString("problem")));
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        Instant paused = SqlQuery.instant(row, "paused_at");
        return new Webhook(
                row.getString("id"),
                row.getString("url"),
                row.getString("sealed_secret"),
                words(row, "kinds"),
                words(row, "banks"),
                row.getString("made_by"),
                SqlQuery.at(row, "made_at"),
                paused == null ? null : new Webhook.Paused(row.getString("paused_by"), paused));
    }

    private static @Nullable List<String> words(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : Arrays.asList((String[]) array.getArray());
    }
}
