package io.lockward.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockward.launcher.BrokerPasswords;
import io.lockward.launcher.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The embedded broker as a process, and the PostgreSQL that the cloud service brings with it: it outlives a cloud
/// service that is killed, and the next one has to deal with that. Thread rule: one thread.
final class ProcessServices implements TestServices {
    private final Programs programs = Programs.find();
    private final Path folder;
    private final Path credentials;
    private final JsonNode passwords;
    private final int databasePort;
    private Programs.Broker broker;

    private ProcessServices(Path folder, List<String> clouds, List<String> banks) {
        this.folder = folder;
        BrokerPasswords made = new BrokerPasswords(folder, programs);
        this.passwords = made.of(clouds, banks);
        this.credentials = made.credentials();
        this.databasePort = Programs.freePort(0);
        this.broker = programs.broker(folder, credentials, 0);
    }

    static TestServices start(Path folder, List<String> clouds, List<String> banks) {
        return new ProcessServices(folder, clouds, banks);
    }

    @Override
    public int brokerPort() {
        return broker.port();
    }

    @Override
    public String password(String name) {
        return passwords.path(name).asText();
    }

    @Override
    public void wipeBroker() {
        int port = broker.port();
        broker.process().kill();
        Folders.delete(folder.resolve("broker"));
        broker = programs.broker(folder, credentials, port);
    }

    @Override
    public Map<String, String> databaseSettings() {
        return Map.of("lockward.db.port", String.valueOf(databasePort));
    }

    @Override
    public int databasePort() {
        return databasePort;
    }

    @Override
    public Map<String, String> databaseSettings(int port) {
        return Map.of(
                "lockward.db.url",
                url(port) + "?sslmode=disable",
                "lockward.db.username",
                "lockward",
                "lockward.db.password",
                databasePassword());
    }

    @Override
    public Connection database() throws SQLException {
        return DriverManager.getConnection(url(databasePort), "lockward", databasePassword());
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/lockward";
    }

    private String databasePassword() {
        try {
            return Files.readString(folder.resolve("postgresql/password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        broker.process().close();
        endOrphan();
    }

    /// A cloud service that was killed leaves its database running, and nobody may have come after it.
    private void endOrphan() {
        Path data = folder.resolve("postgresql/data");
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            Path commandLine = Path.of("/proc", String.valueOf(pid), "cmdline");
            if (Files.isReadable(commandLine) && Files.readString(commandLine).contains(data.toString())) {
                ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
                server.destroy();
                server.onExit().get(20, TimeUnit.SECONDS);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the database left in " + data + " cannot be ended", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
