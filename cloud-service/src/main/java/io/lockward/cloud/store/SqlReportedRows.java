package io.lockward.cloud.store;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.Reported;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Rows of banks' newest words, for whoever reads them. Stateless.
public final class SqlReportedRows {
    private SqlReportedRows() {}

    /// A word, from all columns of its table; `null` when this version cannot read the entry behind it any more.
    public static @Nullable Reported word(ResultSet row) throws SQLException {
        String json = row.getString("json");
        return switch (WireJson.entry(json.getBytes(StandardCharsets.UTF_8))) {
            case Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped) ->
                new Reported(
                        new BankId(row.getString("bank")),
                        row.getString("subject"),
                        new EntryRef(
                                new JournalId(SqlBatch.uuid(row, "journal")), row.getLong("epoch"), row.getLong("seq")),
                        stamped.stamp(),
                        SqlBatch.time(row, "received_at"),
                        row.getString("type"),
                        stamped.entry(),
                        json);
            case Decoded.Rejected<WireJson.Stamped> _ -> null;
        };
    }
}
