package io.lockward.cloud.platform;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real broker (Debian's Mosquitto) on a port of its own, for a service under test, which is also told that it stands
/// behind a reverse proxy on this machine, as one that is put up for real does.
public final class TestBroker implements QuarkusTestResourceLifecycleManager {
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");

    private @Nullable Process broker;

    @Override
    public Map<String, String> start() {
        if (!Files.isExecutable(MOSQUITTO)) {
            throw new IllegalStateException("install the package mosquitto: apt-get install mosquitto");
        }
        try {
            int port = freePort();
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "broker");
            Path config = folder.resolve("mosquitto.conf");
            Files.writeString(
                    config,
                    "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence false\nset_tcp_nodelay true\n");
            broker = new ProcessBuilder(MOSQUITTO.toString(), "-c", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("mosquitto.log").toFile())
                    .start();
            return Map.of(
                    "lockward.mqtt.enabled",
                    "true",
                    "lockward.mqtt.host",
                    "127.0.0.1",
                    "lockward.mqtt.port",
                    Integer.toString(port),
                    "lockward.http.behind-proxy",
                    "true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// After [TestDatabase], which switches the link off.
    @Override
    public int order() {
        return 10;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void stop() {
        Process running = broker;
        if (running != null) {
            running.destroy();
        }
    }
}
