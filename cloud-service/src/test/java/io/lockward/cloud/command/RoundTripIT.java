package io.lockward.cloud.command;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.lockward.cloud.platform.TestBroker;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.wire.CommandJws;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A command's whole way: REST, database, signature, a real broker, a bank that answers over MQTT, and back.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
@QuarkusTestResource(value = TestBroker.class, restrictToAnnotatedClass = true)
class RoundTripIT extends BankOnBroker {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final int ROUNDS = 60;

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

    /// See [TestBroker]: this service stands behind a proxy.
    @Test
    void behind_a_proxy_each_address_has_tries_of_its_own_and_the_session_travels_by_tls_only() throws Exception {
        assertTrue(
                IntStream.range(0, 60)
                        .anyMatch(guess -> signIn("203.0.113.7", "nobody-" + guess, "a guess")
                                        .statusCode()
                                == 429),
                "one address runs out of tries");
        String password =
                Files.readAllLines(Path.of(data, "first-sign-in")).get(1).substring("password ".length());
        for (String other : List.of("203.0.113.8", "2001:db8::8")) {
            Response welcome = signIn(other, "operator", password);
            assertEquals(204, welcome.statusCode(), other);
            assertTrue(welcome.header("Set-Cookie").contains("Secure"), () -> welcome.header("Set-Cookie"));
        }
    }

    private static Response signIn(String from, String name, String password) {
        return given().header("X-Forwarded-For", from)
                .header("X-Forwarded-Proto", "https")
                .formParam("username", name)
                .formParam("password", password)
                .post("/login");
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

    private Response unlock(String reason) {
        return ask(Map.of("kind", "unlock", "compartment", "A01", "reason", reason));
    }
}
