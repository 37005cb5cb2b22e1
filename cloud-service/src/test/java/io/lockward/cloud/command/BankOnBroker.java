package io.lockward.cloud.command;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.lockward.cloud.platform.Await;
import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Channel;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
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
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A bank on a real broker that a test speaks for.
public class BankOnBroker {
    @ConfigProperty(name = "lockward.data")
    protected String data = "";

    @ConfigProperty(name = "lockward.mqtt.port")
    protected int port;

    protected final String name = "bank-" + UUID.randomUUID().toString().substring(0, 8);
    protected final SigningKey key = JwkText.generate(null);
    protected final JournalId journal = new JournalId(UUID.randomUUID());
    protected final BootId boot = new BootId(UUID.randomUUID());
    protected final long bootedAt = System.nanoTime();
    protected final BlockingQueue<Mqtt5Publish> commands = new LinkedBlockingQueue<>();
    protected final BlockingQueue<Mqtt5Publish> orders = new LinkedBlockingQueue<>();
    protected ChainHash chain = ChainHash.START;
    protected long next = 1;
    protected Mqtt5AsyncClient bank =
            Mqtt5Client.builder().identifier(name).serverHost("127.0.0.1").buildAsync();

    @BeforeEach
    protected void the_bank_connects() throws Exception {
        assertEquals(
                201,
                api().contentType("application/json")
                        .body(Map.of("id", name, "publicKey", key.verifyingKey().x()))
                        .post("/api/v1/banks")
                        .statusCode());
        bank = client();
        bank.connect().get(10, TimeUnit.SECONDS);
        bank.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> (message.getTopic().toString().endsWith("/desired") ? orders : commands).add(message));
        bank.subscribeWith()
                .topicFilter("lockward/v1/" + name + "/desired")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .get(10, TimeUnit.SECONDS);
        bank.subscribeWith()
                .topicFilter("lockward/v1/" + name + "/commands")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .get(10, TimeUnit.SECONDS);
        await("the service to hear the bank", () -> {
            presence();
            Boolean proven = api().get("/api/v1/banks/" + name).path("identity.proven");
            return proven;
        });
        await("the link for commands", () -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    protected void the_bank_leaves() throws Exception {
        bank.disconnect().get(10, TimeUnit.SECONDS);
    }

    protected Response ask(Map<String, String> body) {
        Response answer = api().contentType("application/json").body(body).post("/api/v1/banks/" + name + "/commands");
        assertEquals(202, answer.statusCode(), answer.asString());
        return answer;
    }

    protected KeyRing keys() throws IOException {
        VerifyingKey root = new VerifyingKey(
                Files.readString(Path.of(data, "keys/root-key")).strip());
        byte[] set = Files.readString(Path.of(data, "keys/key-set.jws")).strip().getBytes(StandardCharsets.US_ASCII);
        Opened<KeySet> opened = SignedMessage.KEY_SET.open(set, root);
        return switch (opened) {
            case Opened.Ok<KeySet>(KeySet keys, String _) -> KeyRing.of(keys);
            case Opened.Refused<KeySet> refused -> throw new IOException(refused.detail());
        };
    }

    protected void presence() {
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

    protected void say(Entry... entries) {
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

    protected void send(Channel channel, byte[] payload) {
        var _ = bank.publishWith()
                .topic("lockward/v1/" + name + "/" + channel.level())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
    }

    protected long up() {
        return 60_000 + (System.nanoTime() - bootedAt) / 1_000_000;
    }

    protected Mqtt5AsyncClient client() {
        return Mqtt5Client.builder()
                .identifier(name)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
    }

    protected static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Await.until(what, condition);
    }

    protected RequestSpecification api() {
        try {
            String key = Files.readString(Path.of(data, "api-key")).strip();
            return given().header("Authorization", "Bearer " + key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
