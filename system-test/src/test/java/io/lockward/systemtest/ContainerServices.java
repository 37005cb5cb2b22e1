package io.lockward.systemtest;

import io.lockward.launcher.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/// Official images in a Docker engine: Mosquitto under the very rules of `deploy/mosquitto`, and PostgreSQL 18.
/// Thread rule: one thread.
final class ContainerServices implements TestServices {
    private static final String DATABASE = "lockward";
    private static final int MQTT = 1883;
    private static final int POSTGRESQL = 5432;

    private final Map<String, String> passwords = new TreeMap<>();
    private final Path configuration;
    private final int brokerPort = Programs.freePort(0);
    private final String databasePassword = secret();
    private final GenericContainer<?> database;
    private GenericContainer<?> broker;

    private ContainerServices(Path folder, List<String> clouds, List<String> banks) {
        clouds.forEach(name -> passwords.put(name, secret()));
        banks.forEach(name -> passwords.put(name, secret()));
        configuration = configure(folder.resolve("mosquitto"));
        database = new GenericContainer<>(DockerImageName.parse("postgres:18"))
                .withEnv("POSTGRES_USER", DATABASE)
                .withEnv("POSTGRES_DB", DATABASE)
                .withEnv("POSTGRES_PASSWORD", databasePassword)
                .withExposedPorts(POSTGRESQL)
                // It starts twice: once to set itself up, then for good.
                .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2)
                        .withStartupTimeout(Duration.ofMinutes(2)));
        database.start();
        broker = startBroker();
    }

    static TestServices start(Path folder, List<String> clouds, List<String> banks) {
        return new ContainerServices(folder, clouds, banks);
    }

    @Override
    public int brokerPort() {
        return brokerPort;
    }

    @Override
    public String password(String name) {
        String password = passwords.get(name);
        if (password == null) {
            throw new IllegalArgumentException("nobody is called " + name);
        }
        return password;
    }

    @Override
    public void wipeBroker() {
        // Testcontainers kills and removes: nothing of it stays.
        broker.stop();
        broker = startBroker();
    }

    @Override
    public Map<String, String> databaseSettings() {
        return databaseSettings(databasePort());
    }

    @Override
    public int databasePort() {
        return database.getMappedPort(POSTGRESQL);
    }

    @Override
    public Map<String, String> databaseSettings(int port) {
        return Map.of(
                "lockward.db.url",
                        "jdbc:postgresql://" + database.getHost() + ":" + port + "/" + DATABASE + "?sslmode=disable",
                "lockward.db.username", DATABASE,
                "lockward.db.password", databasePassword);
    }

    @Override
    public Connection database() throws SQLException {
        return DriverManager.getConnection(url(), DATABASE, databasePassword);
    }

    @Override
    public void close() {
        broker.stop();
        database.stop();
    }

    private String url() {
        return "jdbc:postgresql://" + database.getHost() + ":" + database.getMappedPort(POSTGRESQL) + "/" + DATABASE;
    }

    private GenericContainer<?> startBroker() {
        GenericContainer<?> fresh = new GenericContainer<>(DockerImageName.parse("eclipse-mosquitto:2"))
                .withFileSystemBind(configuration.toString(), "/lockward", BindMode.READ_ONLY)
                .withCommand("sh", "-c", start())
                .waitingFor(Wait.forListeningPort())
                .withExposedPorts(MQTT);
        // The same port after a wipe, as a broker that comes back has.
        fresh.setPortBindings(List.of("127.0.0.1:" + brokerPort + ":" + MQTT));
        fresh.start();
        return fresh;
    }

    /// Hashes the passwords with the image's own program, then becomes the broker.
    private static String start() {
        return "cp /lockward/passwords /tmp/passwords && mosquitto_passwd -U /tmp/passwords"
                + " && exec mosquitto -c /lockward/mosquitto.conf";
    }

    private Path configure(Path folder) {
        Path rules = Programs.find().home().resolve("deploy/mosquitto");
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("mosquitto.conf"),
                    Files.readString(rules.resolve("mosquitto.conf"))
                            .replace("@PORT@ 127.0.0.1", String.valueOf(MQTT))
                            .replace("@PASSWORDS@", "/tmp/passwords")
                            .replace("@ACL@", "/lockward/acl"));
            Files.copy(rules.resolve("acl"), folder.resolve("acl"));
            StringBuilder lines = new StringBuilder();
            passwords.forEach((name, password) ->
                    lines.append(name).append(':').append(password).append('\n'));
            Files.writeString(folder.resolve("passwords"), lines);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
