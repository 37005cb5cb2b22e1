package io.lockward.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.lockward.broker.EmbeddedProcess.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged broker as a process, with independent clients.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerIT implements AccessContract {
    private Path folder = Path.of("set before all");

    private EmbeddedProcess broker = new EmbeddedProcess(Path.of("set before all"));
    private @Nullable Running started;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        this.folder = folder;
        broker = new EmbeddedProcess(folder);
        for (String bank : List.of(HARBOUR, STATION, "busy-bank")) {
            broker.add("bank", bank);
        }
        broker.add("cloud", CLOUD);
        started =
                broker.start("--metrics-port", "0", "--bank-message-burst", "300", "--bank-messages-per-second", "50");
    }

    @AfterAll
    void stop() {
        running().close();
    }

    private Running running() {
        if (started == null) {
            throw new AssertionError("the broker did not start");
        }
        return started;
    }

    @Override
    public Wire connect(String name) {
        String user = name.startsWith(CLOUD) ? CLOUD : name;
        return Wire.connect(running().port(), name, user, broker.password(user));
    }

    @Override
    public boolean refusesSubscriptions() {
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        "harbour-7, harbour-7, wrong, NOT_AUTHORIZED",
        "stranger,  stranger,  wrong, NOT_AUTHORIZED",
        "station-1, harbour-7, right, CLIENT_IDENTIFIER_NOT_VALID",
        "harbour-7, cloud,     right, CLIENT_IDENTIFIER_NOT_VALID"
    })
    void refusesWhoIsNotWhoTheySay(String clientId, String name, String password, Mqtt5ConnAckReasonCode expected) {
        String secret = password.equals("right") ? broker.password(name) : "wrong";
        Mqtt5ConnAckException refused = assertThrows(
                Mqtt5ConnAckException.class, () -> Wire.connect(running().port(), clientId, name, secret));
        assertEquals(expected, refused.getMqttMessage().getReasonCode());
    }

    @Test
    void refusesMqtt3() throws IOException {
        try (RawMqtt raw = new RawMqtt(running().port())) {
            assertEquals(
                    1,
                    raw.connect(4, HARBOUR, HARBOUR, broker.password(HARBOUR)).reason());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lockward/v1/harbour-7/entries,   1, false, 81920,  0",
        "lockward/v1/harbour-7/entries,   1, false, 81921,  0x95",
        "lockward/v1/harbour-7/presence,  1, false, 2049,   0x95",
        "lockward/v1/harbour-7/telemetry, 0, false, 16385,  0x95",
        "lockward/v1/harbour-7/entries,   1, true,  10,     0x9A",
        "lockward/v1/harbour-7/entries,   2, false, 10,     0x9B",
        "lockward/v1/harbour-7/telemetry, 1, false, 10,     0x9B",
        "lockward/v1/harbour-7/commands,  1, false, 10,     0x87",
        "lockward/v1/station-1/entries,   1, false, 10,     0x87",
        "lockward/v1/harbour-7/door,      1, false, 10,     0x90",
        "other,                           1, false, 10,     0x90"
    })
    void answersAPublishWithTheRightReason(String topic, int qos, boolean retain, int bytes, String reason)
            throws IOException {
        try (Wire cloud = connect(WATCH);
                RawMqtt raw = new RawMqtt(running().port())) {
            assertNull(cloud.subscribe("lockward/v1/+/entries"));
            assertEquals(
                    0,
                    raw.connect(5, HARBOUR, HARBOUR, broker.password(HARBOUR)).reason());
            assertEquals(
                    Integer.decode(reason),
                    raw.publish(topic, qos, retain, bytes).reason());
        }
    }

    @Test
    void takesAWillOnTheOwnPresenceOnlyAndSendsIt() throws Exception {
        try (Wire watch = connect(WATCH)) {
            watch.subscribe("lockward/v1/+/presence");
            assertEquals(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, will("lockward/v1/station-1/presence", "last words"));
            assertEquals(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, will("lockward/v1/harbour-7/entries", "last words"));
            assertEquals(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, will("lockward/v1/harbour-7/commands", "last words"));
            assertEquals(
                    Mqtt5ConnAckReasonCode.PACKET_TOO_LARGE,
                    will("lockward/v1/harbour-7/presence", "long last words ".repeat(200)));
            assertEquals(Mqtt5ConnAckReasonCode.SUCCESS, will("lockward/v1/harbour-7/presence", "last words"));
            watch.await("last words");
        }
    }

    @Test
    void theLastConnectionOfABankWins() {
        try (Wire first = connect(HARBOUR);
                Wire second = connect(HARBOUR)) {
            assertEquals("SESSION_TAKEN_OVER", first.awaitEnd());
            assertTrue(second.isConnected());
        }
    }

    @Test
    void followsTheCredentialsFile() {
        assertThrows(Mqtt5ConnAckException.class, () -> connect("new-bank"));
        broker.add("bank", "new-bank");
        Wire.until("the new bank is let in", () -> connects("new-bank"));

        try (Wire revoked = connect("new-bank")) {
            broker.remove("new-bank");
            assertEquals("NOT_AUTHORIZED", revoked.awaitEnd());
        }
        assertThrows(Mqtt5ConnAckException.class, () -> connect("new-bank"));
    }

    @Test
    void slowsABusyBankDownWithoutHangingUp() throws IOException, InterruptedException {
        try (Wire watch = connect(WATCH);
                Wire busy = connect("busy-bank")) {
            watch.subscribe("lockward/v1/+/entries");
            String topic = "lockward/v1/busy-bank/entries";
            String answer = null;
            for (int i = 0; i < 2_000 && answer == null; i++) {
                answer = busy.publish(topic, 1, false, "entry-" + i);
            }
            assertNotNull(answer, "2,000 in a row are over its budget");
            assertTrue(answer.contains("QUOTA_EXCEEDED"), answer);
            assertTrue(busy.isConnected());
            Wire.until("it may speak again", () -> busy.publish(topic, 1, false, "later") == null);
            watch.await("later");
        }
        assertTrue(metrics().contains("lockward_broker_refusals_total{reason=\"over_budget\"}"));
    }

    @Test
    void countsEveryRefusal() throws IOException, InterruptedException {
        assertThrows(Mqtt5ConnAckException.class, () -> Wire.connect(running().port(), HARBOUR, HARBOUR, "wrong"));
        String page = metrics();
        assertTrue(page.contains("lockward_broker_refusals_total{reason=\"wrong_password\"}"), page);
        assertTrue(page.contains("lockward_broker_connections "), page);
    }

    @Test
    void hangsUpOnAPacketOverItsLimit() throws IOException {
        try (RawMqtt raw = new RawMqtt(running().port())) {
            assertEquals(
                    0,
                    raw.connect(5, HARBOUR, HARBOUR, broker.password(HARBOUR)).reason());
            // It may hang up before it has read the packet, and then there is no reason to read
            try {
                assertEquals(
                        0x95,
                        raw.publish("lockward/v1/harbour-7/entries", 1, false, 300_000)
                                .reason());
            } catch (IOException hungUp) {
                assertTrue(connects(HARBOUR));
            }
        }
    }

    @Test
    void survivesGarbage() throws IOException {
        byte[][] garbage = {
            {0, 0, 0, 0},
            {0x10, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1},
            "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
            {0x10, 6, 0, 4, 'M', 'Q', 'T', 'T'}
        };
        for (byte[] bytes : garbage) {
            try (RawMqtt raw = new RawMqtt(running().port())) {
                assertThrows(IOException.class, () -> raw.say(bytes));
            }
        }
        assertTrue(connects(HARBOUR));
    }

    @Test
    void aKilledBrokerComesBackEmptyAndServesAtOnce(@TempDir Path other) throws Exception {
        EmbeddedProcess mortal = new EmbeddedProcess(other);
        mortal.add("bank", HARBOUR);
        mortal.add("cloud", CLOUD);
        try (Running first = mortal.start()) {
            persistentCloud(mortal, first.port(), true).disconnect();
            try (Wire harbour = Wire.connect(first.port(), HARBOUR, HARBOUR, mortal.password(HARBOUR))) {
                assertNull(harbour.publish("lockward/v1/harbour-7/entries", 1, false, "queued for the cloud"));
            }
            first.child().kill();
        }
        try (Running second = mortal.start()) {
            var cloud = persistentCloud(mortal, second.port(), false);
            cloud.disconnect();
            try (Wire harbour = Wire.connect(second.port(), HARBOUR, HARBOUR, mortal.password(HARBOUR))) {
                assertNull(harbour.publish("lockward/v1/harbour-7/entries", 0, false, "served"));
            }
            assertTrue(second.child().end(Duration.ofSeconds(8)), "it ends on SIGTERM");
        }
    }

    @Test
    void saysWhyItDoesNotStart() throws Exception {
        Path log = folder.resolve("refused.log");
        try (Child child =
                Child.start(EmbeddedProcess.command("io.lockward.broker.Main", List.of("--prot", "1")), log)) {
            assertEquals(2, child.exitCode());
            assertTrue(child.log().contains("there is no 'prot'; flags are --config --port"), child.log());
        }
        String port = Integer.toString(running().port());
        Path data = folder.resolve("second");
        try (Child child = Child.start(
                EmbeddedProcess.command(
                        "io.lockward.broker.Main",
                        List.of(
                                "--port",
                                port,
                                "--credentials",
                                broker.credentials().toString(),
                                "--data",
                                data.toString())),
                log)) {
            assertEquals(1, child.exitCode());
        }
        assertTrue(Files.exists(data));
    }

    private com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient persistentCloud(
            EmbeddedProcess process, int port, boolean cleanStart) {
        var client = Wire.client(port, "cloud-1", CLOUD, process.password(CLOUD), new CompletableFuture<>());
        var answer = client.connectWith()
                .cleanStart(cleanStart)
                .sessionExpiryInterval(3_000)
                .send();
        assertEquals(false, answer.isSessionPresent(), "a broker that was killed remembers nothing");
        if (cleanStart) {
            client.subscribeWith().topicFilter("lockward/v1/+/entries").send();
        }
        return client;
    }

    private Mqtt5ConnAckReasonCode will(String topic, String words) {
        var client =
                Wire.client(running().port(), HARBOUR, HARBOUR, broker.password(HARBOUR), new CompletableFuture<>());
        try {
            var answer = client.connectWith()
                    .willPublish()
                    .topic(topic)
                    .qos(com.hivemq.client.mqtt.datatypes.MqttQos.AT_LEAST_ONCE)
                    .payload(words.getBytes(StandardCharsets.UTF_8))
                    .applyWillPublish()
                    .send();
            client.disconnectWith()
                    .reasonCode(
                            com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode
                                    .DISCONNECT_WITH_WILL_MESSAGE)
                    .send();
            return answer.getReasonCode();
        } catch (Mqtt5ConnAckException refused) {
            return refused.getMqttMessage().getReasonCode();
        }
    }

    private boolean connects(String name) {
        try (Wire wire = connect(name)) {
            return wire.isConnected();
        } catch (Mqtt5ConnAckException refused) {
            return false;
        }
    }

    private String metrics() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://127.0.0.1:" + running().metricsPort() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
