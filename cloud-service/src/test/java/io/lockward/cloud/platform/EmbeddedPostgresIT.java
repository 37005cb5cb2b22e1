package io.lockward.cloud.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
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
        long orphan = leaveBehind(folder);
        assertTrue(alive(orphan), "a killed parent leaves its server running");
        try (EmbeddedPostgres next = EmbeddedPostgres.start(folder, 0)) {
            assertNotEquals(orphan, next.pid());
            assertFalse(alive(orphan));
            assertEquals("42", answer(next, "select answer from kept"));
            assertEquals("on", answer(next, "show fsync"));
            assertEquals("on", answer(next, "show synchronous_commit"));
        }
    }

    @Test
    void refuses_a_folder_in_use_and_leaves_the_server_there_alone(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, 0)) {
            IOException refusal = assertThrows(IOException.class, () -> EmbeddedPostgres.start(folder, 0));
            assertEquals("a running Lockward already uses " + folder, refusal.getMessage());
            assertEquals("1", answer(first, "select 1"));
        }
    }

    /// Starts the server from a process of its own and kills that process, as `kill -9` of the cloud service does.
    ///
    /// @return the process id of the server left behind
    private static long leaveBehind(Path folder) throws IOException, InterruptedException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = parent.inputReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith(Parent.SERVER)) {
                    return Long.parseLong(line.substring(Parent.SERVER.length()));
                }
            }
            throw new IOException("the parent ended before its server was up");
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /// The parent that gets killed.
    static final class Parent {
        static final String SERVER = "server ";

        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]), 0);
            run(server, "create table kept as select 42 as answer");
            System.out.println(SERVER + server.pid());
            Thread.currentThread().join();
        }

        private Parent() {}
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
