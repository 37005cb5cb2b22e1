package io.lockward.cloud.remedy;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Configures an outlet for the banks of the site `relayed`; a [Relay] may listen at its port.
public final class RelayedSite implements QuarkusTestResourceLifecycleManager {
    static final String TOKEN = "the relay's token";

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path token = Files.createTempFile(Files.createDirectories(Path.of("target")), "relay", ".token");
            Files.writeString(token, TOKEN + "\n");
            return Map.of(
                    "lockward.remedy.outlet.site.relayed.url",
                    "http://127.0.0.1:" + free.getLocalPort() + "/relay/{bank}",
                    "lockward.remedy.outlet.site.relayed.token-file",
                    token.toAbsolutePath().toString(),
                    "lockward.remedy.outlet.site.relayed.timeout",
                    "PT30S");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // the file lies in target
    }
}
