package io.lockward.cloud.command;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.fleet.FleetStore;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class CommandIT {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");

    private final FleetStore store;

    @ConfigProperty(name = "lockward.data")
    String data = "";

    @TestHTTPResource("/")
    URI base = URI.create("/");

    private String name = "";
    private SpokenBank bank;

    @Inject
    CommandIT(FleetStore store) {
        this.store = store;
        this.bank = new SpokenBank("none", store);
    }

    @BeforeEach
    void aBankComesOnline() {
        name = "bank-" + UUID.randomUUID().toString().substring(0, 8);
        bank = new SpokenBank(name, store);
        bank.presence(Presence.State.ONLINE);
        bank.say(
                new DoorEntry.Closed(A01, null),
                new DoorEntry.Closed(A02, null),
                new PowerEntry.Lost(new PowerEntry.Ups("OB DISCHRG", 87.0, 2280L)));
    }

    @Test
    void a_bank_that_appears_is_in_the_list_and_has_a_twin() {
        api().get("/api/v1/banks?q=" + name)
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(name))
                .body("items[0].site.id", equalTo("unassigned"))
                .body("items[0].presence.state", equalTo("online"))
                .body("items[0].power.state", equalTo("battery"))
                .body("items[0].power.runtimeSeconds", equalTo(2280))
                .body("items[0].doors.total", equalTo(2))
                .body("next", equalTo(null));
        api().get("/api/v1/banks/" + name)
                .then()
                .statusCode(200)
                .body("id", equalTo(name))
                .body("layout.columns[0].compartments[0].id", equalTo("A01"))
                .body("compartments[1].door.state", equalTo("closed"))
                .body("journal.upTo", equalTo(3))
                .body("network.behind", equalTo(0))
                .body("openAlarms.kind", hasItem("on-battery"));
        api().get("/api/v1/fleet").then().statusCode(200).body("counts.presence.lost", equalTo(0));
        api().get("/api/v1/sites").then().statusCode(200).body("items.id", hasItem("unassigned"));
        api().get("/api/v1/alarms?bank=" + name).then().statusCode(200).body("items[0].state", equalTo("open"));
    }

    @Test
    void entries_are_told_newest_first_page_by_page() {
        String path = "/api/v1/banks/" + name + "/entries?limit=2";
        Response first = api().get(path);
        first.then()
                .body("items.seq", equalTo(java.util.List.of(3, 2)))
                .body("items[0].type", equalTo("power.lost"))
                .body("items[0].entry.ups.status", equalTo("OB DISCHRG"))
                .body("next", equalTo("1:2"));
        api().get(path + "&before=" + first.path("next"))
                .then()
                .body("items.seq", equalTo(java.util.List.of(1)))
                .body("next", equalTo(null));
        problem(api().get(path + "&before=x"), 400, "invalid");
        problem(api().get("/api/v1/banks/nowhere/entries"), 404, "not-found");
    }

    @Test
    void an_unlock_is_followed_from_asking_to_evidence() {
        Response asked = ask(Map.of("kind", "unlock", "compartment", "A01", "reason", "parcel stuck"), null);
        asked.then()
                .statusCode(202)
                .header("Location", startsWith("http"))
                .body("state", equalTo("queued"))
                .body("by", equalTo("key:first"));
        CommandId id = CommandId.parse(asked.path("id"));
        Command unlock = new Command.Unlock(A01);
        bank.say(
                new CommandEntry.Received(id, unlock, "key:first", "parcel stuck"),
                new CommandEntry.Acted(id),
                new DoorEntry.Pulsed(A01, DoorEntry.Why.COMMAND, id.toString(), 500));
        api().get("/api/v1/commands/" + id).then().body("state", equalTo("verifying"));
        bank.say(
                new DoorEntry.Opened(A01, id),
                new CommandEntry.Concluded(id, CommandEntry.Outcome.VERIFIED, "the switch of A01 reads open"));
        api().get("/api/v1/commands/" + id + "?wait=5")
                .then()
                .body("state", equalTo("verified"))
                .body("end", equalTo(true))
                .body("evidence", equalTo("the switch of A01 reads open"))
                .body("steps.state", hasItem("acting"))
                .body("steps[-1].seq", equalTo(8));
        problem(api().post("/api/v1/commands/" + id + "/cancel"), 409, "too-late");
    }

    @Test
    void waiting_answers_at_the_next_change_of_state_however_early_it_comes() throws Exception {
        String path = "/api/v1/commands/"
                + ask(Map.of("kind", "unlock", "compartment", "A01", "reason", "waiting"), null)
                        .path("id");
        CommandId id = CommandId.parse(path.substring(path.lastIndexOf('/') + 1));
        // The word may come before the request, while it reads, or while it waits: `known` makes them one.
        Thread speaker = Thread.startVirtualThread(
                () -> bank.say(new CommandEntry.Received(id, new Command.Unlock(A01), "key:first", "waiting")));
        long start = System.nanoTime();
        api().get(path + "?wait=20&known=queued").then().body("state", equalTo("received"));
        speaker.join();
        api().get(path + "?wait=20&known=queued").then().body("state", equalTo("received"));
        assertTrue(System.nanoTime() - start < 10_000_000_000L, "it waited its time out");
        problem(api().get(path + "?wait=20&known=lost"), 400, "invalid");
    }

    @Test
    void waiting_in_vain_answers_with_what_there_is() {
        String id = ask(Map.of("kind", "unlock", "compartment", "A01", "reason", "in vain"), null)
                .path("id");
        api().get("/api/v1/commands/" + id + "?wait=1&known=queued").then().body("state", equalTo("queued"));
    }

    @Test
    void the_same_key_and_body_give_the_same_command() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = Map.of("kind", "unlock", "compartment", "A01", "reason", "once only");
        String first = ask(body, key).path("id");
        assertEquals(first, ask(body, key).path("id"));
        problem(ask(Map.of("kind", "unlock", "compartment", "A02", "reason", "once only"), key), 422, "key-reused");
        problem(ask(body, "with space"), 400, "invalid");
    }

    @Test
    void a_queued_command_can_be_taken_back() {
        String id = ask(Map.of("kind", "unlock", "compartment", "A01", "reason", "a mistake"), null)
                .path("id");
        api().post("/api/v1/commands/" + id + "/cancel").then().statusCode(200).body("state", equalTo("cancelled"));
        problem(api().post("/api/v1/commands/" + UUID.randomUUID() + "/cancel"), 404, "not-found");
    }

    @Test
    void hostile_requests_get_problems_that_name_the_field() {
        problem(ask(Map.of("kind", "open", "reason", "why not"), null), 400, "invalid");
        problem(ask(Map.of("kind", "unlock", "compartment", "a1", "reason", "why not"), null), 400, "invalid");
        problem(ask(Map.of("kind", "unlock", "compartment", "A01"), null), 400, "invalid");
        problem(ask(Map.of("kind", "unlock", "compartment", "A01", "reason", "x\ny z"), null), 400, "invalid");
        problem(ask(Map.of("kind", "reboot", "level", "everything", "reason", "why not"), null), 400, "invalid");
        problem(ask(Map.of("kind", 7, "reason", "why not"), null), 400, "invalid");
        problem(
                ask(Map.of("kind", "unlock", "compartment", "Z99", "reason", "why not"), null),
                422,
                "no-such-compartment");
        problem(api().contentType("application/json").body("{").post(path()), 400, "invalid");
        problem(api().contentType("text/plain").body("{}").post(path()), 415, "unsupported-media-type");
        problem(api().get("/api/v1/commands?state=no"), 400, "invalid");
        problem(api().get("/api/v1/commands?cursor=!!"), 400, "invalid");
        problem(api().get("/api/v1/banks?limit=0"), 400, "invalid");
        problem(api().get("/api/v1/alarms?limit=x"), 400, "invalid");
    }

    @Test
    void interlocks_say_what_to_do() {
        bank.say(new DoorEntry.Opened(A02, null));
        Response refused = ask(Map.of("kind", "reboot", "level", "controller", "reason", "stuck"), null);
        problem(refused, 409, "interlocked");
        assertTrue(refused.<String>path("reasons[0]").contains("A02"));
        bank.presence(Presence.State.OFFLINE);
        problem(ask(Map.of("kind", "unlock", "compartment", "A01", "reason", "away"), null), 409, "interlocked");
    }

    @Test
    void what_stands_in_the_way_is_told_before_anybody_asks() {
        String path = "/api/v1/banks/" + name + "/interlocks";
        String controller = "items.find { it.kind == 'reboot' && it.level == 'controller' }.reasons";
        api().get(path).then().statusCode(200).body("items.reasons.flatten()", equalTo(java.util.List.of()));
        bank.say(new DoorEntry.Opened(A02, null));
        String told = api().get(path).path(controller + "[0]");
        Response refused = ask(Map.of("kind", "reboot", "level", "controller", "reason", "stuck"), null);
        assertEquals(refused.<String>path("reasons[0]"), told, "the words are those of the refusal");
        api().get(path).then().body("items.find { it.kind == 'unlock' }.reasons", equalTo(java.util.List.of()));
        bank.presence(Presence.State.OFFLINE);
        api().get(path).then().body("items.findAll { it.reasons.isEmpty() }", equalTo(java.util.List.of()));
        problem(api().get("/api/v1/banks/nowhere/interlocks"), 404, "not-found");
    }

    @Test
    void a_compartment_out_of_service_is_told_with_its_reason_and_a_kind_is_listed_alone() {
        bank.say(new ConfigEntry.Service(A01, false, "hinge is bent"));
        api().get("/api/v1/banks/" + name)
                .then()
                .body("compartments[0].service.inService", equalTo(false))
                .body("compartments[0].service.why", equalTo("hinge is bent"))
                .body("compartments[1].service", equalTo(null));
        ask(Map.of("kind", "locate", "reason", "which one"), null);
        ask(Map.of("kind", "unlock", "compartment", "A01", "reason", "look inside"), null);
        api().get("/api/v1/commands?kind=locate&bank=" + name)
                .then()
                .body("items.reason", equalTo(java.util.List.of("which one")));
        problem(api().get("/api/v1/commands?kind=melt"), 400, "invalid");
    }

    @Test
    void lists_page_by_page_without_gaps_or_repeats() {
        for (int i = 0; i < 3; i++) {
            ask(Map.of("kind", "unlock", "compartment", "A01", "reason", "list " + i), null);
        }
        Response first = api().get("/api/v1/commands?limit=2&bank=" + name);
        ask(Map.of("kind", "unlock", "compartment", "A01", "reason", "in between"), null);
        api().get("/api/v1/commands?limit=2&bank=" + name + "&cursor=" + first.path("next"))
                .then()
                .body("items.reason", equalTo(java.util.List.of("list 0")))
                .body("next", equalTo(null));
    }

    @Test
    @Timeout(30)
    void the_stream_tells_of_entries_commands_and_banks_and_resumes() throws Exception {
        String last;
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = stream(client, "bank:" + name, null)) {
            next(lines, "");
            String id = ask(Map.of("kind", "unlock", "compartment", "A01", "reason", "live"), null)
                    .path("id");
            Map<String, String> told = next(lines, "command");
            assertTrue(told.getOrDefault("data", "").contains(id));
            last = told.getOrDefault("id", "");
        }
        bank.say(new DoorEntry.Opened(A02, null));
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = stream(client, "bank:" + name, last)) {
            assertTrue(next(lines, "entry").getOrDefault("data", "").contains("door.opened"));
        }
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = stream(client, "bank:" + name, "0000-1")) {
            assertEquals("{}", next(lines, "reset").get("data"));
        }
    }

    private BufferedReader stream(HttpClient client, String topics, @Nullable String lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/api/v1/stream?topics=" + topics))
                .header("Authorization", "Bearer " + key());
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<java.io.InputStream> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        return lines;
    }

    /// The next event of that name; the next comment for the empty name.
    private static Map<String, String> next(BufferedReader lines, String name) throws IOException {
        Map<String, String> event = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            String line = lines.readLine();
            if (line == null) {
                throw new AssertionError("the stream ended before " + name);
            }
            int colon = line.indexOf(':');
            if (colon == 0) {
                if (name.isEmpty()) {
                    return event;
                }
            } else if (colon > 0) {
                event.put(line.substring(0, colon), line.substring(colon + 1).strip());
            } else if (!event.isEmpty()) {
                if (event.getOrDefault("event", "").equals(name)) {
                    return event;
                }
                event.clear();
            }
        }
        throw new AssertionError("never came: " + name);
    }

    private String path() {
        return "/api/v1/banks/" + name + "/commands";
    }

    private Response ask(Map<String, ?> body, @Nullable String key) {
        RequestSpecification request = api().contentType("application/json").body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post(path());
    }

    private static void problem(Response answer, int status, String type) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:lockward:problem:" + type))
                .body("status", equalTo(status));
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key());
    }

    private String key() {
        try {
            return Files.readString(Path.of(data, "api-key")).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
