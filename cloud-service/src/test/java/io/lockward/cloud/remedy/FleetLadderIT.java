package io.lockward.cloud.remedy;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.command.SpokenBank;
import io.lockward.cloud.platform.MovableClock;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.presence.PresenceSweep;
import io.lockward.fleet.remedy.FleetRung;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The cloud's ladder on a real PostgreSQL with a real relay behind it, and a clock that a test moves.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
@QuarkusTestResource(RelayedSite.class)
class FleetLadderIT {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    /// Others of the fleet, so that one silent site is never most of it.
    private static final int OTHERS = 12;

    private static int day;

    private final FleetStore store;
    private final FleetLadder ladder;
    private final StepDesk steps;
    private final MovableClock clock;
    private final AgroalDataSource database;
    private final List<SpokenBank> others = new ArrayList<>();

    @ConfigProperty(name = "lockward.data")
    String data = "";

    @ConfigProperty(name = "lockward.remedy.outlet.site.relayed.url")
    String relayUrl = "";

    private Relay relay = closed();
    private Duration today = Duration.ZERO;

    @Inject
    FleetLadderIT(FleetStore store, FleetLadder ladder, StepDesk steps, MovableClock clock, AgroalDataSource database) {
        this.database = database;
        this.store = store;
        this.ladder = ladder;
        this.steps = steps;
        this.clock = clock;
    }

