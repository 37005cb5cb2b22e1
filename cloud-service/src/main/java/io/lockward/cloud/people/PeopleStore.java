package io.lockward.cloud.people;

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

/// Couriers and recipients. Whatever changes them also says that the tickets of their banks are out of date, in
/// the same statement.
@Singleton
final class PeopleStore {
    private static final String COURIERS =
            "select id, label, sealed_code, valid_from, valid_until, may_collect, may_calibrate, banks, changed_by, changed_at from courier"
                    + " where ended_at is null";
    private static final String RECIPIENTS =
            "select id, unit, name, email, language, reachable, banks, changed_by, changed_at from recipient"
                    + " where ended_at is null";

    /// Each changing statement gives `old_banks` and `banks` of the one it changed.
    private static final String OUTDATE = """
            with changed as (%s returning banks),
            before as (select banks from %s where id = ?)
            update parcel_book set people_wanted = people_wanted + 1
            where exists (select 1 from changed c where c.banks is null or parcel_book.bank = any (c.banks))
               or exists (select 1 from before b where b.banks is null or parcel_book.bank = any (b.banks))""";

    private final AgroalDataSource database;

    PeopleStore(AgroalDataSource database) {
        this.database = database;
    }

    List<Courier> couriers(@Nullable String bank, @Nullable String words, @Nullable String after, int limit) {
        return new SqlQuery(COURIERS)
                .when(bank != null, " and (banks is null or ? = any (banks))", bank)
                .when(words != null, " and (id ilike ? or label ilike ?)", like(words), like(words))
                .when(after != null, " and id > ?", after)
                .and(" order by id limit ?", limit)
                .list(database, PeopleStore::courier);
    }

    @Nullable
    Courier courier(String id) {
        return new SqlQuery(COURIERS).and(" and id = ?", id).first(database, PeopleStore::courier);
    }

    List<Recipient> recipients(@Nullable String bank, @Nullable String words, @Nullable String after, int limit) {
        return new SqlQuery(RECIPIENTS)
                .when(bank != null, " and ? = any (banks)", bank)
                .when(
                        words != null,
                        " and (id ilike ? or unit ilike ? or name ilike ?)",
                        like(words),
                        like(words),
                        like(words))
                .when(after != null, " and id > ?", after)
                .and(" order by id limit ?", limit)
                .list(database, PeopleStore::recipient);
    }

    @Nullable
    Recipient recipient(String id) {
        return new SqlQuery(RECIPIENTS).and(" and id = ?", id).first(database, PeopleStore::recipient);
    }

    void put(Courier courier) {
        new SqlQuery(
                        OUTDATE.formatted(
                                "insert into courier (id, label, sealed_code, valid_from, valid_until, may_collect, may_calibrate, banks,"
                                        + " changed_by, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                        + " on conflict (id) do update set label = excluded.label,"
                                        + " sealed_code = excluded.sealed_code, valid_from = excluded.valid_from,"
                                        + " valid_until = excluded.valid_until, may_collect = excluded.may_collect,"
                                        + " may_calibrate = excluded.may_calibrate,"
                                        + " banks = excluded.banks, changed_by = excluded.changed_by,"
                                        + " changed_at = excluded.changed_at, ended_at = null",
                                "courier"),
                        courier.id(),
                        courier.label(),
                        courier.lockedCode(),
                        courier.from(),
                        courier.until(),
                        courier.mayCollect(),
                        courier.mayCalibrate(),
                        courier.banks(),
                        courier.changedBy(),
                        courier.changedAt(),
                        courier.id())
                .update(database);
    }

    void put(Recipient recipient) {
        new SqlQuery(
                        OUTDATE.formatted(
                                "insert into recipient (id, unit, name, email, language, reachable, banks, changed_by,"
                                        + " changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                        + " on conflict (id) do update set unit = excluded.unit, name = excluded.name,"
                                        + " email = excluded.email, language = excluded.language,"
                                        + " reachable = excluded.reachable, banks = excluded.banks,"
                                        + " changed_by = excluded.changed_by, changed_at = excluded.changed_at,"
                                        + " ended_at = null",
                                "recipient"),
                        recipient.id(),
                        recipient.unit(),
                        recipient.name(),
                        recipient.email(),
                        recipient.language(),
                        recipient.reachable(),
                        recipient.banks(),
                        recipient.changedBy(),
                        recipient.changedAt(),
                        recipient.id())
                .update(database);
    }

    void endCourier(String id, String by, Instant now) {
        end("courier", "sealed_code = '', ", id, by, now);
    }

    /// Their name and address go; that there was somebody with this id stays, for the parcels' stories.
    void endRecipient(String id, String by, Instant now) {
        end("recipient", "name = '-', email = null, ", id, by, now);
    }

    private void end(String table, String forgotten, String id, String by, Instant now) {
        new SqlQuery(
                        OUTDATE.formatted(
                                "update " + table + " set " + forgotten + "ended_at = ?, changed_by = ?, changed_at = ?"
                                        + " where id = ? and ended_at is null",
                                table),
                        now,
                        by,
                        now,
                        id,
                        id)
                .update(database);
    }

    private static @Nullable String like(@Nullable String words) {
        return words == null ? null : "%" + words.replaceAll("([%_\\\\])", "\\\\$1") + "%";
    }

    private static Courier courier(ResultSet row) throws SQLException {
        return new Courier(
                row.getString("id"),
                row.getString("label"),
                row.getString("sealed_code"),
                SqlQuery.at(row, "valid_from"),
                SqlQuery.at(row, "valid_until"),
                row.getBoolean("may_collect"),
                row.getBoolean("may_calibrate"),
                banks(row),
                row.getString("changed_by"),
                SqlQuery.at(row, "changed_at"));
    }

    private static Recipient recipient(ResultSet row) throws SQLException {
        List<String> banks = banks(row);
        return new Recipient(
                row.getString("id"),
                row.getString("unit"),
                row.getString("name"),
                row.getString("email"),
                row.getString("language"),
                row.getBoolean("reachable"),
                banks == null ? List.of() : banks,
                row.getString("changed_by"),
                SqlQuery.at(row, "changed_at"));
    }

    private static @Nullable List<String> banks(ResultSet row) throws SQLException {
        Array array = row.getArray("banks");
        return array == null ? null : Arrays.asList((String[]) array.getArray());
    }
}
