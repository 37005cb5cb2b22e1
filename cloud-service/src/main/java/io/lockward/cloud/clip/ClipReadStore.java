package io.lockward.cloud.clip;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Clips as they are read.
@Singleton
final class ClipReadStore {
    private static final String COLUMNS = """
            select c.bank, c.clip, coalesce(c.journal, c.lost_journal) as journal, coalesce(c.epoch, c.lost_epoch) as epoch,
                coalesce(c.seq, c.lost_seq) as seq, coalesce(c.at, c.lost_at) as at,
                coalesce(c.heard_at, c.lost_heard_at) as heard_at, coalesce(c.camera, c.lost_camera) as camera, c.sha256,
                c.bytes, c.from_at, c.to_at, c.boot, c.from_up, c.to_up, c.clock_offset_millis,
                coalesce(c.because, c.lost_because) as because, coalesce(c.first_seq, c.lost_first) as first_seq,
                coalesce(c.last_seq, c.lost_last) as last_seq, coalesce(c.compartment, c.lost_compartment) as compartment,
                c.gap_millis, c.source, c.state, c.lost_reason, c.received, c.stored_at, c.held, c.deleted_at, s.clip_days
            from clip c left join bank b on b.id = c.bank left join site s on s.id = b.site
            where coalesce(c.seq, c.lost_seq) is not null""";

    private final AgroalDataSource database;
    private final int days;

    ClipReadStore(
            AgroalDataSource database, @ConfigProperty(name = "lockward.clip.days", defaultValue = "30") int days) {
        this.database = database;
        this.days = days;
    }

    @Nullable
    ClipView find(ClipKey clip) {
        return new SqlQuery(COLUMNS)
                .and(" and c.bank = ? and c.clip = ?", clip.bank().value(), clip.clip())
                .first(database, this::view);
    }

    /// Oldest first.
    List<ClipView> within(BankId bank, Instant from, Instant to, @Nullable CompartmentId compartment, int limit) {
        return new SqlQuery(COLUMNS)
                .and(
                        " and c.bank = ? and coalesce(c.from_at, c.at, c.lost_at) <= ?"
                                + " and coalesce(c.to_at, c.at, c.lost_at) >= ?",
                        bank.value(),
                        to,
                        from)
                .when(
                        compartment != null,
                        " and coalesce(c.compartment, c.lost_compartment, ?) = ?",
                        compartment == null ? null : compartment.value(),
                        compartment == null ? null : compartment.value())
                .and(" order by coalesce(c.from_at, c.at, c.lost_at), c.clip limit ?", limit)
                .list(database, this::view);
    }

    /// Those that belong to any of these entries, by their ids.
    List<ClipView> around(BankId bank, JournalId journal, long first, long last, int limit) {
        return new SqlQuery(COLUMNS)
                .and(
                        " and c.bank = ? and coalesce(c.journal, c.lost_journal) = ?"
                                + " and coalesce(c.first_seq, c.lost_first) <= ? and coalesce(c.last_seq, c.lost_last) >= ?"
                                + " order by c.clip limit ?",
                        bank.value(),
                        journal.value(),
                        last,
                        first,
                        limit)
                .list(database, this::view);
    }

    private ClipView view(ResultSet row) throws SQLException {
        Long own = SqlQuery.number(row, "clip_days");
        Instant heardAt = SqlQuery.at(row, "heard_at");
        return new ClipView(
                row.getString("bank"),
                row.getString("clip"),
                row.getObject("journal", UUID.class),
                row.getLong("epoch"),
                row.getLong("seq"),
                SqlQuery.at(row, "at"),
                row.getString("camera"),
                row.getString("sha256"),
                SqlQuery.number(row, "bytes"),
                SqlQuery.instant(row, "from_at"),
                SqlQuery.instant(row, "to_at"),
                SqlQuery.number(row, "boot"),
                SqlQuery.number(row, "from_up"),
                SqlQuery.number(row, "to_up"),
                SqlQuery.number(row, "clock_offset_millis"),
                row.getString("because"),
                SqlQuery.number(row, "first_seq"),
                SqlQuery.number(row, "last_seq"),
                row.getString("compartment"),
                SqlQuery.number(row, "gap_millis"),
                row.getString("source"),
                row.getString("state"),
                row.getString("lost_reason"),
                row.getLong("received"),
                SqlQuery.instant(row, "stored_at"),
                heardAt.plus(Duration.ofDays(own == null ? days : own)),
                row.getInt("held") > 0,
                SqlQuery.instant(row, "deleted_at"));
    }
}
