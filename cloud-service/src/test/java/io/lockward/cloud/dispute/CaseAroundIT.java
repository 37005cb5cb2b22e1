package io.lockward.cloud.dispute;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.access.Person;
import io.lockward.cloud.clip.CaseGate;
import io.lockward.cloud.command.SpokenBank;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.FleetStore;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.ClipEntry;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a case takes in that its bank's entries of the span do not tell: what a wrong clock put elsewhere, whether the
/// bank was connected, and commands that never came to it.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class CaseAroundIT {
    private static final CompartmentId A07 = new CompartmentId("A07");
    private static final String SHA = "ab".repeat(32);

    private final AgroalDataSource database;
    private final CaseGate gate;
    private final String data;
    private final String id = "around-" + UUID.randomUUID().toString().substring(0, 8);
    private final SpokenBank bank;

    @Inject
    CaseAroundIT(
            FleetStore store,
            AgroalDataSource database,
            CaseGate gate,
            @ConfigProperty(name = "lockward.data") String data) {
        this.database = database;
        this.gate = gate;
        this.data = data;
        this.bank = new SpokenBank(id, store);
    }

    @BeforeEach
    void the_bank_stands_at_a_site() {
        new SqlQuery("insert into site (id, name, time_zone) values (?, ?, 'Europe/Lisbon')", id, id).update(database);
        new SqlQuery("insert into bank (id, name, site) values (?, 'Lobby', ?)", id, id).update(database);
        bank.presence(Presence.State.ONLINE);
    }

    private RequestSpecification api() {
        try {
            String key = Files.readString(Path.of(data, "api-key")).strip();
            return given().header("Authorization", "Bearer " + key).contentType("application/json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String opened() {
        return api().get("/api/v1/cases?bank=" + id).path("items[0].id");
    }

    @Test
    void a_bank_whose_clock_lost_its_time_opens_a_case_with_what_asked_for_it() {
        bank.setsItsClock(Duration.ofDays(-20_000));
        bank.say(new DoorEntry.Closed(A07, null), new DoorEntry.Opened(A07, null));
        long forced = bank.next();
        bank.say(
                new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, "A07", "nothing had unlocked it"),
                filmed("c-1-forced-front", A07, forced),
                filmed("c-1-other-front", new CompartmentId("A08"), forced));
        bank.isUpFor(Duration.ofHours(3).toMillis());
        long later = bank.next();
        bank.say(new DoorEntry.Closed(A07, 10L), filmed("c-1-later-front", A07, later));
        bank.signs();
        String one = opened();
        Response whole = api().get("/api/v1/cases/" + one);
        assertEquals("door-forced", whole.path("proposed.statements[0].kind"), whole.asString());
        assertEquals(
                List.of("door.closed", "door.opened", "condition.raised", "clip.recorded", "clip.recorded"),
                whole.jsonPath().getList("facts.type"),
                "half an hour of its uptime around what happened");
        assertEquals(List.of("c-1-forced-front"), whole.jsonPath().getList("clips.clip"));
        Person person = new Person("ana", "support", null, "s");
        UUID id = UUID.fromString(one);
        assertTrue(gate.ask(id, "c-1-forced-front", person) instanceof CaseGate.Answer.Open);
        CaseGate.Answer shut = new CaseGate.Answer.Shut(CaseGate.Why.NOT_COVERED);
        assertEquals(shut, gate.ask(id, "c-1-other-front", person), "another door");
        assertEquals(shut, gate.ask(id, "c-1-later-front", person), "another hour");
    }

    private static ClipEntry.Recorded filmed(String clip, CompartmentId door, long entry) {
        Instant at = Instant.ofEpochSecond(100);
        return new ClipEntry.Recorded(
                clip,
                "front",
                SHA,
                null,
                at,
                at.plusSeconds(30),
                null,
                null,
                null,
                null,
                null,
                entry,
                entry,
                door,
                null,
                null);
    }

    @Test
    void a_case_says_whether_its_bank_was_connected_and_what_was_asked_for_in_vain() {
        Instant now = Instant.now();
        asked("unlock", "A07", "expired", null, now.minusSeconds(500));
        asked("unlock", "A07", "refused", "rate-limited", now.minusSeconds(400));
        asked("unlock", "A08", "expired", null, now.minusSeconds(400));
        asked("reboot", null, "cancelled", null, now.minusSeconds(300));
        asked("unlock", "A07", "verified", null, now.minusSeconds(200_000));
        Map<String, String> body = Map.of("bank", id, "compartment", "A07", "claim", "Support says it was opened.");
        String path = "/api/v1/cases/" + api().body(body).post("/api/v1/cases").path("id");
        Response whole = api().get(path);
        assertEquals(
                List.of(
                        "unlock A07, asked for by ana: it waits. It expired before it was done.",
                        "unlock A07, asked for by ana: it waits. It was refused: rate limited.",
                        "reboot, asked for by ana: it waits. It was called back before it was done."),
                whole.jsonPath().getList("commands.words"),
                "those about its door or the whole bank, in its span");
        assertEquals("there", network(whole, "standing"), whole.asString());
        new SqlQuery(
                        "insert into alarm (bank, subject, kind, severity, raised_at, cleared_at, why, suggestion)"
                                + " values (?, 'bank', 'bank-offline', 'major', ?, ?, 'away', 'wait')",
                        id,
                        now.minusSeconds(7_200),
                        now.minusSeconds(3_600))
                .update(database);
        Response later = api().get(path);
        assertEquals("missing", network(later, "standing"));
        assertTrue(network(later, "words").startsWith("Not connected from "), later.asString());
    }

    private static String network(Response whole, String what) {
        return whole.path("checklist.find { it.item == 'network' }." + what);
    }

    private void asked(String kind, @Nullable String compartment, String state, @Nullable String refusal, Instant at) {
        new SqlQuery(
                        "insert into command (id, bank, kind, compartment, reason, asked_by, created_at, deadline_at, state,"
                                + " ended, refusal, cmd) values (?, ?, ?, ?, 'it waits', 'ana', ?, ?, ?, true, ?, ?)",
                        UUID.randomUUID(),
                        id,
                        kind,
                        compartment,
                        at,
                        at.plusSeconds(60),
                        state,
                        refusal,
                        "{\"kind\":\"locate\",\"seconds\":10}")
                .update(database);
    }
}
