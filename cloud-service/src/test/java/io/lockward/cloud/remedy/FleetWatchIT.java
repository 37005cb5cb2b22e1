package io.lockward.cloud.remedy;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.command.SpokenBank;
import io.lockward.cloud.platform.MovableClock;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.FleetStore;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Banks that are heard and yet not well: deaf, unsigned, or forced. On a real PostgreSQL, with a clock that a test
/// moves.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
@QuarkusTestResource(RelayedSite.class)
class FleetWatchIT {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final FleetWatch watch;
    private final FleetLadder ladder;
    private final MovableClock clock;
    private final AgroalDataSource database;
    private final String id = "watched-" + UUID.randomUUID().toString().substring(0, 8);
    private final SpokenBank bank;

    @ConfigProperty(name = "lockward.data")
    String data = "";

    @Inject
    FleetWatchIT(
            FleetStore store, FleetWatch watch, FleetLadder ladder, MovableClock clock, AgroalDataSource database) {
        this.watch = watch;
        this.ladder = ladder;
        this.clock = clock;
        this.database = database;
        this.bank = new SpokenBank(id, store);
    }

    @BeforeEach
    void aBankComesOnline() {
        bank.presence(Presence.State.ONLINE);
        bank.say(new DoorEntry.Closed(A01, null));
        bank.presence(Presence.State.ONLINE);
    }

    @AfterEach
    void theClockIsRightAgain() {
        clock.moveAhead(Duration.ZERO);
    }

    /// It beats at that minute, and somebody looks.
    private void minute(int minute) {
        Duration ahead = Duration.ofMinutes(minute);
        clock.moveAhead(ahead);
        bank.moveAhead(ahead);
        bank.presence(Presence.State.ONLINE);
        watch.look(LONG_AGO);
    }

    private ValidatableResponse alarms() {
        return api().get("/api/v1/alarms?bank=" + id).then().statusCode(200);
    }

    @Test
    void two_commands_without_an_answer_show_that_it_does_not_hear_and_its_agent_is_asked_for() {
        for (int i = 0; i < 2; i++) {
            api().contentType("application/json")
                    .body(Map.of("kind", "unlock", "compartment", "A01", "reason", "resident waits"))
                    .post("/api/v1/banks/" + id + "/commands")
                    .then()
                    .statusCode(202);
        }
        // There is no broker in this test: they went out, and nothing came back.
        new SqlQuery("update command set sent_at = created_at, ended = true, state = 'expired' where bank = ?", id)
                .update(database);
        minute(2);
        alarms().body("items.kind", hasItem("downlink-dead"));
        ladder.round(LONG_AGO);
        api().get("/api/v1/banks/" + id + "/diagnosis")
                .then()
                .body("findings[0].next", containsString("asks it to restart its agent at"));
        minute(13);
        ladder.round(LONG_AGO);
        ladder.round(LONG_AGO);
        api().get("/api/v1/banks/" + id + "/diagnosis")
                .then()
                .body("fleetLadder.steps", hasSize(1))
                .body("fleetLadder.steps[0].level", equalTo("agent"))
                .body("fleetLadder.steps[0].state", equalTo("running"));
        api().get("/api/v1/commands?state=open&bank=" + id)
                .then()
                .body("items", hasSize(1))
                .body("items[0].level", equalTo("agent"))
                .body("items[0].by", equalTo("lockward:ladder"));
    }

    @Test
    void entries_that_do_not_arrive_for_long_show_it_too_and_it_is_over_when_they_do() {
        bank.keepsAnEntryToItself();
        minute(1);
        minute(10);
        alarms().body("items.kind", not(hasItem("downlink-dead")));
        minute(12);
        alarms().body("items.kind", hasItem("downlink-dead"));
        new SqlQuery("update journal set up_to = up_to + 1 where bank = ?", id).update(database);
        minute(13);
        alarms().body("items.kind", not(hasItem("downlink-dead")));
    }

    @Test
    void entries_whose_signature_never_comes_raise_an_alarm() {
        minute(29);
        alarms().body("items.kind", not(hasItem("journal-unsigned")));
        minute(31);
        alarms().body("items.kind", hasItem("journal-unsigned"))
                .body("items.find { it.kind == 'journal-unsigned' }.evidence.seq", equalTo(1));
    }

