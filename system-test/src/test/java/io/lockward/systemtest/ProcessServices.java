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
    public Connection database() throws SQLException {
        try {
            String password = Files.readString(folder.resolve("postgresql/password"));
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + databasePort + "/lockward", "lockward", password.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        broker.process().close();
    }
}
