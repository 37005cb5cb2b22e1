package io.lockward.broker.hivemq;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.client.parameter.Listener;
import com.hivemq.extension.sdk.api.client.parameter.ListenerType;
import com.hivemq.extension.sdk.api.client.parameter.ServerInformation;
import io.lockward.broker.BrokerConfig;
import io.lockward.broker.Refusals;
import io.lockward.broker.credential.CredentialStore;
import io.lockward.broker.credential.Doorkeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One HiveMQ CE in this process, in memory, behind the access extension. One instance a process: some of HiveMQ's
/// settings are static.
public final class EmbeddedBroker {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);
    private static final int WAITING_PASSWORDS = 10_000;
    private static final String DROPPED = "com.hivemq.messages.dropped.count";
    private static final String CONNECTIONS = "com.hivemq.networking.connections.current";
    private static final String RECEIVED = "com.hivemq.messages.incoming.publish.count";
    private static final String SENT = "com.hivemq.messages.outgoing.publish.count";

    private final EmbeddedHiveMQ hiveMq;
    private final CredentialStore credentials;
    private final ServerInformation server;

    private EmbeddedBroker(EmbeddedHiveMQ hiveMq, CredentialStore credentials, ServerInformation server) {
        this.hiveMq = hiveMq;
        this.credentials = credentials;
        this.server = server;
    }

    /// What HiveMQ counted since its start.
    public record Traffic(long connections, long received, long sent, long dropped) {}

    /// Starts the broker and waits until it listens.
    ///
    /// @throws IOException when it does not within a minute; the process is of no more use then
    public static EmbeddedBroker start(BrokerConfig config, Refusals refusals, InstantSource clock)
            throws IOException, InterruptedException {
        Path folder = prepareFolder(config);
        Sessions sessions = new Sessions();
        CredentialStore credentials = new CredentialStore(config.credentials(), clock, sessions::revoke);
        Doorkeeper doorkeeper = new Doorkeeper(credentials, clock, new SecureRandom());
        AccessExtension extension = new AccessExtension(
                new ConnectGate(doorkeeper, passwordChecks(), sessions, refusals),
                refusals,
                config.bankLimits(),
                clock);
        EmbeddedHiveMQ hiveMq = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(folder.resolve("conf"))
                .withDataFolder(folder.resolve("data"))
                .withExtensionsFolder(folder.resolve("extensions"))
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("lockward-access")
                        .withName("Lockward access")
                        .withVersion("1")
                        .withExtensionMain(extension)
                        .build())
                .withoutLoggingBootstrap()
                .build();
        applyInternalLimits();
        // A start that fails leaves the future open for ever (EmbeddedHiveMQImpl, CE 2025.5), hence the bound
        try {
            hiveMq.start().get(START_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("HiveMQ did not start", e);
        }
        ServerInformation server = extension.server();
        if (server == null) {
            throw new IOException("the access extension did not start, and without it nobody gets in");
        }
        return new EmbeddedBroker(hiveMq, credentials, server);
    }

    /// The port of the plain listener; `null` when there is none.
    public @Nullable Integer port() {
        return portOf(ListenerType.TCP_LISTENER);
    }

    /// The port of the TLS listener; `null` when there is none.
    public @Nullable Integer tlsPort() {
        return portOf(ListenerType.TLS_TCP_LISTENER);
    }

    private @Nullable Integer portOf(ListenerType type) {
        return server.getListener().stream()
                .filter(listener -> listener.getListenerType() == type)
                .map(Listener::getPort)
                .filter(port -> port > 0)
                .findAny()
                .orElse(null);
    }

    /// Looks whether the credentials file changed. Call it every second.
    public void refreshCredentials() {
        credentials.refresh();
    }

    public Traffic traffic() {
        return new Traffic(metric(CONNECTIONS), metric(RECEIVED), metric(SENT), metric(DROPPED));
    }

    private long metric(String name) {
        Metric metric = hiveMq.getMetricRegistry().getMetrics().get(name);
        if (metric instanceof Counting counting) {
            return counting.getCount();
        }
        return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number ? number.longValue() : 0;
    }

    /// Stops within three seconds or gives up; the caller ends the process either way.
    public void stop() {
        try {
            hiveMq.stop().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Nothing in the broker is worth waiting for
        }
    }

    private static Path prepareFolder(BrokerConfig config) throws IOException {
        Path folder = config.data();
        for (String part : new String[] {"conf", "data", "extensions", "log"}) {
            Files.createDirectories(folder.resolve(part));
        }
        Path xml = folder.resolve("conf").resolve("config.xml");
        Files.deleteIfExists(xml);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            // It may hold the keystore's password
            Files.createFile(xml, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(xml, HiveMqXml.of(config));
        System.setProperty("hivemq.home", folder.toString());
        System.setProperty("hivemq.log.folder", folder.resolve("log").toString());
        return folder;
    }

    /// After `build()`, which opens the broker to everybody (`AUTH_DENY_UNAUTHENTICATED_CONNECTIONS`, its Javadoc).
    private static void applyInternalLimits() {
        InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
        InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES = Limits.INFLIGHT_TO_CLIENT;
        InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(Limits.SHUTDOWN_GRACE_MILLIS);
        InternalConfigurations.JMX_REPORTER_ENABLED.set(false);
    }

    private static ThreadPoolExecutor passwordChecks() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING_PASSWORDS),
                Thread.ofPlatform().daemon().name("password-check-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
