package io.lockward.cloud.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A statement that grows clause by clause, with its parameters beside it; never with values in its text.
public final class SqlQuery {
    /// Reads one row.
    @FunctionalInterface
    public interface SqlRow<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    private final StringBuilder text;
    private final List<@Nullable Object> parameters = new ArrayList<>();

    public SqlQuery(String text, @Nullable Object... parameters) {
        this.text = new StringBuilder(text);
        and("", parameters);
    }

    /// Adds a piece of the statement.
    public SqlQuery and(String piece, @Nullable Object... values) {
        text.append(piece);
        for (Object value : values) {
            parameters.add(value);
        }
        return this;
    }

    /// Adds it only when there is something to ask for.
    public SqlQuery when(boolean wanted, String piece, @Nullable Object... values) {
        return wanted ? and(piece, values) : this;
    }

    public <T extends @Nullable Object> List<T> list(DataSource database, SqlRow<T> reader) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not answer", e);
        }
    }

    public <T> @Nullable T first(DataSource database, SqlRow<T> reader) {
        List<T> all = list(database, reader);
        return all.isEmpty() ? null : all.getFirst();
    }

    /// @return how many rows it changed
    public int update(DataSource database) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not take it", e);
        }
    }

    /// A timestamp that may be absent.
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /// A timestamp of a column that is never null.
    public static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// A number that may be absent.
    public static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        int index = 0;
        for (Object parameter : parameters) {
            index++;
            switch (parameter) {
                case Instant at -> statement.setObject(index, at.atOffset(ZoneOffset.UTC));
                case byte[] bytes -> statement.setBytes(index, bytes);
                case UUID uuid -> statement.setObject(index, uuid);
                case Collection<?> many -> statement.setArray(index, array(connection, many));
                case null -> statement.setObject(index, null);
                default -> statement.setObject(index, parameter);
            }
        }
        return statement;
    }

    private static java.sql.Array array(Connection connection, Collection<?> many) throws SQLException {
        Object any = many.isEmpty() ? "" : many.iterator().next();
        String type = any instanceof UUID ? "uuid" : any instanceof Long ? "int8" : "text";
        return connection.createArrayOf(type, many.toArray());
    }
}
