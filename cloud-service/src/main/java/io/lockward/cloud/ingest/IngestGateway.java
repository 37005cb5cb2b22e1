package io.lockward.cloud.ingest;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.ingest.Ingest.BankAck;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cloud's one connection to the broker: entries, presence and telemetry in; acks out. To the broker it
/// acknowledges what is queued; to a bank it acknowledges what is committed.
///
/// Threads: callbacks come on the client's and never block; each writer has its own.
@ApplicationScoped
public class IngestGateway {
    private static final Logger LOG = LoggerFactory.getLogger(IngestGateway.class);
    private static final List<Channel> UP =
            List.of(Channel.ENTRIES, Channel.PRESENCE, Channel.TELEMETRY, Channel.DIAGNOSTICS);
    /// Acks on their way to the broker; more are left out, and the bank gets the next one.
    private static final int MOST_ACKS_UNDERWAY = 20_000;

    /// One transaction's payloads: sixty full runs, or many more live entries than come in the time of a commit.
    private static final long BATCH_BYTES = 4L * 1024 * 1024;

    private final IngestConfig config;
    private final FleetStore store;
    private final BankWords words;
    private final AckSigner signer;
    private final IngestMetrics metrics;
    private final InstantSource clock;
    private final List<Inbox> inboxes = new ArrayList<>();
    private final List<Thread> writers = new ArrayList<>();
    private final AtomicInteger underway = new AtomicInteger();
    private volatile boolean running;
    private volatile @Nullable Instant connectedSince;
    private @Nullable Mqtt5AsyncClient client;

    IngestGateway(
            IngestConfig config,
            FleetStore store,
            BankWords words,
            AckSigner signer,
            IngestMetrics metrics,
            InstantSource clock) {
        this.config = config;
        this.store = store;
        this.words = words;
        this.signer = signer;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /// Since when words of banks reach us without a break; `null` while the broker is away.
    public @Nullable Instant connectedSince() {
        return connectedSince;
    }

    private void start() {
        running = true;
        for (int i = 0; i < config.writers(); i++) {
            Inbox inbox = new Inbox(new Inbox.Bounds(
                    Math.max(1, config.queue() / config.writers()),
                    Math.max(1, config.queueBytes() / config.writers())));
            inboxes.add(inbox);
            metrics.watch(inbox, i);
            BatchWriter writer = new BatchWriter(
                    inbox,
                    store,
                    words,
                    new AckOutbox(config.ackInterval(), clock, this::publishAcks),
                    metrics,
                    clock,
                    new Inbox.Bounds(config.batch(), BATCH_BYTES),
                    () -> running);
            writers.add(Thread.ofPlatform().name("ingest-writer-" + i).start(writer));
        }
        Mqtt5AsyncClient connecting = build();
        client = connecting;
        connect(connecting);
    }

    private Mqtt5AsyncClient build() {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(config.clientId().orElseGet(() -> "cloud-" + UUID.randomUUID()))
                .serverHost(config.host())
                .serverPort(config.port())
                .automaticReconnect()
                .initialDelay(200, TimeUnit.MILLISECONDS)
                .maxDelay(10, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(_ -> connected())
                .addDisconnectedListener(this::disconnected);
        if (config.tls()) {
            builder = builder.sslWithDefaultConfig();
        }
        Optional<byte[]> password = password();
        if (password.isPresent()) {
            builder = builder.simpleAuth()
                    .username(config.username())
                    .password(password.get())
                    .applySimpleAuth();
        }
        return builder.buildAsync();
    }

    private Optional<byte[]> password() {
        if (config.passwordFile().isEmpty()) {
            return config.password().map(text -> text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Optional.of(
                    Files.readString(config.passwordFile().get()).strip().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read lockward.mqtt.password-file", e);
        }
    }

    private void connect(Mqtt5AsyncClient connecting) {
        // Clean start, no session: the broker carries, it does not keep.
        var _ = connecting
                .connectWith()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive(20)
                .restrictions()
                .receiveMaximum(config.receiveMaximum())
                .applyRestrictions()
                .send()
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.atWarn().setCause(failure).log("no connection to the broker yet");
                    }
                });
    }

    private void connected() {
        Mqtt5AsyncClient connected = client;
        if (connected == null) {
            return;
        }
        // Anew at each connection: the client ends the flow together with the session, and ours ends with the
        // connection.
        connected.publishes(MqttGlobalPublishFilter.ALL, this::received, true);
        String prefix =
                config.sharedGroup().map(group -> "$share/" + group + "/").orElse("");
        Stream<Mqtt5Subscription> subscriptions = UP.stream()
                .map(channel -> Mqtt5Subscription.builder()
                        .topicFilter(prefix + Topics.ofEveryBank(channel))
                        .qos(channel.qos() == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE)
                        .build());
        var _ = connected
                .subscribe(
                        Mqtt5Subscribe.builder().addSubscriptions(subscriptions).build())
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        connectedSince = clock.instant();
                        LOG.atInfo().addKeyValue("port", config.port()).log("listening to the fleet");
                    } else {
                        LOG.atError().setCause(failure).log("the broker refuses the subscription");
                        var _ = connected.disconnect();
                    }
                });
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        boolean was = connectedSince != null;
        connectedSince = null;
        context.getReconnector().resubscribeIfSessionExpired(false).republishIfSessionExpired(false);
        if (was && running) {
            LOG.atWarn().setCause(context.getCause()).log("the connection to the broker broke");
        }
        if (running) {
            context.getReconnector().reconnect(true);
        }
    }

    private void received(Mqtt5Publish publish) {
        String topic = publish.getTopic().toString();
        Inbox inbox = inboxes.get(Math.floorMod(topicHash(topic), inboxes.size()));
        boolean mayBeLost = publish.getQos() == MqttQos.AT_MOST_ONCE;
        if (mayBeLost && !inbox.hasRoom()) {
            metrics.telemetryDropped();
            return;
        }
        inbox.offer(new Inbox.Message(
                topic,
                publish.getPayloadAsBytes(),
                publish.isRetain(),
                clock.instant(),
                mayBeLost ? () -> {} : () -> acknowledge(publish)));
    }

    private static void acknowledge(Mqtt5Publish publish) {
        try {
            publish.acknowledge();
        } catch (IllegalStateException _) {
            // The connection it came on is gone; the broker sends it anew, and twice is once.
        }
    }

    /// All messages of a bank go to one writer: the topic without its last level.
    private static int topicHash(String topic) {
        int end = topic.lastIndexOf('/');
        return (end < 0 ? topic : topic.substring(0, end)).hashCode();
    }

    private void publishAcks(List<BankAck> acks) {
        Mqtt5AsyncClient connected = client;
        if (connected == null || connectedSince == null) {
            return;
        }
        for (BankAck ack : acks) {
            if (underway.get() >= MOST_ACKS_UNDERWAY) {
                return;
            }
            underway.incrementAndGet();
            var _ = connected
                    .publishWith()
                    .topic(Topics.of(ack.bank(), Channel.ACK))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(signer.payload(ack))
                    .send()
                    .whenComplete((_, _) -> underway.decrementAndGet());
        }
        metrics.acknowledged(acks.size());
    }

    private void close() {
        running = false;
        Mqtt5AsyncClient open = client;
        if (open != null) {
            var _ = open.disconnect();
        }
        for (Thread writer : writers) {
            try {
                writer.join(Duration.ofSeconds(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
