package io.lockward.cloud.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.lockward.cloud.platform.TestBroker;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.command.Approval;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Key sets, configurations, consent and diagnostics on their whole way over a real broker.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
@QuarkusTestResource(value = TestBroker.class, restrictToAnnotatedClass = true)
class PolicyRoundTripIT extends BankOnBroker {
    @Test
    void a_new_key_set_reaches_the_bank_and_two_people_of_it_open_everything() throws Exception {
        SigningKey ana = JwkText.generate("ana-1");
        SigningKey rui = JwkText.generate("rui-1");
        String jws = signedSet(ana, rui);
        assertEquals(
                200, put("/api/v1/key-set", Map.of("keySet", jws)).statusCode(), "the root signed it, and it is newer");
        assertEquals(409, put("/api/v1/key-set", Map.of("keySet", jws)).statusCode(), "versions only rise");
        await(
                "the key set on its way",
                () -> orders.stream()
                        .anyMatch(
                                order -> jws.equals(new String(order.getPayloadAsBytes(), StandardCharsets.US_ASCII))));
        say(new ConfigEntry.KeysApplied(2, jws, null));
        await(
                "the bank's word on it",
                () -> api().get("/api/v1/key-set/banks?limit=500")
                                .jsonPath()
                                .getList("items.findAll { it.bank == '" + name + "' && it.current }")
                                .size()
                        == 1);

        String mine = "items.find { it.bank == '" + name + "' }";
        Response told = api().get("/api/v1/key-set/banks?limit=500");
        assertEquals(key.verifyingKey().thumbprint(), told.<String>path(mine + ".fingerprint"));
        assertTrue(told.<Boolean>path(mine + ".proven"));
        assertTrue(told.<String>path(mine + ".registeredAt") != null);
        for (String only : List.of("behind", "unkeyed", "doubtful")) {
            List<String> lacking =
                    api().get("/api/v1/key-set/banks?limit=500&only=" + only).path("items.bank");
            assertFalse(lacking.contains(name), only);
        }
        assertEquals(
                400,
                api().get("/api/v1/key-set/banks?only=all").statusCode(),
                "what it does not know it does not guess");
        assertTrue((int) api().get("/api/v1/key-set").path("banks.current") >= 1);

        String id = ask(Map.of("kind", "unlock-all", "reason", "fire drill")).path("id");
        Response waiting = api().get("/api/v1/commands/" + id);
        assertEquals("queued", waiting.path("state"));
        assertTrue(waiting.path("waitsFor").toString().contains("two people"));
        assertEquals(boot.toString(), waiting.path("consent.boot"));
        assertEquals(422, approve(id, ana, new BootId(UUID.randomUUID())).statusCode(), "another boot");
        assertEquals(422, approve(id, JwkText.generate("ana-1"), boot).statusCode(), "another key");
        assertEquals(200, approve(id, ana, boot).statusCode());
        assertEquals(409, approve(id, ana, boot).statusCode(), "one person cannot approve twice");
        assertTrue(commands.isEmpty(), "one person is not enough");
        assertEquals(200, approve(id, rui, boot).statusCode());
        Mqtt5Publish message = commands.poll(5, TimeUnit.SECONDS);
        assertTrue(message != null, "the command came");
        KeyRing ring = KeyRing.of(
                assertInstanceOf(KeySet.class, SignedMessage.KEY_SET.peek(jws.getBytes(StandardCharsets.US_ASCII))));
        assertInstanceOf(
                CommandJws.Verdict.Valid.class,
                CommandJws.verify(message.getPayloadAsBytes(), ring, Instant.now()),
                "the bank sees the consent of both");
        assertEquals(List.of("ana", "rui"), api().get("/api/v1/commands/" + id).path("consent.by"));
    }

    @Test
    void a_configuration_is_signed_and_sent_until_the_bank_says_that_it_has_it() throws Exception {
        String path = "/api/v1/banks/" + name + "/configuration";
        assertEquals("none", api().get(path).path("state"));
        assertEquals(400, put(path, Map.of()).statusCode());
        Map<String, String> settings = Map.of("door.ajar-seconds", "90");
        assertEquals(
                400,
                put(path, Map.of("settings", settings, "reason", "x".repeat(257)))
                        .statusCode());
        Response answer = put(path, Map.of("settings", settings, "reason", "the wind holds it open"));
        assertEquals("waiting", answer.path("state"), answer.asString());
        await(
                "the order",
                () -> orders.stream().anyMatch(order -> SignedMessage.DESIRED.claims(order.getPayloadAsBytes())));
        Mqtt5Publish order = orders.stream()
                .filter(any -> SignedMessage.DESIRED.claims(any.getPayloadAsBytes()))
                .findFirst()
                .orElseThrow();
        Opened<Desired> opened =
                SignedMessage.DESIRED.open(order.getPayloadAsBytes(), keys(), Scope.CONFIGURE, Instant.now());
        assertEquals(
                new Desired(new BankId(name), 1, settings),
                opened instanceof Opened.Ok<Desired>(Desired desired, String _) ? desired : null);
        say(new ConfigEntry.Applied(1, "door.ajar-seconds is too long", null));
        await("the refusal", () -> "not-taken".equals(api().get(path).path("state")));
        assertEquals(2, (int) put(path, Map.of("settings", settings)).path("wanted.version"));
        say(new ConfigEntry.Applied(2, null, settings));
        await("the end of it", () -> "applied".equals(api().get(path).path("state")));
    }

