package io.lockward.cloud.dispute;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Cases over HTTP, with banks that speak through the real ingest.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class CaseIT {
    private static final CompartmentId A07 = new CompartmentId("A07");
    private static final String SHA = "ab".repeat(32);

    private final AgroalDataSource database;
    private final CaseGate gate;
    private final CaseHolds caseHolds;
    private final String id = "case-" + UUID.randomUUID().toString().substring(0, 8);
    private final String site = "site-" + id;
    private final ParcelId parcel = new ParcelId(UUID.randomUUID());
    private final SpokenBank bank;

    @Inject
    CaseIT(FleetStore store, AgroalDataSource database, CaseGate gate, CaseHolds caseHolds) {
        this.database = database;
        this.gate = gate;
        this.caseHolds = caseHolds;
        this.bank = new SpokenBank(id, store);
    }

    @BeforeEach
    void the_bank_stands_at_a_site() {
        new SqlQuery("insert into site (id, name, time_zone) values (?, ?, 'Europe/Lisbon')", site, site)
                .update(database);
        new SqlQuery("insert into bank (id, name, site) values (?, 'Lobby', ?)", id, site).update(database);
        bank.presence(Presence.State.ONLINE);
    }

    private RequestSpecification as(String role, @Nullable String at) {
        String key = "lw_" + UUID.randomUUID();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            new SqlQuery(
                            "insert into api_key (id, name, key_hash, roles, sites) values (?, ?, ?, ?, ?)",
                            UUID.randomUUID(),
                            role + "-" + id,
                            hash,
                            List.of(role),
                            at == null ? null : List.of(at))
                    .update(database);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private void delivers() {
        bank.say(
                new ParcelEntry.DepositStarted("d1", A07, parcel, "dhl-4", null, null),
                new DoorEntry.Pulsed(A07, DoorEntry.Why.DEPOSIT, "d1", 300),
                new DoorEntry.Opened(A07, null),
                new DoorEntry.Closed(A07, 4_000L),
                new ParcelEntry.DepositConcluded(
                        "d1",
                        A07,
                        "verified",
                        parcel,
                        new Sensed(Sensed.Outcome.ADDED, "load-cell", 400, 9, 0.9999, 900)));
    }

    private KioskEntry.Trouble complaint(String code) {
        return new KioskEntry.Trouble(code, "parcel-not-here", A07, parcel);
    }

    private Response ask(RequestSpecification who, Map<String, Object> more, @Nullable String key) {
        Map<String, Object> body = new HashMap<>(Map.of("bank", id, "claim", "It never arrived."));
        body.putAll(more);
        RequestSpecification request = who.body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/api/v1/cases");
    }

    private List<String> ids(String more) {
        return as("support", null)
                .get("/api/v1/cases?bank=" + id + more)
                .jsonPath()
                .getList("items.id");
    }

    @Test
    void a_property_asks_and_support_decides_finds_and_closes() {
        delivers();
        bank.signs();
        RequestSpecification property = as("property", site);
        Response asked = ask(property, Map.of("parcel", parcel.toString()), null);
        assertEquals(201, asked.statusCode(), asked.asString());
        assertEquals("requested", asked.path("state"));
        assertEquals("A07", asked.path("compartment"));
        String path = "/api/v1/cases/" + asked.path("id");
        assertEquals(List.of(), property.get(path).jsonPath().getList("facts"), "a property sees no evidence");
        assertEquals(
                403,
                property.body(Map.of("decision", "open", "reason", "mine"))
                        .post(path + "/decision")
                        .statusCode());

        RequestSpecification support = as("support", null);
        assertEquals(
                409,
                support.body(Map.of("text", "Delivered."))
                        .put(path + "/finding")
                        .statusCode());
        Response open = support.body(Map.of("decision", "open", "reason", "resident wrote"))
                .post(path + "/decision");
        assertEquals("open", open.path("state"), open.asString());
        assertEquals("proven", open.path("proposed.certainty"), open.asString());
        assertTrue(open.<String>path("proposed.text").contains("put it into A07"), open.asString());
        assertEquals(11, open.jsonPath().getList("checklist").size());
        assertEquals("deposit.started", open.path("facts[0].type"));
        assertEquals(409, support.post(path + "/close").statusCode(), "without a finding");
        assertEquals(
                200,
                support.body(Map.of("text", "Delivered, and still in A07."))
                        .put(path + "/finding")
                        .statusCode());
        Response closed = support.post(path + "/close");
        assertEquals("closed", closed.path("state"), closed.asString());
        assertEquals("proven", closed.path("certainty"));
        assertEquals("Delivered, and still in A07.", property.get(path).path("finding.text"));
        assertEquals(
                List.of("request", "open", "finding", "close"),
                support.get(path).jsonPath().getList("history.what"));
        assertEquals(
                List.of("case.request", "case.open", "case.finding", "case.close"),
                new SqlQuery("select action from audit where subject = ? order by id", asked.<String>path("id"))
                        .list(database, row -> row.getString(1)));
        Response again =
                support.body(Map.of("decision", "open", "reason", "new word")).post(path + "/decision");
        assertEquals("open", again.path("state"));
    }

    @Test
    void a_case_of_another_site_is_not_there() {
        String path = "/api/v1/cases/"
                + ask(as("support", null), Map.of("compartment", "A07"), null).path("id");
        assertEquals(404, as("property", "elsewhere").get(path).statusCode());
        assertEquals(404, as("support", "elsewhere").get(path).statusCode());
        assertEquals(404, ask(as("property", "elsewhere"), Map.of(), null).statusCode());
        assertEquals(
                List.of(),
                as("property", "elsewhere").get("/api/v1/cases").jsonPath().getList("items"));
        assertEquals(200, as("auditor", null).get(path).statusCode());
    }

    @Test
    void a_key_stands_for_one_case() {
        RequestSpecification support = as("support", null);
        String key = UUID.randomUUID().toString();
        Response first = ask(support, Map.of("compartment", "A07"), key);
        assertEquals(
                first.<String>path("id"),
                ask(support, Map.of("compartment", "A07"), key).path("id"));
        assertEquals(422, ask(support, Map.of("compartment", "A08"), key).statusCode());
        assertEquals(400, ask(support, Map.of("compartment", "nonsense"), null).statusCode());
        assertEquals(400, ask(support, Map.of("claim", "x"), null).statusCode());
        assertEquals(
                422,
                ask(support, Map.of("parcel", UUID.randomUUID().toString()), null)
                        .statusCode());
        assertEquals(
                400,
                ask(support, Map.of("from", "2026-01-01T00:00:00Z", "to", "2026-06-01T00:00:00Z"), null)
                        .statusCode());
    }

    @Test
    void a_parcel_that_is_not_here_opens_one_case_however_often_it_is_said() {
        delivers();
        Runnable said = bank.writes(complaint("K7-412"));
        said.run();
        said.run();
        bank.say(complaint("K7-413"));
        List<String> open = ids("");
        assertEquals(1, open.size());
        Response whole = as("support", null).get("/api/v1/cases/" + open.getFirst());
        assertEquals("not-here", whole.path("kind"));
        assertEquals("open", whole.path("state"));
        assertEquals("undecided", whole.path("proposed.certainty"));
        assertTrue(whole.jsonPath().getList("contradictions.kind").contains("said-not-there"), whole.asString());
        close(open.getFirst());
        said.run();
        assertEquals(open, ids(""), "the same event never opens two");
        bank.say(complaint("K7-414"));
        assertEquals(2, ids("").size(), "a new one does");
        assertEquals(1, ids("&state=open").size());
    }

    private void close(String one) {
        RequestSpecification support = as("support", null);
        assertEquals(
                200,
                support.body(Map.of("text", "Looked at it."))
                        .put("/api/v1/cases/" + one + "/finding")
                        .statusCode());
        assertEquals(200, support.post("/api/v1/cases/" + one + "/close").statusCode());
    }

    @Test
    void a_forced_entry_opens_a_case_with_its_alarm() {
        bank.say(
                new DoorEntry.Closed(A07, null),
                new DoorEntry.Opened(A07, null),
                new ConditionEntry.Raised(
                        ConditionEntry.Kind.FORCED_ENTRY, "A07", "opened, and nothing had unlocked it"));
        bank.signs();
        Response whole = as("support", null).get("/api/v1/cases/" + ids("").getFirst());
        assertEquals("forced-entry", whole.path("kind"));
        assertEquals("lockward", whole.path("openedBy"));
        assertEquals("door-forced", whole.path("proposed.statements[0].kind"), whole.asString());
        assertEquals(List.of("forced-entry"), whole.jsonPath().getList("alarms.kind"));
        assertEquals(
                1, as("support", null).get("/api/v1/cases/counts?bank=" + id).<Integer>path("open"));
    }

    @Test
    void what_comes_late_appears() {
        bank.say(new DoorEntry.Closed(A07, null));
        Runnable late = bank.writes(new DoorEntry.Pulsed(A07, DoorEntry.Why.DEPOSIT, "d1", 300));
        bank.say(new DoorEntry.Opened(A07, null), new DoorEntry.Closed(A07, 4_000L));
        bank.signs();
        RequestSpecification support = as("support", null);
        String path = "/api/v1/cases/"
                + ask(
                                support,
                                Map.of(
                                        "compartment",
                                        "A07",
                                        "to",
                                        Instant.now().plusSeconds(60).toString()),
                                null)
                        .path("id");
        Response torn = support.get(path);
        assertEquals("undecided", torn.path("proposed.certainty"), torn.asString());
        assertEquals("missing", standing(torn, "journal-whole"));
        late.run();
        Response whole = support.get(path);
        assertEquals("there", standing(whole, "journal-whole"), whole.asString());
        assertEquals("proven", whole.path("proposed.certainty"), whole.asString());
        assertNotEquals(
                torn.jsonPath().getList("facts").size(),
                whole.jsonPath().getList("facts").size());
    }

    private static String standing(Response whole, String item) {
        return whole.path("checklist.find { it.item == '" + item + "' }.standing");
    }

    @Test
    void footage_opens_only_while_its_case_is_open() {
        bank.say(new DoorEntry.Closed(A07, null));
        bank.say(new ClipEntry.Recorded(
                "c-1-1-front", "front", SHA, null, null, null, null, null, null, null, null, 1L, 1L, A07, null, null));
        Response asked = ask(
                as("property", site),
                Map.of("compartment", "A07", "to", Instant.now().plusSeconds(60).toString()),
                null);
        UUID one = UUID.fromString(asked.path("id"));
        Person person = new Person("ana", "support", null, "s");
        assertEquals(new CaseGate.Answer.Shut(CaseGate.Why.NOT_OPEN), gate.ask(one, "c-1-1-front", person));
        as("support", null)
                .body(Map.of("decision", "open", "reason", "resident wrote"))
                .post("/api/v1/cases/" + one + "/decision");
        assertTrue(gate.ask(one, "c-1-1-front", person) instanceof CaseGate.Answer.Open);
        assertEquals(new CaseGate.Answer.Shut(CaseGate.Why.NOT_COVERED), gate.ask(one, "c-1-9-front", person));
        assertEquals(
                new CaseGate.Answer.Shut(CaseGate.Why.NO_SUCH_CASE),
                gate.ask(one, "c-1-1-front", new Person("bo", "support", Set.of("elsewhere"), "s")));
        close(one.toString());
        assertEquals(new CaseGate.Answer.Shut(CaseGate.Why.NOT_OPEN), gate.ask(one, "c-1-1-front", person));
    }

    @Test
    void a_hold_has_a_reason_and_an_end() {
        RequestSpecification support = as("support", null);
        String path = "/api/v1/cases/"
                + ask(support, Map.of("compartment", "A07"), null).path("id");
        assertEquals(400, support.body(Map.of()).post(path + "/hold").statusCode());
        assertEquals(
                "police asked",
                support.body(Map.of("reason", "police asked"))
                        .post(path + "/hold")
                        .path("hold.why"));
        assertNull(support.delete(path + "/hold?reason=answered").path("hold"));
    }

    @Test
    void what_a_crash_left_held_is_let_go_of_and_what_a_case_holds_is_not() {
        RequestSpecification support = as("support", null);
        String ended = ask(support, Map.of("compartment", "A07"), null).path("id");
        String holds = ask(support, Map.of("compartment", "A07"), null).path("id");
        support.body(Map.of("reason", "police asked")).post("/api/v1/cases/" + holds + "/hold");
        for (String one : List.of(ended, holds)) {
            new SqlQuery(
                            "insert into clip_hold (bank, clip, case_id, held_by, held_at) values (?, ?, ?, 'ana', now())",
                            id,
                            "c-" + one,
                            UUID.fromString(one))
                    .update(database);
        }
        caseHolds.again();
        assertEquals(
                List.of(holds),
                new SqlQuery("select case_id from clip_hold where bank = ?", id)
                        .list(database, row -> row.getString(1)));
    }
}
