package io.lockward.cloud.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The PostgreSQL that comes along: durable, kept, and never attached to by accident.
class EmbeddedPostgresIT {
    @Test
    void is_durable_keeps_its_data_and_stops_a_server_left_behind(@TempDir Path folder) throws Exception {
        EmbeddedPostgres leftBehind = EmbeddedPostgres.start(folder, 0);
        assertEquals("on", answer(leftBehind, "show fsync"));
        assertEquals("on", answer(leftBehind, "show synchronous_commit"));
        run(leftBehind, "create table kept as select 42 as answer");
        // Never closed: what a killed cloud service leaves.
        try (EmbeddedPostgres next = EmbeddedPostgres.start(folder, 0)) {
            assertNotEquals(leftBehind.pid(), next.pid());
            assertTrue(ProcessHandle.of(leftBehind.pid())
                    .filter(ProcessHandle::isAlive)
                    .isEmpty());
            assertEquals("42", answer(next, "select answer from kept"));
            assertEquals("on", answer(next, "show fsync"));
        }
    }

    private static String answer(EmbeddedPostgres server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertTrue(result.next());
            return result.getString(1);
        }
    }

    private static void run(EmbeddedPostgres server, String command) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.url(), EmbeddedPostgres.USER, server.password());
    }
}
