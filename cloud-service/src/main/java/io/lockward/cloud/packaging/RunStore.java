package io.lockward.cloud.packaging;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.packaging.RunRules.Line;
import io.lockward.cloud.packaging.RunRules.Mark;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.JournalEntry.Checkpoint;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Entries as they came, by their numbers.
@Singleton
final class RunStore {
    private static final String CHECKPOINTS =
            "select seq, journal, json from entry where bank = ? and epoch = ? and type = 'journal.checkpoint'";

    private final AgroalDataSource database;

    RunStore(AgroalDataSource database) {
        this.database = database;
    }

    /// The last signature before an entry; `null` when there is none.
    @Nullable
    Mark before(BankId bank, long epoch, long seq) {
        return first(new SqlQuery(CHECKPOINTS, bank.value(), epoch).and(" and seq < ? order by seq desc limit 1", seq));
    }

    /// The next signature after an entry; `null` when there is none yet.
    @Nullable
    Mark after(BankId bank, long epoch, long seq) {
        return first(new SqlQuery(CHECKPOINTS, bank.value(), epoch).and(" and seq > ? order by seq limit 1", seq));
    }

    private @Nullable Mark first(SqlQuery query) {
        Optional<Mark> found = query.first(database, row -> Optional.ofNullable(mark(row)));
        return found == null ? null : found.orElse(null);
    }

    /// Entries by their numbers, at most [RunRules#MOST_LINES].
    List<Line> lines(BankId bank, long epoch, long from, long to) {
        return new SqlQuery(
                        "select seq, journal, json from entry where bank = ? and epoch = ? and seq between ? and ?"
                                + " order by seq limit ?",
                        bank.value(),
                        epoch,
                        from,
                        to,
                        RunRules.MOST_LINES)
                .list(database, row -> new Line(row.getLong("seq"), journal(row), row.getString("json")));
    }

    private static JournalId journal(ResultSet row) throws SQLException {
        return new JournalId(row.getObject("journal", UUID.class));
    }

    private static @Nullable Mark mark(ResultSet row) throws SQLException {
        byte[] json = row.getString("json").getBytes(StandardCharsets.UTF_8);
        return WireJson.entry(json) instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                        && stamped.entry() instanceof Checkpoint checkpoint
                ? new Mark(row.getLong("seq"), journal(row), checkpoint)
                : null;
    }
}
