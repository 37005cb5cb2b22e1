package io.lockward.cloud.platform;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/// One PostgreSQL per test JVM, kept between runs in `target` so that only the first one pays for initdb; each
/// [#freshDatabase] is a database of its own in it. Also a Quarkus test resource that points the service at one.
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
    private static final String ADDRESS = "lockward.test.db.address";
    private static final String PASSWORD = "lockward.test.db.password";

    /// A new, empty database; its JDBC address. The server starts with the first one and stops with the JVM.
    /// Where it is goes by system properties, because Quarkus loads this class once more in a class loader of its
    /// own.
    public static String freshDatabase() {
        String name =
                "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        String address = address();
        try (Connection connection = DriverManager.getConnection(address, EmbeddedPostgres.USER, password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return address.replace("/lockward?", "/" + name + "?");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a database", e);
        }
    }

    /// The password of [EmbeddedPostgres#USER].
    public static String password() {
        return Objects.requireNonNull(System.getProperty(PASSWORD), "no server yet");
    }

    private static String address() {
        synchronized (TestDatabase.class) {
            String known = System.getProperty(ADDRESS);
            if (known != null) {
                return known;
            }
            try {
                EmbeddedPostgres started = EmbeddedPostgres.start(
                        // A folder for each of the processes that run tests side by side.
                        Path.of("target", "test-postgresql" + System.getProperty("test.fork", "")), 0);
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                System.setProperty(PASSWORD, started.password());
                System.setProperty(ADDRESS, started.url());
                return started.url();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "lockward.mqtt.enabled",
                "false",
                "lockward.db.url",
                freshDatabase(),
                "lockward.db.username",
                EmbeddedPostgres.USER,
                "lockward.db.password",
                password());
    }

    @Override
    public void stop() {
        // The server stops with the JVM: later tests use it too.
    }
}
