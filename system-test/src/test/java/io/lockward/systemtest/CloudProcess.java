package io.lockward.systemtest;

import io.lockward.launcher.Child;
import io.lockward.launcher.FleetSigner;
import io.lockward.launcher.PrivateFile;
import io.lockward.launcher.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The cloud service as a process that can be killed and started again on the same data and port.
/// Thread rule: one thread; [#kill()] and what [#rest()] gives may be used from any.
public final class CloudProcess implements AutoCloseable {
    /// Given in place of the own one, no signer is started.
    static final String SIGNER = "lockward.signer.socket";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path data;
    private final TestServices services;
    private final int port = Programs.freePort(0);
    private volatile @Nullable Child process;
    private FleetSigner.@Nullable Started signer;
    private @Nullable Rest rest;
    private int starts;

    /// @param data the folder that the services were started in
    public CloudProcess(Path data, TestServices services) {
        this.data = data;
        this.services = services;
        PrivateFile.write(data.resolve("cloud-mqtt-password"), services.password("cloud"));
    }

    /// Starts it and waits until it says that it is ready.
    public void start() {
        start(Map.of());
    }

    /// As the other.
    ///
    /// @param other settings in place of what it would be told
    void start(Map<String, String> other) {
        Map<String, String> settings = new HashMap<>(services.databaseSettings());
        settings.put("lockward.http.host", "127.0.0.1");
        settings.put("lockward.http.port", String.valueOf(port));
        settings.put("lockward.data", data.toString());
        settings.put("lockward.mqtt.host", "127.0.0.1");
        settings.put("lockward.mqtt.port", String.valueOf(services.brokerPort()));
        settings.put("lockward.mqtt.username", "cloud");
        settings.put(
                "lockward.mqtt.password-file",
                data.resolve("cloud-mqtt-password").toString());
        starts++;
        if (signer == null && !other.containsKey(SIGNER)) {
            signer = FleetSigner.start(Programs.find(), data, 10_000, data.resolve("log/signer.log"));
        }
        if (signer != null) {
            settings.put(SIGNER, signer.socket().toString());
        }
        settings.putAll(other);
        Child fresh = Child.start(
                "cloud",
                data.resolve("log/cloud-" + starts + ".log"),
                Programs.find().cloud(settings),
                Map.of());
        process = fresh;
        Await.until(
                "the cloud service is ready or has ended",
                PATIENCE,
                () -> !fresh.isAlive()
                        || (Files.exists(data.resolve("api-key"))
                                && rest().get("/q/health/ready").isOk()));
        if (!fresh.isAlive()) {
            throw new AssertionError("the cloud service ended: see log/cloud-" + starts + ".log in " + data);
        }
    }

    /// As `kill -9` does it.
    public void kill() {
        Child running = process;
        if (running != null) {
            running.kill();
        }
    }

    /// The service seen with the API key that it wrote at its first start.
    public Rest rest() {
        Rest known = rest;
        if (known == null) {
            try {
                known = new Rest(
                        address(), Files.readString(data.resolve("api-key")).strip());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            rest = known;
        }
        return known;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Tells the service the key a registered bank signs with.
    public void registerKey(String bank, String publicKey) throws IOException, InterruptedException {
        Rest.Answer answer = rest().put(
                        "/api/v1/banks/" + bank + "/key",
                        Rest.JSON.createObjectNode().put("publicKey", publicKey));
        if (!answer.isOk()) {
            throw new AssertionError("the key of " + bank + " cannot be registered: " + answer);
        }
    }

    /// Where its signer listens; one was started with it.
    Path signerSocket() {
        return Objects.requireNonNull(signer).socket();
    }

    /// What the banks of this service trust.
    public Path keys() {
        return data.resolve("keys");
    }

    @Override
    public void close() {
        Child running = process;
        if (running != null) {
            running.close();
        }
        FleetSigner.Started signing = signer;
        if (signing != null) {
            signing.process().close();
        }
        Rest used = rest;
        if (used != null) {
            used.close();
        }
    }
}
