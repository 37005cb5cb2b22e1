package io.lockward.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockward.launcher.BrokerPasswords;
import io.lockward.launcher.Child;
import io.lockward.launcher.FleetSigner;
import io.lockward.launcher.LaunchFailed;
import io.lockward.launcher.PrivateFile;
import io.lockward.launcher.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The processes of one measurement and their temporary folder; all of it goes when this is closed or the program
/// is interrupted. Thread rule: one thread, and `close` from any.
final class Stage implements AutoCloseable {
    /// The account of the cloud service, and one for what the measurement itself does in the cloud's place.
    static final String CLOUD = "cloud";

    static final String OTHER_CLOUD = "bench";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Programs programs;
    private final Figures figures;
    private final Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private boolean closed;

    /// A running broker and what its clients need.
    ///
    /// @param passwords by name
    record Broker(Child process, int port, Path credentials, JsonNode passwords) {
        String password(String name) {
            return passwords.path(name).asText();
        }
    }

    /// A running cloud service.
    ///
    /// @param data its data folder, with `api-key` and the folder `keys`
    record Cloud(Child process, URI address, Path data) {}

    private Stage(Programs programs, Figures figures, Path folder) {
        this.programs = programs;
        this.figures = figures;
        this.folder = folder;
    }

    static Stage open(Programs programs, Figures figures) throws IOException {
        Stage stage = new Stage(programs, figures, Files.createTempDirectory("lockward-bench-"));
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "bench-stop"));
        return stage;
    }

    Programs programs() {
        return programs;
    }

    Path folder() {
        return folder;
    }

    /// Closed with the stage, newest first.
    synchronized <T extends AutoCloseable> T own(T part) {
        open.add(part);
        return part;
    }

    /// A broker that knows these banks and two clouds.
    Broker broker(List<String> banks) {
        figures.progress("making " + banks.size() + " passwords");
        BrokerPasswords passwords = new BrokerPasswords(folder, programs);
        JsonNode known = passwords.of(List.of(CLOUD, OTHER_CLOUD), banks);
        figures.progress("starting the broker");
        Programs.Broker broker = programs.broker(folder, passwords.credentials(), 0);
        own(broker.process());
        return new Broker(broker.process(), broker.port(), passwords.credentials(), known);
    }

    /// The cloud service with its own PostgreSQL (`fsync` and `synchronous_commit` on), ready for requests.
    Cloud cloud(Broker broker) throws InterruptedException, IOException {
        figures.progress("starting the database and the cloud service");
        Path data = Files.createDirectories(folder.resolve("cloud"));
        Path password = folder.resolve("cloud-mqtt-password");
        PrivateFile.write(password, broker.password(CLOUD));
        FleetSigner.Started signer = FleetSigner.start(programs, data, 10_000, folder.resolve("log/signer.log"));
        own(signer.process());
        int port = Programs.freePort(0);
        TreeMap<String, String> settings = new TreeMap<>();
        settings.put("lockward.signer.socket", signer.socket().toString());
        settings.put("lockward.http.host", "127.0.0.1");
        settings.put("lockward.http.port", Integer.toString(port));
        settings.put("lockward.data", data.toString());
        settings.put("lockward.mqtt.host", "127.0.0.1");
        settings.put("lockward.mqtt.port", Integer.toString(broker.port()));
        settings.put("lockward.mqtt.username", CLOUD);
        settings.put("lockward.mqtt.password-file", password.toString());
        Child process = own(
                Child.start("cloud", folder.resolve("log/cloud.log"), programs.cloud(settings), java.util.Map.of()));
        URI address = URI.create("http://127.0.0.1:" + port);
        Cloud cloud = new Cloud(process, address, data);
        Rest rest = new Rest(address, "");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!rest.isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                keepLogs();
                throw new LaunchFailed("the cloud service is not ready; its log is in " + kept());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        figures.progress("the cloud service is ready");
        return cloud;
    }

    /// Keeps the logs beside the temporary folder, for a run that went wrong.
    void keepLogs() {
        Path logs = folder.resolve("log");
        if (Files.isDirectory(logs) && Files.notExists(kept())) {
            try (Stream<Path> files = Files.list(logs)) {
                Files.createDirectories(kept());
                for (Path file : files.toList()) {
                    Files.copy(file, kept().resolve(file.getFileName()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path kept() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (AutoCloseable part : open.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                figures.progress("could not stop a part: " + e);
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            figures.progress("could not remove " + folder + ": " + e);
        }
    }
}
