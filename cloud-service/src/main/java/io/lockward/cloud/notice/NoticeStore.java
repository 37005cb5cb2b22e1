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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is to be told, as rows.
@Singleton
final class NoticeStore {
    /// Where a parcel is, for people.
    record Site(String bank, String site) {}

    /// A notice as a list shows it.
    ///
    /// @param nextAt when it is tried next; `null` when it is not, or when that is just happening
    /// @param triedAt when the last try ended
    /// @param status the HTTP status that the last try ended with; `null` when it had none
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
            @Nullable Instant triedAt,
            @Nullable Instant endedAt,
            @Nullable Integer status,
            @Nullable String problem) {}

    /// What is on its way was taken after it was tried last, whichever replica's clock said when.
    private static final String TAKE = """
            update notice set attempts = attempts + 1, next_at = ?,
                taken_at = greatest(?, tried_at + interval '1 microsecond')
            where id in (select id from notice n where state = 'waiting' and next_at <= ?
                and not (channel = 'webhook' and exists (select from webhook w where w.id = n.target
                    and w.paused_at is not null and w.ended_at is null))
                order by next_at limit ? for update skip locked)
            returning id, bank, parcel, kind, channel, target, attempts, created_at""";

    private final AgroalDataSource database;

    NoticeStore(AgroalDataSource database) {
        this.database = database;
    }

    /// Takes what is due, for as long as it takes to send it; nobody else takes it meanwhile. What goes to an endpoint
    /// that rests is not taken.
    List<Notice> take(Instant now, Instant until, int limit) {
        return new SqlQuery(TAKE, until, now, now, limit)
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
    /// @param status the HTTP status of the last try; `null` when it had none
    void end(UUID id, String state, @Nullable String problem, @Nullable Integer status, Instant now) {
        new SqlQuery(
                        "update notice set state = ?, problem = ?, status = cast(? as integer), ended_at = ?,"
                                + " tried_at = greatest(?, taken_at)"
                                + " where id = ? and state = 'waiting'",
                        state,
                        problem,
                        status,
                        now,
                        now,
                        id)
                .update(database);
    }

    void later(UUID id, String problem, @Nullable Integer status, Instant now, Instant next) {
        new SqlQuery(
                        "update notice set problem = ?, status = cast(? as integer), tried_at = greatest(?, taken_at),"
                                + " next_at = ?"
                                + " where id = ? and state = 'waiting'",
                        problem,
                        status,
                        now,
                        next,
                        id)
                .update(database);
    }

    /// Lets one be sent now, with the same id: what was given up begins anew, what rests between two tries rests no
    /// longer. What is on its way just now is left alone, so that it is not sent twice.
    ///
    /// @return whether that changed anything
    boolean hurry(UUID id, Instant now) {
        return new SqlQuery(
                                "update notice set attempts = case state when 'dead' then 0 else attempts end,"
                                        + " state = 'waiting', next_at = ?, ended_at = null where id = ?"
                                        + " and (state = 'dead' or (state = 'waiting' and tried_at >= taken_at))",
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

    /// @param channel `email` or `webhook`; `null` for both
    List<Row> list(
            @Nullable String state,
            @Nullable String channel,
            @Nullable String target,
            @Nullable Instant before,
            @Nullable UUID id,
            int limit) {
        return new SqlQuery("select * from notice where true")
                .when(state != null, " and state = ?", state)
                .when(channel != null, " and channel = ?", channel)
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
        Instant taken = SqlQuery.instant(row, "taken_at");
        Instant tried = SqlQuery.instant(row, "tried_at");
        boolean onItsWay = taken != null && (tried == null || tried.isBefore(taken));
        Long status = SqlQuery.number(row, "status");
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
                state.equals("waiting") && !onItsWay ? SqlQuery.instant(row, "next_at") : null,
                tried,
                SqlQuery.instant(row, "ended_at"),
                status == null ? null : status.intValue(),
                row.getString("problem"));
    }

    static String word(Notice.Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }
}
