package io.lockward.cloud.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// One statement over many rows: each parameter is a column as an array, in the order the statement names them.
///
/// @param <R> what a row is made of
final class SqlBatch<R> {
    /// Reads one row of an answer.
    interface Reader<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Binding {
        void bind(Connection connection, PreparedStatement statement, int index) throws SQLException;
    }

    private final String sql;
    private final Collection<R> rows;
    private final List<Binding> columns = new ArrayList<>();

    SqlBatch(String sql, Collection<R> rows) {
        this.sql = sql;
        this.rows = rows;
    }

    SqlBatch<R> text(Function<R, @Nullable String> column) {
        @Nullable String[] values = new String[rows.size()];
        int i = 0;
        for (R row : rows) {
            values[i++] = storable(column.apply(row));
        }
        return array("text", values);
    }

    /// PostgreSQL has no place for U+0000 in a text.
    private static @Nullable String storable(@Nullable String text) {
        return text != null && text.indexOf('\0') >= 0 ? text.replace('\0', '?') : text;
    }

    SqlBatch<R> uuid(Function<R, @Nullable UUID> column) {
        @Nullable UUID[] values = new UUID[rows.size()];
        int i = 0;
        for (R row : rows) {
            values[i++] = column.apply(row);
        }
        return array("uuid", values);
    }

    SqlBatch<R> number(ToLongFunction<R> column) {
        long[] values = rows.stream().mapToLong(column).toArray();
        columns.add((connection, statement, index) ->
                statement.setArray(index, connection.createArrayOf("int8", box(values))));
        return this;
    }

    private static Long[] box(long[] values) {
        Long[] boxed = new Long[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }

    SqlBatch<R> optionalNumber(Function<R, @Nullable Long> column) {
        @Nullable Long[] values = new Long[rows.size()];
        int i = 0;
        for (R row : rows) {
            values[i++] = column.apply(row);
        }
        return array("int8", values);
    }

    SqlBatch<R> real(Function<R, Double> column) {
        return array("float8", rows.stream().map(column).toArray(Double[]::new));
    }

    SqlBatch<R> flag(Function<R, Boolean> column) {
        return array("bool", rows.stream().map(column).toArray(Boolean[]::new));
    }

    SqlBatch<R> bytes(Function<R, byte[]> column) {
        return array("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    /// As microseconds of the epoch; the statement turns them into a time with [#TIME].
    SqlBatch<R> time(Function<R, @Nullable Instant> column) {
        return optionalNumber(row -> micros(column.apply(row)));
    }

    /// Wraps a column of microseconds, such as `TIME.formatted("u.at")`.
    static final String TIME = "to_timestamp(%s / 1000000.0)";

    static @Nullable Long micros(@Nullable Instant at) {
        return at == null ? null : at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    private SqlBatch<R> array(String type, @Nullable Object[] values) {
        columns.add(
                (connection, statement, index) -> statement.setArray(index, connection.createArrayOf(type, values)));
        return this;
    }

    int update(Connection connection) {
        if (rows.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = prepare(connection)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    <T extends @Nullable Object> List<T> query(Connection connection, Reader<T> reader) {
        if (rows.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement statement = prepare(connection);
                ResultSet answer = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (answer.next()) {
                read.add(reader.read(answer));
            }
            return read;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).bind(connection, statement, i + 1);
        }
        return statement;
    }

    /// A time out of an answer.
    static Instant time(ResultSet row, String column) throws SQLException {
        Instant at = optionalTime(row, column);
        if (at == null) {
            throw new SQLException(column + " is null", "22004");
        }
        return at;
    }

    static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
        java.time.OffsetDateTime at = row.getObject(column, java.time.OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
