package io.lockward.cloud.command;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes signed commands, over a connection of its own so that no backlog of entries stands before an unlock.
/// Every method may be called from any thread.
@Singleton
final class CommandGateway {
    private static final Logger LOG = LoggerFactory.getLogger(CommandGateway.class);

    private final Mqtt5AsyncClient client;

    CommandGateway(
            @ConfigProperty(name = "lockward.mqtt.host", defaultValue = "127.0.0.1") String host,
            @ConfigProperty(name = "lockward.mqtt.port", defaultValue = "1883") int port,
            @ConfigProperty(name = "lockward.mqtt.username", defaultValue = "cloud") String username,
            @ConfigProperty(name = "lockward.mqtt.password") Optional<String> password,
            @ConfigProperty(name = "lockward.mqtt.password-file") Optional<String> passwordFile,
            @ConfigProperty(name = "lockward.mqtt.tls", defaultValue = "false") boolean tls) {
        Mqtt5ClientBuilder builder = Mqtt5Client.builder()
                .identifier("cloud-commands-" + UUID.randomUUID().toString().substring(0, 8))
                .serverHost(host)
                .serverPort(port)
                .automaticReconnect()
                .initialDelay(200, TimeUnit.MILLISECONDS)
                .maxDelay(5, TimeUnit.SECONDS)
                .applyAutomaticReconnect();
        if (passwordFile.isPresent() || password.isPresent()) {
            // Here and not with the connect: the client reconnects without what was given there.
            builder = builder.simpleAuth()
                    .username(username)
                    .password(password(password, passwordFile).getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        client = (tls ? builder.sslWithDefaultConfig() : builder).buildAsync();
    }

    void start(@Observes StartupEvent started) {
        var connecting = client.connectWith().cleanStart(true).keepAlive(20).send();
        var _ = connecting.whenComplete((_, problem) -> {
            if (problem != null) {
                LOG.atWarn().addKeyValue("problem", problem.toString()).log("the broker refuses the command link");
            }
        });
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (client.getState().isConnected()) {
            CompletableFuture<Void> leaving = client.disconnect();
            var _ = leaving.exceptionally(_ -> null);
        }
    }

    boolean isConnected() {
        return client.getState().isConnected();
    }

    /// @param life how long the broker may keep it; the bank's own check of `exp` is what counts
    /// @return completes when the broker has it, exceptionally when it has not
    CompletableFuture<?> publish(BankId bank, Channel channel, byte[] signed, Duration life) {
        if (!client.getState().isConnected()) {
            return CompletableFuture.failedFuture(new IOException("the broker is not connected"));
        }
        return client.publishWith()
                .topic(Topics.of(bank, channel))
                .qos(MqttQos.AT_LEAST_ONCE)
                .messageExpiryInterval(Math.max(1, life.toSeconds()))
                .retain(false)
                .payload(signed)
                .send();
    }

    private static String password(Optional<String> password, Optional<String> passwordFile) {
        try {
            if (passwordFile.isEmpty()) {
                return password.orElseThrow();
            }
            return Files.readString(Path.of(passwordFile.orElseThrow())).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the file lockward.mqtt.password-file names", e);
        }
    }
}
