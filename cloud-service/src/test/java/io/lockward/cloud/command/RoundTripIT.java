package io.lockward.cloud.command;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.lockward.cloud.platform.TestBroker;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A command's whole way: REST, database, signature, a real broker, a bank that answers over MQTT, and back.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
@QuarkusTestResource(value = TestBroker.class, restrictToAnnotatedClass = true)
class RoundTripIT {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final int ROUNDS = 60;

    @ConfigProperty(name = "lockward.data")
    String data = "";

    @ConfigProperty(name = "lockward.mqtt.port")
    int port;

    private final String name = "bank-" + UUID.randomUUID().toString().substring(0, 8);
    private final SigningKey key = JwkText.generate(null);
    private final JournalId journal = new JournalId(UUID.randomUUID());
    private final BootId boot = new BootId(UUID.randomUUID());
    private final long bootedAt = System.nanoTime();
    private final BlockingQueue<Mqtt5Publish> commands = new LinkedBlockingQueue<>();
    private ChainHash chain = ChainHash.START;
    private long next = 1;
    private Mqtt5AsyncClient bank =
            Mqtt5Client.builder().identifier(name).serverHost("127.0.0.1").buildAsync();

    @BeforeEach
    void the_bank_connects() throws Exception {
        assertEquals(
                201,
                api().contentType("application/json")
                        .body(Map.of("id", name, "publicKey", key.verifyingKey().x()))
                        .post("/api/v1/banks")
                        .statusCode());
        bank = client();
        bank.connect().get(10, TimeUnit.SECONDS);
        bank.publishes(MqttGlobalPublishFilter.ALL, commands::add);
        bank.subscribeWith()
                .topicFilter("lockward/v1/" + name + "/commands")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .get(10, TimeUnit.SECONDS);
        await("the service to hear the bank", () -> {
            presence();
            return "online".equals(api().get("/api/v1/banks/" + name).path("presence.state"));
        });
        await("the link for commands", () -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void the_bank_leaves() throws Exception {
        bank.disconnect().get(10, TimeUnit.SECONDS);
    }

    @Test
    void unlocks_reach_the_bank_signed_once_and_end_verified() throws Exception {
        List<Long> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            String id = unlock("round " + round).path("id");
            Mqtt5Publish message = commands.poll(5, TimeUnit.SECONDS);
            CommandClaims claims = check(message, id);
            say(
                    new CommandEntry.Received(claims.jti(), claims.cmd(), claims.act(), claims.why()),
                    new CommandEntry.Acted(claims.jti()),
                    new DoorEntry.Pulsed(A01, DoorEntry.Why.COMMAND, id, 500),
                    new DoorEntry.Opened(A01, claims.jti()),
                    new CommandEntry.Concluded(claims.jti(), CommandEntry.Outcome.VERIFIED, "the switch reads open"));
            await(
                    "the end of " + id,
                    () -> api().get("/api/v1/commands/" + id + "?wait=5").path("end"));
            times.add((System.nanoTime() - start) / 1_000);
            assertEquals("verified", api().get("/api/v1/commands/" + id).path("state"));
            say(new DoorEntry.Closed(A01, 10L));
        }
        times.sort(null);
        System.out.println("command round trip p50 " + times.get(ROUNDS / 2) + " us, p90 " + times.get(ROUNDS * 9 / 10)
                + " us of " + ROUNDS + "; raw echo p50 " + echo() + " us");
        assertTrue(commands.isEmpty(), "nothing is sent twice");
    }

    @Test
    void a_command_that_went_out_cannot_be_taken_back_and_shows_that_it_was_sent() throws Exception {
        String id = unlock("too late").path("id");
        assertEquals(409, api().post("/api/v1/commands/" + id + "/cancel").statusCode());
        check(commands.poll(5, TimeUnit.SECONDS), id);
        assertEquals("sent", api().get("/api/v1/commands/" + id).path("state"));
        say(new CommandEntry.Refused(
                CommandId.parse(id), io.lockward.protocol.command.Refusal.UNSAFE_NOW, "a deposit runs"));
        await(
                "the refusal",
                () -> "refused"
                        .equals(api().get("/api/v1/commands/" + id + "?wait=5").path("state")));
        assertEquals("unsafe-now", api().get("/api/v1/commands/" + id).path("refusal"));
    }

    private CommandClaims check(@Nullable Mqtt5Publish message, String id) throws Exception {
        assertTrue(message != null, "the command came");
        assertFalse(message.isRetain());
        assertEquals(MqttQos.AT_LEAST_ONCE, message.getQos());
        assertTrue(message.getMessageExpiryInterval().orElse(0) > 0);
        CommandJws.Verdict.Valid valid = assertInstanceOf(
                CommandJws.Verdict.Valid.class, CommandJws.verify(message.getPayloadAsBytes(), keys(), Instant.now()));
        CommandClaims claims = valid.claims();
        assertEquals(id, claims.jti().toString());
        assertEquals(name, claims.aud().value());
        assertEquals(boot, claims.boot());
        assertTrue(claims.exp() > up() && claims.exp() <= up() + 31_000, "expires 30 s ahead of the bank's uptime");
        return claims;
    }

    /// A message to oneself over the same broker, for comparison.
    private long echo() throws Exception {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            bank.publishWith()
                    .topic("lockward/v1/" + name + "/commands")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(new byte[300])
                    .send()
                    .get(5, TimeUnit.SECONDS);
            commands.poll(5, TimeUnit.SECONDS);
            times.add((System.nanoTime() - start) / 1_000);
        }
        times.sort(null);
        return times.get(ROUNDS / 2);
    }