    @Test
    void force_is_an_incident_until_a_person_has_taken_it_though_the_door_is_pushed_shut() {
        bank.say(
                new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, "A01", "opened, and nothing unlocked it"),
                new ConditionEntry.Cleared(ConditionEntry.Kind.FORCED_ENTRY, "A01"));
        ladder.round(LONG_AGO);
        ladder.round(LONG_AGO);
        var incident = forced();
        int number = incident.extract().path("items.find { it.subject == '" + id + "' }.id");
        String it = "items.find { it.id == " + number + " }";
        incident.body(it + ".why", containsString("A01 opened"))
                .body(it + ".alarms", hasSize(1))
                .body(it + ".alarms[0].state", equalTo("closed"))
                .body(it + ".alarms[0].caseId", matchesPattern("[0-9a-f-]{36}"));
        bank.say(new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, "A01", "opened again"));
        ladder.round(LONG_AGO);
        api().post("/api/v1/incidents/" + number + "/acknowledge")
                .then()
                .statusCode(200)
                .body("alarms", hasSize(2))
                .body("alarms.acknowledged.by", not(hasItem(equalTo(null))));
        ladder.round(LONG_AGO);
        forced().body(it + ".state", equalTo("open"));
        bank.say(new ConditionEntry.Cleared(ConditionEntry.Kind.FORCED_ENTRY, "A01"));
        ladder.round(LONG_AGO);
        ladder.round(LONG_AGO);
        forced().body("items.subject", not(hasItem(id)));
        api().post("/api/v1/incidents/" + number + "/acknowledge").then().statusCode(409);
    }

    @Test
    void a_technicians_visit_of_weeks_ago_is_no_part_of_a_door_that_is_forced_now() {
        atTheCabinet();
        int aged = new SqlQuery(
                        "update alarm set raised_at = raised_at - interval '20 days',"
                                + " cleared_at = cleared_at - interval '20 days' where bank = ? and kind = 'tamper'",
                        id)
                .update(database);
        assertEquals(1, aged);
        bank.say(new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, "A01", "opened, and nothing unlocked it"));
        ladder.round(LONG_AGO);
        String it = "items.find { it.subject == '" + id + "' }";
        forced().body(it + ".why", not(containsString("cabinet"))).body(it + ".alarms", hasSize(1));
        atTheCabinet();
        ladder.round(LONG_AGO);
        forced().body(it + ".alarms", hasSize(2));
    }

    private void atTheCabinet() {
        bank.say(new ConditionEntry.Raised(ConditionEntry.Kind.TAMPER, "cabinet", "the cabinet is open"));
        bank.say(new ConditionEntry.Cleared(ConditionEntry.Kind.TAMPER, "cabinet"));
    }

    @Test
    void a_bank_that_could_not_heal_itself_is_an_incident_until_it_is_well() {
        bank.say(new RemedyEntry.GaveUp("the screen hangs; no rung is left", AgentEntry.Part.KIOSK));
        ladder.round(LONG_AGO);
        ladder.round(LONG_AGO);
        var incident = forced();
        int number = incident.extract().path("items.find { it.subject == '" + id + "' }.id");
        String it = "items.find { it.id == " + number + " }";
        incident.body(it + ".cause", equalTo("not-healed"))
                .body(it + ".why", containsString("the screen hangs"))
                .body(it + ".alarms.kind", hasItem("needs-person"));
        api().post("/api/v1/incidents/" + number + "/acknowledge").then().statusCode(200);
        ladder.round(LONG_AGO);
        forced().body(it + ".state", equalTo("open"));
        bank.say(new RemedyEntry.Cleared(AgentEntry.Part.KIOSK, "the screen is well"));
        ladder.round(LONG_AGO);
        forced().body("items.subject", not(hasItem(id)));
        bank.say(new RemedyEntry.GaveUp("the screen hangs again", AgentEntry.Part.KIOSK));
        api().get("/api/v1/banks/" + id + "/diagnosis").then().body("findings[0].lastGood", notNullValue());
    }

    private ValidatableResponse forced() {
        return api().get("/api/v1/incidents?limit=500").then().statusCode(200);
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
