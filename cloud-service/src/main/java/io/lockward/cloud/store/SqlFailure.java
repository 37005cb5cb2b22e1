package io.lockward.cloud.store;

import java.sql.SQLException;

/// A statement failed. By its SQLSTATE one can tell whether another try makes sense.
final class SqlFailure extends RuntimeException {
    private final String state;

    SqlFailure(SQLException cause) {
        super(cause.getMessage(), cause);
        this.state = cause.getSQLState() == null ? "08000" : cause.getSQLState();
    }

    /// Deadlock or serialization: the same work, again, at once.
    boolean isConflict() {
        return state.equals("40001") || state.equals("40P01");
    }

    /// No connection, shutting down, out of resources, read-only: nothing is wrong with the work.
    boolean isUnavailable() {
        return state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || state.startsWith("58")
                || state.equals("25006");
    }
}
