package io.lockward.cloud.store;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.parcel.Announcement;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.ParcelStanding;
import io.lockward.fleet.parcel.ParcelState;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows of parcels and of what is known about them, for whoever reads them. Stateless.
public final class SqlParcelRows {
    /// What [#fact] needs.
    public static final String FACTS =
            "select f.bank, f.parcel, f.at, f.received_at, f.journal, f.epoch, f.seq, f.json, f.what, f.done_by, f.number,"
                    + " f.text from parcel_fact f";

    private SqlParcelRows() {}

    /// A fact; `null` when this version cannot read the entry behind it any more.
    public static @Nullable ParcelFact fact(ResultSet row) throws SQLException {
        ParcelKey key = new ParcelKey(new BankId(row.getString("bank")), new ParcelId(SqlBatch.uuid(row, "parcel")));
        Instant at = SqlBatch.time(row, "at");
        String what = row.getString("what");
        if (what != null) {
            return new ParcelFact.Done(
                    key,
                    ParcelFact.What.valueOf(what.toUpperCase(Locale.ROOT)),
                    at,
                    row.getString("done_by"),
                    row.getInt("number"),
                    row.getString("text"));
        }
        String json = row.getString("json");
        return WireJson.entry(json.getBytes(StandardCharsets.UTF_8))
                        instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                ? new ParcelFact.Told(
                        key,
                        new EntryRef(
                                new JournalId(SqlBatch.uuid(row, "journal")), row.getLong("epoch"), row.getLong("seq")),
                        at,
                        SqlBatch.time(row, "received_at"),
                        stamped.entry(),
                        json)
                : null;
    }

    /// A parcel, from all columns of its table.
    public static ParcelRecord record(ResultSet row) throws SQLException {
        return new ParcelRecord(
                new ParcelKey(new BankId(row.getString("bank")), new ParcelId(SqlBatch.uuid(row, "id"))),
                announcement(row),
                standing(row));
    }

    private static ParcelStanding standing(ResultSet row) throws SQLException {
        return new ParcelStanding(
                ParcelState.ofWord(row.getString("state")),
                compartment(row, "compartment"),
                row.getString("verdict"),
                row.getString("attention"),
                row.getString("courier"),
                row.getString("recipient"),
                row.getInt("number"),
                row.getString("fingerprint"),
                row.getInt("wanted"),
                row.getBoolean("cancelled"),
                row.getBoolean("going_back"),
                row.getBoolean("held"),
                row.getBoolean("overdue"),
                row.getBoolean("locked"),
                SqlBatch.optionalTime(row, "inside_since"),
                SqlBatch.time(row, "changed_at"),
                ref(row, "newest"),
                ref(row, "entered"),
                ref(row, "left"),
                ref(row, "hindered"));
    }

    private static @Nullable Announcement announcement(ResultSet row) throws SQLException {
        String label = row.getString("label");
        if (label == null) {
            return null;
        }
        String size = row.getString("size");
        return new Announcement(
                label,
                row.getString("tracking"),
                row.getString("reference"),
                size == null ? null : Size.valueOf(size.toUpperCase(Locale.ROOT)),
                row.getString("announced_for"),
                compartment(row, "reserved"),
                row.getBoolean("reachable"),
                SqlBatch.time(row, "until"),
                row.getString("announced_by"),
                SqlBatch.time(row, "announced_at"));
    }

    private static @Nullable CompartmentId compartment(ResultSet row, String column) throws SQLException {
        String id = row.getString(column);
        return id == null ? null : new CompartmentId(id);
    }

    private static @Nullable EntryRef ref(ResultSet row, String which) throws SQLException {
        UUID journal = row.getObject(which + "_journal", UUID.class);
        return journal == null
                ? null
                : new EntryRef(new JournalId(journal), row.getLong(which + "_epoch"), row.getLong(which + "_seq"));
    }
}
