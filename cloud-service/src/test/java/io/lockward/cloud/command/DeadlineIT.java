package io.lockward.cloud.command;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.platform.MovableClock;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.fleet.FleetStore;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What people do to alarms and banks, and how commands end when nobody answers.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class DeadlineIT {
    private static final CompartmentId A01 = new CompartmentId("A01");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    private final FleetStore store;
    private final MovableClock clock;

    @Inject
    DeadlineIT(FleetStore store, MovableClock clock) {
        this.store = store;
        this.clock = clock;
    }

    @AfterEach
    void theClockIsRightAgain() {
        clock.moveAhead(Duration.ZERO);
    }

    @Test
    void a_command_that_never_goes_out_expires_and_cannot_be_cancelled_then() {
        String name = online();
        String id = api().contentType("application/json")
                .body(Map.of("kind", "unlock", "compartment", "A01", "reason", "nobody there"))
                .post("/api/v1/banks/" + name + "/commands")
                .path("id");
        clock.moveAhead(Duration.ofSeconds(31));
        api().get("/api/v1/commands/" + id + "?wait=10")
                .then()
                .body("state", equalTo("expired"))
                .body("end", equalTo(true))
                .body("evidence", matchesPattern(".*Nothing was sent.*"));
        assertEquals(409, api().post("/api/v1/commands/" + id + "/cancel").statusCode());
        api().get("/api/v1/commands?state=open&bank=" + name).then().body("items", hasSize(0));
    }

    @Test
    void a_bank_that_falls_silent_is_not_asked_to_act() {
        String name = online();
        clock.moveAhead(Duration.ofSeconds(95));
        Response refused = api().contentType("application/json")
                .body(Map.of("kind", "unlock", "compartment", "A01", "reason", "too late"))
                .post("/api/v1/banks/" + name + "/commands");
        assertEquals(409, refused.statusCode());
        assertTrue(refused.<String>path("detail").contains("silent"));
    }

    @Test
    void an_alarm_is_acknowledged_and_shelved_by_a_person() {
        String name = online();
        new SpokenBank(name, store)
                .say(new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, "A01", "nothing unlocked it"));
        int id = api().get("/api/v1/alarms?bank=" + name).path("items[0].id");
        for (int i = 0; i < 2; i++) {
            api().post("/api/v1/alarms/" + id + "/acknowledge")
                    .then()
                    .statusCode(200)
                    .body("severity", equalTo("critical"))
                    .body("acknowledged.by", equalTo("key:first"));
        }
        shelve(id, Map.of("until", Instant.now().plusSeconds(600).toString(), "reason", "known"))
                .then()
                .statusCode(200)
                .body("shelved.reason", equalTo("known"));
        assertEquals(
                400,
                shelve(id, Map.of("until", "2001-01-01T00:00:00Z", "reason", "x"))
                        .statusCode());
        assertEquals(400, shelve(id, Map.of("until", "soon", "reason", "x")).statusCode());
        assertEquals(
                400,
                shelve(id, Map.of("until", Instant.now().plusSeconds(9).toString()))
                        .statusCode());
        assertEquals(404, api().post("/api/v1/alarms/999999/acknowledge").statusCode());
        assertEquals(404, api().post("/api/v1/alarms/x/acknowledge").statusCode());
    }

    @Test
    void a_bank_is_registered_once_with_its_place_and_layout() {
        String name = "new-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, Object> layout = Map.of(
                "columns",
                java.util.List.of(
                        Map.of("id", "A", "compartments", java.util.List.of(Map.of("id", "A01", "size", "L")))),
                "kioskAfterColumn",
                "A");
        Map<String, Object> body = Map.of(
                "id",
                name,
                "name",
                "New one",
                "site",
                Map.of("id", "harbour", "name", "Harbour", "timeZone", "Europe/Lisbon"),
                "layout",
                layout);
        register(body).then().statusCode(201).body("id", equalTo(name)).body("password", matchesPattern("[\\w-]{32}"));
        assertEquals(409, register(body).statusCode());
        api().get("/api/v1/banks/" + name)
                .then()
                .body("presence.state", equalTo("never-seen"))
                .body("health.level", equalTo("unknown"))
                .body("compartments[0].size", equalTo("L"))
                .body("compartments[0].door.state", equalTo("unknown"))
                .body("doors.unknown", equalTo(1))
                .body("kiosk.state", equalTo("unknown"))
                .body("power", equalTo(null));
        api().get("/api/v1/sites").then().body("items.id", hasItem("harbour"));
        assertEquals(400, register(Map.of("id", "X")).statusCode());
        assertEquals(
                400, register(Map.of("id", "ok-1", "site", Map.of("id", "h!"))).statusCode());
        assertEquals(
                400,
                register(Map.of("id", "ok-2", "site", Map.of("id", "hh", "timeZone", "Mars/Base")))
                        .statusCode());
    }

    @Test
    void samples_are_told_by_metric_and_ranges_are_checked() {
        String path = "/api/v1/banks/" + online() + "/telemetry";
        api().get(path).then().statusCode(200).body("metrics", hasSize(0));
        api().get(path + "?metric=ups.charge-percent").then().statusCode(200).body("points", hasSize(0));
        assertEquals(400, api().get(path + "?metric=x&from=yesterday").statusCode());
        assertEquals(
                400,
                api().get(path + "?metric=x&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                        .statusCode());
    }

    private String online() {
        String name = "bank-" + UUID.randomUUID().toString().substring(0, 8);
        SpokenBank bank = new SpokenBank(name, store);
        bank.presence(Presence.State.ONLINE);
        bank.say(new DoorEntry.Closed(A01, null));
        return name;
    }

    private Response register(Map<String, ?> body) {
        return api().contentType("application/json").body(body).post("/api/v1/banks");
    }

    private Response shelve(int id, Map<String, ?> body) {
        return api().contentType("application/json").body(body).post("/api/v1/alarms/" + id + "/shelve");
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
