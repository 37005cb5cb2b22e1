package io.lockward.cloud.timeline;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.command.SpokenBank;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.FleetStore;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lanes over HTTP, of a bank that speaks through the real ingest.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class TimelineIT {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");

    private final AgroalDataSource database;
    private final String name = "lanes-" + UUID.randomUUID().toString().substring(0, 8);
    private final SpokenBank bank;

    @ConfigProperty(name = "lockward.data")
    String data = "";

    @Inject
    TimelineIT(FleetStore store, AgroalDataSource database) {
        this.database = database;
        this.bank = new SpokenBank(name, store);
    }

    @BeforeEach
    void a_bank_comes_online() {
        bank.presence(Presence.State.ONLINE);
        bank.say(
                new DoorEntry.Closed(A01, null),
                new DoorEntry.Closed(A02, null),
                new PowerEntry.Lost(new PowerEntry.Ups("OB DISCHRG", 87.0, 2280L)));
    }

    private RequestSpecification api() {
        try {
            return given().header(
                            "Authorization",
                            "Bearer "
                                    + Files.readString(Path.of(data, "api-key")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_day_is_told_as_lanes_and_exported_as_it_was_received() {
        String path = "/api/v1/banks/" + name + "/timeline";
        api().get(path)
                .then()
                .statusCode(200)
                .body("truncated", equalTo(false))
                .body("marks.size()", equalTo(3))
                .body("types", hasItem("power.lost"))
                .body("lanes.id", hasItem("power"))
                .body("lanes.find { it.id == 'power' }.states[0].state", equalTo("battery"));
        List<String> lines = api().get(path + "/export")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        assertEquals(3, lines.size());
        assertTrue(lines.getLast().contains("\"seq\":3") && lines.getLast().contains("power.lost"), lines.getLast());
        for (String wrong : List.of("?from=2026-11-01T00:00:00Z&to=2026-11-20T00:00:00Z", "?from=yesterday")) {
            api().get(path + wrong).then().statusCode(400).body("type", equalTo("urn:lockward:problem:invalid"));
        }
        api().get("/api/v1/banks/nowhere/timeline").then().statusCode(404);
    }

    @Test
    void a_bank_that_is_not_heard_is_not_told_of_as_if_it_were() {
        Instant now = Instant.now();
        new SqlQuery(
                        "insert into alarm (bank, subject, kind, severity, raised_at, cleared_at, why, suggestion)"
                                + " values (?, 'bank', 'bank-offline', 'major', ?, ?, 'away', 'wait')",
                        name,
                        now.minusSeconds(7_200),
                        now.minusSeconds(3_600))
                .update(database);
        String path = "/api/v1/banks/" + name + "/timeline";
        api().get(path)
                .then()
                .body("gaps.size()", equalTo(0))
                .body("lanes.find { it.id == 'network' }.states.state", hasItems("not-connected", "connected"));
        new SqlQuery("update presence set last_seen = ? where bank = ?", now.minusSeconds(600), name).update(database);
        api().get(path)
                .then()
                .body("gaps[0].first", equalTo(4))
                .body("gaps[0].last", equalTo(null))
                .body("lanes.find { it.id == 'power' }.states[0].said", equalTo("nothing-heard-since"));
        api().get(path + "?from=" + now.minusSeconds(86_400) + "&to=" + now.minusSeconds(3_000))
                .then()
                .body("gaps.size()", equalTo(0))
                .body("lanes.find { it.id == 'network' }.states[0].state", equalTo("not-connected"));
    }
}