    private KeyRing keys() throws IOException {
        VerifyingKey root = new VerifyingKey(
                Files.readString(Path.of(data, "keys/root-key")).strip());
        byte[] set = Files.readString(Path.of(data, "keys/key-set.jws")).strip().getBytes(StandardCharsets.US_ASCII);
        Opened<KeySet> opened = SignedMessage.KEY_SET.open(set, root);
        return switch (opened) {
            case Opened.Ok<KeySet>(KeySet keys, String _) -> KeyRing.of(keys);
            case Opened.Refused<KeySet> refused -> throw new IOException(refused.detail());
        };
    }

    private Response unlock(String reason) {
        Response answer = api().contentType("application/json")
                .body(Map.of("kind", "unlock", "compartment", "A01", "reason", reason))
                .post("/api/v1/banks/" + name + "/commands");
        assertEquals(202, answer.statusCode(), answer.asString());
        return answer;
    }

    private void presence() {
        send(
                Channel.PRESENCE,
                SignedMessage.PRESENCE.sign(
                        new Presence(
                                Presence.State.ONLINE,
                                Instant.now(),
                                1,
                                boot,
                                up(),
                                new SessionId(new UUID(7, 7)),
                                "0.1.0",
                                journal,
                                1,
                                next),
                        key.kid(),
                        key.privateKey()));
    }

    private void say(Entry... entries) {
        List<byte[]> texts = new ArrayList<>();
        ChainHash before = chain;
        long first = next;
        for (Entry entry : entries) {
            byte[] text = WireJson.encode(new Stamp(Instant.now(), 1, up()), entry);
            texts.add(text);
            chain = chain.then(text);
            next++;
        }
        send(Channel.ENTRIES, WireJson.encodeRun(journal, 1, first, before, texts));
    }

    private void send(Channel channel, byte[] payload) {
        var _ = bank.publishWith()
                .topic("lockward/v1/" + name + "/" + channel.level())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
    }

    private long up() {
        return 60_000 + (System.nanoTime() - bootedAt) / 1_000_000;
    }

    private Mqtt5AsyncClient client() {
        return Mqtt5Client.builder()
                .identifier(name)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(String what, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain for " + what);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private RequestSpecification api() {
        try {
            String key = Files.readString(Path.of(data, "api-key")).strip();
            return given().header("Authorization", "Bearer " + key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
