package io.lockward.cloud.store;

import io.lockward.fleet.FleetStore;
import io.lockward.fleet.FleetUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Keeps the fleet in PostgreSQL. Read committed; what must not be interleaved is locked by row, in key order.
///
/// Threads: any number.
@ApplicationScoped
public class PostgresFleetStore implements FleetStore {
    private static final int TRIES = 8;

    private final DataSource source;

    @Inject
    public PostgresFleetStore(DataSource source) {
        this.source = source;
    }

    @Override
    public <T> T transaction(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SqlFailure failure) {
                if (!failure.isConflict() || attempt == TRIES) {
                    throw failure.isUnavailable() || failure.isConflict()
                            ? new FleetUnavailable("the database cannot do it now", failure)
                            : failure;
                }
            }
        }
    }

    private <T> T once(Work<T> work) {
        @Nullable Connection connection = null;
        try {
            connection = source.getConnection();
            connection.setAutoCommit(false);
            T result = work.in(new SqlFleetTransaction(connection));
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException e) {
            rollBack(connection);
            throw new SqlFailure(e);
        } catch (RuntimeException | Error e) {
            rollBack(connection);
            throw e;
        } finally {
            close(connection);
        }
    }

    private static void rollBack(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException _) {
                // The connection is broken; the server rolls back by itself.
            }
        }
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException _) {
                // The pool throws it away.
            }
        }
    }
}
