package io.lockward.cloud.fleet;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Entries and samples as they were received.
@Singleton
final class JournalReadStore {
    /// A place in what one bank ever said.
    record Position(long epoch, long seq) {}

    /// The newest sample of a metric.
    record Sample(String metric, Instant at, double value) {}

    /// A sample, or the mean of several.
    record Point(Instant at, double value) {}

    private final AgroalDataSource database;

    JournalReadStore(AgroalDataSource database) {
        this.database = database;
    }

    /// Newest first; but with `after` alone those that follow it are chosen, the nearest ones.
    List<EntryView> entries(
            String bank,
            @Nullable String type,
            @Nullable String subject,
            @Nullable Position before,
            @Nullable Position after,
            int limit) {
        boolean upwards = after != null && before == null;
        List<EntryView> read = new SqlQuery(
                        "select journal, epoch, seq, at, boot, up, received_at, type, subject, json from entry where bank = ?",
                        bank)
                .when(type != null, " and type = ?", type)
                .when(subject != null, " and subject = ?", subject)
                .when(before != null, " and (epoch, seq) < (?, ?)", place(before))
                .when(after != null, " and (epoch, seq) > (?, ?)", place(after))
                .and(upwards ? " order by epoch, seq limit ?" : " order by epoch desc, seq desc limit ?", limit)
                .list(
                        database,
                        row -> new EntryView(
                                row.getObject("journal", UUID.class),
                                row.getLong("epoch"),
                                row.getLong("seq"),
                                SqlQuery.at(row, "at"),
                                row.getLong("boot"),
                                row.getLong("up"),
                                SqlQuery.at(row, "received_at"),
                                row.getString("type"),
                                row.getString("subject"),
                                row.getString("json")));
        return upwards ? read.reversed() : read;
    }

    List<Sample> latest(String bank) {
        return new SqlQuery(
                        "select distinct on (metric) metric, at, value from telemetry where bank = ? order by metric, at desc",
                        bank)
                .list(
                        database,
                        row -> new Sample(row.getString("metric"), SqlQuery.at(row, "at"), row.getDouble("value")));
    }

    /// Means over even spans of time, at most `points` of them, oldest first.
    List<Point> samples(String bank, String metric, Instant from, Instant to, int points) {
        return new SqlQuery(
                        "select min(at) as at, avg(value) as value from (select at, value, width_bucket("
                                + "extract(epoch from at), extract(epoch from ?::timestamptz), extract(epoch from ?::timestamptz), ?) as span"
                                + " from telemetry where bank = ? and metric = ? and at >= ? and at < ?) s"
                                + " group by span order by span",
                        from,
                        to,
                        points,
                        bank,
                        metric,
                        from,
                        to)
                .list(database, row -> new Point(SqlQuery.at(row, "at"), row.getDouble("value")));
    }

    private static @Nullable Object[] place(@Nullable Position position) {
        return position == null ? new Object[0] : new Object[] {position.epoch(), position.seq()};
    }
}
