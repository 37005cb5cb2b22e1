package io.lockward.cloud.notice;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.cloud.store.SqlParcelRows;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelNews;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ParcelId;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is to be told, and to which endpoints.
@Singleton
final class NoticeStore {
    /// Where a parcel is, for people.
    record Site(String bank, String site) {}

    /// A notice as a list shows it.
    record Row(
            UUID id,
            String bank,
            UUID parcel,
            String kind,
            String channel,
            String target,
            String state,
            int attempts,
            Instant createdAt,
            @Nullable Instant nextAt,
            @Nullable Instant endedAt,
            @Nullable String problem) {}

    private static final String TAKE = """
            update notice set attempts = attempts + 1, next_at = ?
            where id in (select id from notice where state = 'waiting' and next_at <= ? order by next_at limit ?
                for update skip locked)
            returning id, bank, parcel, kind, channel, target, attempts, created_at""";

    private static final String WEBHOOKS =
            "select id, url, sealed_secret, kinds, banks, made_by, made_at from webhook where ended_at is null";

    private final AgroalDataSource database;

    NoticeStore(AgroalDataSource database) {
        this.database = database;
    }

    /// Takes what is due, for as long as it takes to send it; nobody else takes it meanwhile.
    List<Notice> take(Instant now, Instant until, int limit) {
        return new SqlQuery(TAKE, until, now, limit)
                .list(
                        database,
                        row -> new Notice(
                                row.getObject("id", UUID.class),
                                new ParcelKey(
                                        new BankId(row.getString("bank")),
                                        new ParcelId(row.getObject("parcel", UUID.class))),
                                ParcelNews.Kind.ofWord(row.getString("kind")),
                                row.getString("channel").equals("email")
                                        ? Notice.Channel.EMAIL
                                        : Notice.Channel.WEBHOOK,
                                row.getString("target"),
                                row.getInt("attempts"),
                                SqlQuery.at(row, "created_at")));
    }

    /// @param state `sent`, `dead` or `dropped`
    void end(UUID id, String state, @Nullable String problem, Instant now) {
        new SqlQuery(
                        "update notice set state = ?, problem = ?, ended_at = ? where id = ? and state = 'waiting'",
                        state,
                        problem,
                        now,
                        id)
                .update(database);
    }

    void later(UUID id, String problem, Instant next) {
        new SqlQuery("update notice set problem = ?, next_at = ? where id = ? and state = 'waiting'", problem, next, id)
                .update(database);
    }

    /// Lets one that came to nothing be sent again, with the same id.
    boolean revive(UUID id, Instant now) {
        return new SqlQuery(
                                "update notice set state = 'waiting', attempts = 0, next_at = ?, ended_at = null"
                                        + " where id = ? and state = 'dead'",
                                now,
                                id)
                        .update(database)
                == 1;
    }

    @Nullable
    ParcelRecord parcel(ParcelKey parcel) {
        return new SqlQuery(
                        "select * from parcel where bank = ? and id = ?",
                        parcel.bank().value(),
                        parcel.parcel().value())
                .first(database, SqlParcelRows::record);
    }

    Site site(BankId bank) {
        Site site = new SqlQuery(
                        "select b.name as bank, s.name as site from bank b join site s on s.id = b.site where b.id = ?",
                        bank.value())
                .first(database, row -> new Site(row.getString("bank"), row.getString("site")));
        return site == null ? new Site(bank.value(), bank.value()) : site;
    }

    List<Row> list(
            @Nullable String state, @Nullable String target, @Nullable Instant before, @Nullable UUID id, int limit) {
        return new SqlQuery("select * from notice where true")
                .when(state != null, " and state = ?", state)
                .when(target != null, " and target = ?", target)
                .when(before != null, " and (created_at, id) < (?, ?)", before, id)
                .and(" order by created_at desc, id desc limit ?", limit)
                .list(database, NoticeStore::row);
    }

    @Nullable
    Row find(UUID id) {
        return new SqlQuery("select * from notice where id = ?", id).first(database, NoticeStore::row);
    }

    private static Row row(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("bank"),
                row.getObject("parcel", UUID.class),
                row.getString("kind"),
                row.getString("channel"),
                row.getString("target"),
                state,
                row.getInt("attempts"),
                SqlQuery.at(row, "created_at"),
                state.equals("waiting") ? SqlQuery.instant(row, "next_at") : null,
                SqlQuery.instant(row, "ended_at"),
                row.getString("problem"));
    }

    List<Webhook> webhooks() {
        return new SqlQuery(WEBHOOKS + " order by id").list(database, NoticeStore::webhook);
    }

    @Nullable
    Webhook webhook(String id) {
        return new SqlQuery(WEBHOOKS + " and id = ?", id).first(database, NoticeStore::webhook);
    }

    void put(Webhook webhook) {
        new SqlQuery(
                        "insert into webhook (id, url, sealed_secret, kinds, banks, made_by, made_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set url = excluded.url,"
                                + " sealed_secret = excluded.sealed_secret, kinds = excluded.kinds, banks = excluded.banks,"
                                + " made_by = excluded.made_by, made_at = excluded.made_at, ended_at = null",
                        webhook.id(),
                        webhook.url(),
                        webhook.lockedSecret(),
                        webhook.kinds(),
                        webhook.banks(),
                        webhook.madeBy(),
                        webhook.madeAt())
                .update(database);
    }

    /// Ends an endpoint, and what was to go there.
    void endWebhook(String id, Instant now) {
        new SqlQuery("update webhook set ended_at = ?, sealed_secret = '' where id = ? and ended_at is null", now, id)
                .update(database);
        new SqlQuery(
                        "update notice set state = 'dropped', ended_at = ?, problem = 'The endpoint was ended.'"
                                + " where channel = 'webhook' and target = ? and state = 'waiting'",
                        now,
                        id)
                .update(database);
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                row.getString("id"),
                row.getString("url"),
                row.getString("sealed_secret"),
                words(row, "kinds"),
                words(row, "banks"),
                row.getString("made_by"),
                SqlQuery.at(row, "made_at"));
    }

    private static @Nullable List<String> words(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : Arrays.asList((String[]) array.getArray());
    }

    static String word(Notice.Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }
}
