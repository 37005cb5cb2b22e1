package io.lockward.cloud.timeline;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.timeline.Hearing;
import io.lockward.fleet.timeline.Moment;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Entries of a bank by time. The index by time (V54) is small and coarse, so a span costs what is in it.
@Singleton
final class TimelineStore {
    private static final String COLUMNS =
            "select epoch, seq, at, boot, up, received_at, type, subject, json from entry where bank = ?";

    private final AgroalDataSource database;

    TimelineStore(AgroalDataSource database) {
        this.database = database;
    }

    /// What is stamped with a time in the span, in journal order; the newest of them when there are more than `most`.
    List<Moment> within(String bank, Instant from, Instant to, int most) {
        return new SqlQuery(COLUMNS, bank)
                .and(" and at >= ? and at < ?", from, to)
                .and(" order by epoch desc, seq desc limit ?", most)
                .list(database, TimelineStore::moment)
                .reversed();
    }

    /// The nearest entries before one, in journal order.
    List<Moment> before(String bank, long epoch, long seq, int most) {
        return new SqlQuery(COLUMNS, bank)
                .and(" and (epoch, seq) < (?, ?)", epoch, seq)
                .and(" order by epoch desc, seq desc limit ?", most)
                .list(database, TimelineStore::moment)
                .reversed();
    }

    /// The newest entries that came before `from`, in journal order: for a span in which nothing was said.
    List<Moment> newestBefore(String bank, Instant from, int most) {
        return new SqlQuery(COLUMNS, bank)
                .and(" and at < ?", from)
                .and(" order by epoch desc, seq desc limit ?", most)
                .list(database, TimelineStore::moment)
                .reversed();
    }

    /// The first entry after one, in journal order, that is stamped with a time from `from` on; `null` when there is
    /// none.
    @Nullable
    Moment next(String bank, @Nullable Moment last, Instant from) {
        return new SqlQuery(COLUMNS, bank)
                .when(
                        last != null,
                        " and (epoch, seq) > (?, ?)",
                        last == null ? null : last.epoch(),
                        last == null ? null : last.seq())
                .and(" and at >= ? order by epoch, seq limit 1", from)
                .first(database, TimelineStore::moment);
    }

    /// The bank's newest word; `null` when it was never heard.
    Hearing.@Nullable Heard heard(String bank) {
        return new SqlQuery(
                        "select b.first_seen_at, p.last_seen, p.epoch, p.next_seq, p.clock_offset_millis from presence p"
                                + " left join bank b on b.id = p.bank where p.bank = ?",
                        bank)
                .first(
                        database,
                        row -> new Hearing.Heard(
                                SqlQuery.instant(row, "first_seen_at"),
                                SqlQuery.at(row, "last_seen"),
                                row.getLong("epoch"),
                                row.getLong("next_seq"),
                                SqlQuery.number(row, "clock_offset_millis")));
    }

    /// What is stamped with a time in the span as lines of JSON, in journal order; the newest when there are more.
    List<String> lines(String bank, Instant from, Instant to, int most) {
        return new SqlQuery("select journal, epoch, seq, received_at, json from entry where bank = ?", bank)
                .and(" and at >= ? and at < ?", from, to)
                .and(" order by epoch desc, seq desc limit ?", most)
                .list(
                        database,
                        row -> "{\"journal\":\"" + row.getString("journal") + "\",\"epoch\":" + row.getLong("epoch")
                                + ",\"seq\":" + row.getLong("seq") + ",\"receivedAt\":\""
                                + SqlQuery.at(row, "received_at") + "\",\"entry\":" + row.getString("json") + "}")
                .reversed();
    }

    private static Moment moment(ResultSet row) throws SQLException {
        return new Moment(
                row.getLong("epoch"),
                row.getLong("seq"),
                new Stamp(SqlQuery.at(row, "at"), row.getLong("boot"), row.getLong("up")),
                SqlQuery.at(row, "received_at"),
                row.getString("type"),
                row.getString("subject"),
                entry(row.getString("json")));
    }

    /// What cannot be read any more is a mark without a meaning.
    private static @Nullable Entry entry(String json) {
        return WireJson.entry(json.getBytes(StandardCharsets.UTF_8))
                        instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                ? stamped.entry()
                : null;
    }
}
