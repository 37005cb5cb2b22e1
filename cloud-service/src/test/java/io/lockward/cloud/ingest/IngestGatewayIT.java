package io.lockward.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.lockward.cloud.platform.Await;
import io.lockward.cloud.platform.Gauges;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.store.PostgresFleetStore;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.FleetUnavailable;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// The gateway between a real broker (Debian's Mosquitto) and a real PostgreSQL.
class IngestGatewayIT {
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    private static final BankId BANK = new BankId("harbour-7");
    private static final String ENTRIES = "lockward/v1/harbour-7/entries";

    @TempDir
    Path folder;

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SigningKey key = JwkText.generate("ack-1");
    private final JournalId journal = new JournalId(UUID.randomUUID());
    private final List<ChainHash> chain = new ArrayList<>(List.of(ChainHash.START));
    private final List<byte[]> entries = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong(-1);
    private final AtomicInteger failuresToCome = new AtomicInteger();
    private int port;
    private Process broker;
    private Mqtt5BlockingClient bank;
    private IngestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        assertTrue(Files.isExecutable(MOSQUITTO), "install the package mosquitto: apt-get install mosquitto");
        source.setUrl(TestDatabase.freshDatabase());
        source.setUser("lockward");
        source.setPassword(TestDatabase.password());
        Flyway.configure().dataSource(source).load().migrate();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        broker = startBroker();
        bank = connectBank();
        Files.writeString(folder.resolve("ack-1.jwk"), JwkText.write(key));
        gateway = gateway();
        gateway.start(new StartupEvent());
        await(() -> gateway.connectedSince() != null);
        for (int i = 0; i < 500; i++) {
            byte[] json =
                    WireJson.encode(new Stamp(Instant.parse("2026-11-20T17:00:00Z"), 1, i), new KioskEntry.Frozen(i));
            entries.add(json);
            chain.add(chain.getLast().then(json));
        }
    }

    @AfterEach
    void stop() throws Exception {
        gateway.stop(new ShutdownEvent());
        if (bank.getState().isConnected()) {
            bank.disconnect();
        }
        broker.destroy();
        broker.waitFor();
    }

    private TrustedKey trusted() {
        Instant now = Instant.now();
        return new TrustedKey(
                key.kid(),
                key.verifyingKey(),
                now.minusSeconds(60),
                now.plusSeconds(3_600),
                Set.of(Scope.ACKNOWLEDGE),
                null);
    }

    private static KeyRing trusting(TrustedKey key) {
        return KeyRing.of(new KeySet(1, Instant.now(), List.of(key)));
    }

    private Process startBroker() throws IOException {
        Path config = folder.resolve("mosquitto.conf");
        Files.writeString(config, "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence false\n");
        return new ProcessBuilder(MOSQUITTO.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
    }

    private Mqtt5BlockingClient connectBank() throws InterruptedException {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("harbour-7")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        await(() -> {
            try {
                client.connect();
                return true;
            } catch (RuntimeException _) {
                return false;
            }
        });
        client.toAsync().publishes(com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL, publish -> {
            Opened<AckClaims> opened = SignedMessage.ACK.open(
                    publish.getPayloadAsBytes(), trusting(trusted()), Scope.ACKNOWLEDGE, Instant.now());
            if (opened instanceof Opened.Ok<AckClaims>(AckClaims claims, String _)
                    && claims.aud().equals(BANK)
                    && claims.journal().equals(journal)) {
                acknowledged.accumulateAndGet(claims.upTo(), Math::max);
            }
        });
        client.subscribeWith()
                .topicFilter("lockward/v1/harbour-7/ack")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
        return client;
    }

    private IngestGateway gateway() {
        IngestConfig config = new SmallRyeConfigBuilder()
                .withMapping(IngestConfig.class)
                .withDefaultValues(Map.of("lockward.mqtt.port", Integer.toString(port)))
                .build()
                .getConfigMapping(IngestConfig.class);
        PostgresFleetStore real = new PostgresFleetStore(source);
        FleetStore shaky = new FleetStore() {
            @Override
            public <T> T transaction(Work<T> work) {
                if (failuresToCome.getAndDecrement() > 0) {
                    throw new FleetUnavailable("pulled the plug", new IOException("test"));
                }
                return real.transaction(work);
            }
        };
        IngestMetrics metrics = new IngestMetrics(registry, new Gauges(registry));
        AckSigner signer = new AckSigner(_ -> trusted(), metrics, folder);
        signer.refresh();
        return new IngestGateway(config, shaky, BankWords.believed(), signer, metrics, InstantSource.system());
    }

    private void publish(int first, int count) {
        publish(
                ENTRIES,
                WireJson.encodeRun(
                        journal, 1, first, chain.get(first - 1), entries.subList(first - 1, first - 1 + count)));
    }

    private void publish(String topic, byte[] payload) {
        bank.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
    }

    @Test
    void commits_entries_and_acknowledges_them_in_spite_of_hostile_neighbours() throws Exception {
        publish("lockward/v1/harbour-7/presence", new byte[] {'{'});
        for (int at = 1; at <= 200; at += 10) {
            publish(at, 10);
            publish(ENTRIES, new byte[] {1, 2, 3});
        }
        await(() -> acknowledged.get() == 200);
        assertEquals(200, count("select count(*) from entry"));
        await(() -> count("select count(*) from hostile_payload") == 21);
        assertEquals(200, (int) registry.counter("lockward.ingest.entries").count());
    }

    @Test
    void acknowledges_a_repetition_again() throws Exception {
        publish(1, 10);
        await(() -> acknowledged.get() == 10);
        acknowledged.set(-1);
        publish(1, 10);
        await(() -> acknowledged.get() == 10);
        assertEquals(10, count("select count(*) from entry"));
    }

    @Test
    void loses_nothing_while_the_store_is_away() throws Exception {
        failuresToCome.set(3);
        for (int at = 1; at <= 100; at++) {
            publish(at, 1);
        }
        await(() -> acknowledged.get() == 100);
        assertEquals(100, count("select count(*) from entry"));
        assertTrue(registry.counter("lockward.ingest.failures").count() >= 3);
    }

    @Test
    void comes_back_after_the_broker_was_wiped() throws Exception {
        publish(1, 10);
        await(() -> acknowledged.get() == 10);
        broker.destroyForcibly().waitFor();
        await(() -> gateway.connectedSince() == null);
        broker = startBroker();
        bank = connectBank();
        await(() -> gateway.connectedSince() != null);
        publish(11, 10);
        await(() -> acknowledged.get() == 20);
    }

    @Test
    void another_replica_takes_over_where_one_stopped() throws Exception {
        for (int at = 1; at <= 100; at++) {
            publish(at, 1);
        }
        gateway.stop(new ShutdownEvent());
        gateway = gateway();
        gateway.start(new StartupEvent());
        await(() -> gateway.connectedSince() != null);
        publish(1, 100); // what a bank does whose entries are not acknowledged
        await(() -> acknowledged.get() == 100);
        assertEquals(100, count("select count(*) from entry"));
    }

    private int count(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Await.until("what was sent", condition);
    }
}