    @Test
    void a_diagnostic_bundle_comes_signed_and_is_shown() throws Exception {
        String id = ask(Map.of("kind", "diagnose", "reason", "it is slow")).path("id");
        assertEquals(404, api().get("/api/v1/commands/" + id + "/diagnostics").statusCode());
        Diagnostics told = new Diagnostics(
                new BankId(name),
                CommandId.parse(id),
                Instant.now(),
                1,
                up(),
                Map.of("disk.free-percent", "71"),
                List.of("a line"));
        send(Channel.DIAGNOSTICS, SignedMessage.DIAGNOSTICS.sign(told, key.kid(), key.privateKey()));
        await(
                "the bundle",
                () -> api().get("/api/v1/commands/" + id + "/diagnostics").statusCode() == 200);
        Response shown = api().get("/api/v1/commands/" + id + "/diagnostics");
        assertEquals("71", shown.jsonPath().getMap("facts").get("disk.free-percent"));
        assertEquals(List.of("a line"), shown.path("log"));
        String bundles = "/api/v1/banks/" + name + "/diagnostics";
        Response listed = api().get(bundles);
        assertEquals(List.of(id), listed.<List<String>>path("items.command"));
        assertEquals(List.of("it is slow"), listed.<List<String>>path("items.reason"));
        assertEquals(List.of(true), listed.<List<Boolean>>path("items.proven"));
        assertEquals(
                200,
                put(
                                "/api/v1/banks/" + name + "/key?replace=true",
                                Map.of(
                                        "publicKey",
                                        JwkText.generate(null).verifyingKey().x()))
                        .statusCode());
        assertEquals(
                List.of(false),
                api().get(bundles).path("items.proven"),
                "another key is the bank's now, and says nothing");
        assertEquals(404, api().get("/api/v1/banks/NO/diagnostics").statusCode());
    }

    @Test
    void the_signer_tells_its_keys_and_its_limits() {
        Response signer = api().get("/api/v1/signer");
        assertEquals("ready", signer.<String>path("state"));
        assertEquals(1, signer.<List<?>>path("keys").size());
        assertTrue(signer.<Boolean>path("keys[0].trusted"));
        assertTrue((int) signer.path("limits.bankUnlocks") > 0);
    }

    private Response approve(String id, SigningKey person, BootId forBoot) {
        Approval approval = new Approval(CommandId.parse(id), new BankId(name), forBoot, "unlock-all");
        byte[] jws = SignedMessage.APPROVAL.sign(approval, person.kid(), person.privateKey());
        return api().contentType("application/json")
                .body(Map.of("approval", new String(jws, StandardCharsets.US_ASCII)))
                .post("/api/v1/commands/" + id + "/approvals");
    }

    /// The second version: the keys of the first, and two people.
    private String signedSet(SigningKey... people) throws IOException {
        SigningKey root = JwkText.read(Files.readString(Path.of(data, "keys/root.jwk")));
        byte[] first =
                Files.readString(Path.of(data, "keys/key-set.jws")).strip().getBytes(StandardCharsets.US_ASCII);
        KeySet before = assertInstanceOf(KeySet.class, SignedMessage.KEY_SET.peek(first));
        List<TrustedKey> all = new ArrayList<>(before.keys());
        for (SigningKey person : people) {
            all.add(new TrustedKey(
                    person.kid(),
                    person.verifyingKey(),
                    before.at(),
                    before.at().plusSeconds(86_400),
                    Set.of(Scope.APPROVE),
                    person.kid().substring(0, 3)));
        }
        byte[] jws = SignedMessage.KEY_SET.sign(new KeySet(2, Instant.now(), all), root.kid(), root.privateKey());
        return new String(jws, StandardCharsets.US_ASCII);
    }

    private Response put(String path, Map<String, ?> body) {
        return api().contentType("application/json").body(body).put(path);
    }
}