    private static Relay closed() {
        try {
            return new Relay(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Each test has a day of its own.
    @BeforeEach
    void aNewDay() throws IOException {
        // Banks of an earlier test would be silent for days by now.
        new SqlQuery("truncate presence, alarm, incident").update(database);
        relay.close();
        relay = new Relay(URI.create(relayUrl.replace("{bank}", "b")).getPort());
        day += 3;
        today = Duration.ofDays(day);
        for (int i = 0; i < OTHERS; i++) {
            others.add(new SpokenBank("other-" + day + "-" + i, store));
        }
        clock.moveAhead(today);
    }

    @AfterEach
    void theClockIsRightAgain() {
        relay.close();
        clock.moveAhead(Duration.ZERO);
    }

    private SpokenBank idleBank(String id, String site) {
        SpokenBank bank = new SpokenBank(id, store);
        bank.moveAhead(today);
        api().contentType("application/json")
                .body(Map.of(
                        "id", id, "name", id, "site", Map.of("id", site, "name", "Site " + site, "timeZone", "UTC")))
                .post("/api/v1/banks")
                .then()
                .statusCode(201);
        bank.presence(Presence.State.ONLINE);
        bank.say(
                new DoorEntry.Closed(A01, null),
                new PowerEntry.Restored(new PowerEntry.Ups("OL", 100.0, 3_600L), null));
        bank.presence(Presence.State.ONLINE);
        return bank;
    }

    private static String name(String kind) {
        return kind + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /// So many minutes of this test's day have passed; the others are heard, and silence is noticed.
    private void minute(int minute) {
        Duration ahead = today.plusMinutes(minute);
        clock.moveAhead(ahead);
        for (SpokenBank other : others) {
            other.moveAhead(ahead);
            other.presence(Presence.State.ONLINE);
        }
        PresenceSweep.sweep(store, clock.instant(), LONG_AGO);
    }

    private List<FleetRung> decide() {
        return ladder.decide(LONG_AGO);
    }

    @Test
    void of_many_replicas_one_takes_the_step_and_only_the_bank_proves_it() throws Exception {
        String id = name("silent");
        SpokenBank bank = idleBank(id, "relayed");
        minute(9);
        assertEquals(List.of(), decide());
        standing(id).body("fleetLadder.standing.kind", equalTo("waiting"));
        minute(10);
        List<FleetRung> won = atOnce(8, this::decide);
        assertEquals(1, won.size());
        atOnce(2, () -> {
            ladder.round(LONG_AGO);
            return List.of();
        });
        assertEquals(0, relay.told().size(), "who lost the race does nothing");
        won.forEach(steps::take);
        assertEquals(1, relay.told().size());
        assertEquals("/relay/" + id, relay.told().getFirst().path());
        assertEquals("Bearer " + RelayedSite.TOKEN, relay.told().getFirst().token());
        ladder.round(LONG_AGO);
        standing(id)
                .body("fleetLadder.steps[0].state", equalTo("running"))
                .body("findings[0].next", containsString("waits until"));
        minute(13);
        bank.moveAhead(today.plusMinutes(13));
        bank.powerOn(Duration.ofSeconds(60));
        ladder.round(LONG_AGO);
        standing(id)
                .body("fleetLadder.steps", hasSize(1))
                .body("fleetLadder.steps[0].state", equalTo("healed"))
                .body("fleetLadder.steps[0].evidence", containsString("by power-on"))
                .body("fleetLadder.standing", equalTo(null));
        api().get("/api/v1/remedies?bank=" + id)
                .then()
                .body("fleetRungs.find { it.level == 'power' }.healed", equalTo(1))
                .body("fleetItems[0].answer", equalTo("the outlet answered 202"));
        assertTrue(metrics()
                .contains("lockward_remedy_outcomes_total{ladder=\"cloud\",outcome=\"healed\",rung=\"power\"}"));
        assertEquals(1, relay.told().size());
    }

    @Test
    void a_crash_between_order_and_request_costs_the_step_and_never_repeats_it() {
        String id = name("crashed");
        SpokenBank bank = idleBank(id, "relayed");
        minute(10);
        assertEquals(1, decide().size(), "on record; and here its process dies");
        for (int minute = 11; minute < 20; minute += 3) {
            minute(minute);
            ladder.round(LONG_AGO);
        }
        bank.moveAhead(today.plusMinutes(19));
        bank.powerOn(Duration.ofSeconds(60));
        bank.presence(Presence.State.LOST);
        minute(21);
        ladder.round(LONG_AGO);
        standing(id)
                .body("fleetLadder.steps", hasSize(1))
                .body("fleetLadder.steps[0].state", equalTo("unverified"))
                .body("fleetLadder.steps[0].evidence", containsString("nobody knows whether the order went out"));
        assertEquals(0, relay.told().size());
    }

    @Test
    void without_proof_a_person_is_called_once() {
        String id = name("dead");
        idleBank(id, "relayed");
        minute(10);
        ladder.round(LONG_AGO);
        minute(20);
        for (int i = 0; i < 3; i++) {
            ladder.round(LONG_AGO);
        }
        minute(500);
        ladder.round(LONG_AGO);
        assertEquals(1, relay.told().size());
        standing(id)
                .body("fleetLadder.steps[0].state", equalTo("unverified"))
                .body("findings[0].next", containsString("A person was called"));
        api().get("/api/v1/incidents")
                .then()
                .body("items.findAll { it.subject == '" + id + "' }", hasSize(1))
                .body("items.find { it.subject == '" + id + "' }.cause", equalTo("bank-silent"))
                .body("items.find { it.subject == '" + id + "' }.alarms[0].kind", equalTo("bank-offline"));
    }

    @Test
    void a_relay_that_says_no_did_nothing_and_a_person_is_called() {
        String id = name("refused");
        idleBank(id, "relayed");
        relay.answers(403);
        minute(10);
        ladder.round(LONG_AGO);
        ladder.round(LONG_AGO);
        standing(id)
                .body("fleetLadder.steps[0].state", equalTo("not-done"))
                .body("fleetLadder.cyclesToday", equalTo(0))
                .body("fleetLadder.standing.kind", equalTo("called"));
        assertEquals(1, relay.told().size());
    }

    @Test
    void banks_of_one_site_that_fall_silent_together_are_one_incident_and_none_is_restarted() {
        String site = name("quay");
        List<SpokenBank> banks =
                List.of(idleBank(name("q"), site), idleBank(name("q"), site), idleBank(name("q"), site));
        minute(3);
        ladder.round(LONG_AGO);
        ladder.round(LONG_AGO);
        String path = "items.find { it.subject == '" + site + "' }";
        api().get("/api/v1/incidents")
                .then()
                .body("items.findAll { it.subject == '" + site + "' }", hasSize(1))
                .body(path + ".cause", equalTo("site-silent"))
                .body(path + ".severity", equalTo("critical"))
                .body(path + ".banks", hasSize(3))
                .body(path + ".alarms", hasSize(3));
        int incident = api().get("/api/v1/incidents").path(path + ".id");
        String id = api().get("/api/v1/incidents/" + incident).path("banks[0]");
        api().get("/api/v1/alarms?bank=" + id).then().body("items.incident", everyItem(equalTo(incident)));
        minute(45);
        assertEquals(List.of(), decide());
        standing(id)
                .body("fleetLadder.standing.incident", equalTo(incident))
                .body("findings[0].next", containsString("incident " + incident));
        for (SpokenBank bank : banks) {
            bank.moveAhead(today.plusMinutes(45));
            bank.presence(Presence.State.ONLINE);
        }
        ladder.round(LONG_AGO);
        api().get("/api/v1/incidents/" + incident).then().body("state", equalTo("closed"));
        api().get("/api/v1/incidents?state=open")
                .then()
                .body("items.id.findAll { it == " + incident + " }", hasSize(0));
        assertEquals(404, api().get("/api/v1/incidents/999999").statusCode());
        assertEquals(404, api().get("/api/v1/incidents/x").statusCode());
        assertEquals(400, api().get("/api/v1/incidents?state=odd").statusCode());
    }

    @Test
    void a_person_holds_it_back_and_takes_the_step_by_hand_within_what_is_safe() {
        String id = name("hand");
        SpokenBank bank = idleBank(id, "relayed");
        post(id, "pause", Map.of("minutes", 60, "reason", "at work there"))
                .then()
                .statusCode(200)
                .body("paused.by", equalTo("key:first"));
        minute(12);
        assertEquals(List.of(), decide());
        standing(id).body("fleetLadder.standing.words", containsString("key:first holds the ladder back"));
        bank.moveAhead(today.plusMinutes(13));
        bank.say(new DoorEntry.Opened(A01, null));
        Map<String, String> wish = Map.of("level", "power", "reason", "it hangs");
        Response refused = post(id, "steps", wish);
        assertEquals(409, refused.statusCode());
        assertTrue(refused.<String>path("detail").contains("door A01 was open"));
        bank.say(new DoorEntry.Closed(A01, null));
        bank.presence(Presence.State.ONLINE);
        post(id, "steps", wish)
                .then()
                .statusCode(202)
                .body("state", equalTo("running"))
                .body("by", equalTo("key:first"))
                .body("answer", equalTo("the outlet answered 202"));
        assertEquals(409, post(id, "steps", wish).statusCode());
        assertEquals(1, relay.told().size());
        assertEquals(
                400,
                post(id, "steps", Map.of("level", "agent", "reason", "it hangs"))
                        .statusCode());
        assertEquals(400, post(id, "steps", Map.of("level", "power")).statusCode());
        assertEquals(
                400,
                post(id, "pause", Map.of("minutes", 1_441, "reason", "too long"))
                        .statusCode());
        assertEquals(404, post("nowhere", "steps", wish).statusCode());
        String other = name("bare");
        idleBank(other, name("quay"));
        assertTrue(post(other, "steps", wish).<String>path("detail").contains("no outlet is configured"));
    }

    private Response post(String bank, String what, Map<String, ?> body) {
        return api().contentType("application/json").body(body).post("/api/v1/banks/" + bank + "/remedy/" + what);
    }

    private io.restassured.response.ValidatableResponse standing(String bank) {
        return api().get("/api/v1/banks/" + bank + "/diagnosis").then().statusCode(200);
    }

    private String metrics() {
        return api().get("/q/metrics").asString();
    }

    /// Every one at the same time, as replicas do.
    private static <T> List<T> atOnce(int replicas, Callable<List<T>> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<List<T>>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(replicas)) {
            for (int i = 0; i < replicas; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            List<T> found = new ArrayList<>();
            for (Future<List<T>> one : all) {
                found.addAll(one.get());
            }
            return found;
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
