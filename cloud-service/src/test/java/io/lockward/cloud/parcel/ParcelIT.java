package io.lockward.cloud.parcel;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.Parcels;
import io.lockward.fleet.parcel.Patience;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.wire.WireJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What integrators do, over HTTP.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class ParcelIT {
    private static final Map<String, Object> LAYOUT = layout("S", "L");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    @Inject
    FleetStore store;

    @Inject
    ParcelReadStore reads;

    private final String bank = "bank-" + UUID.randomUUID().toString().substring(0, 8);

    /// One column, from top to bottom.
    private static Map<String, Object> layout(String first, String second) {
        return Map.of(
                "columns",
                List.of(Map.of(
                        "id",
                        "A",
                        "compartments",
                        List.of(Map.of("id", "A01", "size", first), Map.of("id", "A02", "size", second)))));
    }

    private RequestSpecification api() {
        try {
            String key = Files.readString(Path.of(data, "api-key")).strip();
            return given().header("Authorization", "Bearer " + key).contentType("application/json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void the_bank_is_registered() {
        assertEquals(
                201,
                api().body(Map.of("id", bank, "name", "Lobby", "layout", LAYOUT))
                        .post("/api/v1/banks")
                        .statusCode());
    }

    private Response announce(Map<String, Object> more, @Nullable String key) {
        Map<String, Object> body = new HashMap<>(Map.of("bank", bank, "label", "4B"));
        body.putAll(more);
        RequestSpecification request = api().body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/api/v1/parcels");
    }

    @Test
    void a_key_stands_for_one_parcel() {
        String key = UUID.randomUUID().toString();
        Response first = announce(Map.of("size", "small"), key);
        assertEquals(201, first.statusCode(), first.asString());
        assertEquals(
                "/api/v1/parcels/" + first.path("id"), first.header("Location").replaceFirst("https?://[^/]+", ""));
        Response second = announce(Map.of("size", "small"), key);
        assertEquals(first.<String>path("id"), second.path("id"));
        assertEquals(422, announce(Map.of("size", "large"), key).statusCode());
        assertEquals(400, announce(Map.of(), "two words").statusCode());
    }

    @Test
    void room_is_kept_and_given_back() {
        String large = announce(Map.of("size", "large"), null).path("id");
        Response full = announce(Map.of("size", "medium"), null);
        assertEquals(409, full.statusCode());
        assertTrue(full.<String>path("type").endsWith("no-room"), full.asString());
        assertEquals("application/problem+json", full.contentType());
        assertEquals(201, announce(Map.of("size", "small"), null).statusCode(), "there is still the small door");
        assertEquals("cancelled", cancel(large).path("state"));
        assertEquals(200, cancel(large).statusCode(), "asking for what is so already is no mistake");
        assertEquals(201, announce(Map.of("size", "medium"), null).statusCode());
    }

    @Test
    void every_size_that_can_be_announced_can_be_registered() {
        String large = bank + "-xl";
        assertEquals(
                201,
                api().body(Map.of("id", large, "layout", layout("L", "XL")))
                        .post("/api/v1/banks")
                        .statusCode());
        Response first = announce(Map.of("bank", large, "size", "extra-large"), null);
        assertEquals(201, first.statusCode(), first.asString());
        assertEquals("extra-large", first.path("size"), "told in the words of the question");
        assertEquals(
                409,
                announce(Map.of("bank", large, "size", "extra-large"), null).statusCode(),
                "into the other door it does not fit");
        assertEquals(
                201,
                announce(Map.of("bank", large, "size", "large"), null).statusCode(),
                "which is free for a smaller one");
        Response wrong = api().body(Map.of("id", bank + "-xxl", "layout", layout("S", "XXL")))
                .post("/api/v1/banks");
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.<String>path("detail").contains("S, M, L or XL"), wrong.asString());
    }

    private Response cancel(String id) {
        return api().body(Map.of("reason", "sent elsewhere")).post("/api/v1/parcels/" + id + "/cancel");
    }

    @Test
    void what_makes_no_sense_is_refused_with_what_to_do() {
        String id = announce(Map.of("size", "small"), null).path("id");
        for (String act : List.of("code", "return", "overdue", "hold", "release")) {
            Response answer = api().body(Map.of()).post("/api/v1/parcels/" + id + "/" + act);
            assertEquals(409, answer.statusCode(), act);
            assertTrue(answer.<String>path("detail").contains("announced"), answer.asString());
        }
        assertEquals(404, api().get("/api/v1/parcels/" + UUID.randomUUID()).statusCode());
        assertEquals(404, api().get("/api/v1/parcels/nonsense").statusCode());
        assertEquals(400, api().get("/api/v1/parcels?state=nonsense").statusCode());
        assertEquals(400, api().get("/api/v1/parcels?cursor=nonsense").statusCode());
        assertEquals(400, announce(Map.of("size", "huge"), null).statusCode());
        assertEquals(
                400, announce(Map.of("until", "2020-01-01T00:00:00Z"), null).statusCode());
        assertEquals(422, announce(Map.of("recipient", "nobody"), null).statusCode());
        assertEquals(
                404,
                api().body(Map.of("bank", "nowhere", "label", "4B"))
                        .post("/api/v1/parcels")
                        .statusCode());
    }

    /// Put in so long ago, by entries that were heard then.
    private ParcelKey inSince(Instant then) {
        ParcelKey parcel = new ParcelKey(new BankId(bank), new ParcelId(UUID.randomUUID()));
        JournalId journal = new JournalId(UUID.randomUUID());
        CompartmentId place = new CompartmentId("A01");
        List<Entry> entries = List.of(
                new ParcelEntry.DepositConcluded("d1", place, "verified", parcel.parcel(), null),
                new ParcelEntry.Coded(parcel.parcel(), place, 1, "a".repeat(32), "b".repeat(32)));
        List<ParcelFact.Told> told = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String json = new String(WireJson.encode(new Stamp(then, 1, i + 1), entry), StandardCharsets.UTF_8);
            told.add(new ParcelFact.Told(parcel, new EntryRef(journal, 1, i + 1), then, then, entry, json));
        }
        store.transaction(transaction -> Parcels.hear(transaction, told, List.of(), then));
        return parcel;
    }

    private void sweepOnTwoReplicas(Patience patience, Instant now) throws Exception {
        try (ExecutorService replicas = Executors.newFixedThreadPool(2)) {
            List<Future<?>> rounds = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                rounds.add(replicas.submit(
                        () -> new ParcelSweep(store, reads, InstantSource.fixed(now), patience).round()));
            }
            for (Future<?> round : rounds) {
                round.get();
            }
        }
    }

    @Test
    void what_waits_too_long_is_listed_told_once_and_goes_back_where_that_is_set() throws Exception {
        assertEquals(
                200,
                api().body(Map.of("url", "https://shop.example/hook", "banks", List.of(bank)))
                        .put("/api/v1/webhooks/late-" + bank)
                        .statusCode());
        assertEquals(200, api().post("/api/v1/webhooks/late-" + bank + "/pause").statusCode());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ParcelKey late = inSince(now.minus(Duration.ofDays(20)));
        ParcelKey young = inSince(now.minus(Duration.ofDays(2)));
        String path = "/api/v1/parcels/" + late.parcel().value();
        Patience forEver = new Patience(Duration.ofDays(1), Duration.ofDays(5), null);
        sweepOnTwoReplicas(forEver, now);
        sweepOnTwoReplicas(forEver, now.plusSeconds(60));
        Response marked = api().get(path);
        assertEquals(true, marked.<Boolean>path("overdue"), marked.asString());
        assertEquals(false, marked.<Boolean>path("returning"));
        assertEquals(List.of("overdue"), steps(marked, "lockward"));
        Response list = api().get("/api/v1/reconciliation?bank=" + bank);
        assertEquals(List.of("overdue"), list.jsonPath().getList("items.kind"), list.asString());
        assertTrue(api().get("/api/v1/reconciliation")
                .jsonPath()
                .getList("items.bank")
                .contains(bank));
        assertEquals(
                false, api().get("/api/v1/parcels/" + young.parcel().value()).<Boolean>path("overdue"));

        Patience week = new Patience(Duration.ofDays(1), Duration.ofDays(5), Duration.ofDays(7));
        sweepOnTwoReplicas(week, now.plus(Duration.ofDays(2)).minusMillis(1));
        assertEquals(false, api().get(path).<Boolean>path("returning"), "told less than two days ago");
        sweepOnTwoReplicas(week, now.plus(Duration.ofDays(2)));
        sweepOnTwoReplicas(week, now.plus(Duration.ofDays(2)).plusSeconds(60));
        Response back = api().get(path);
        assertEquals(true, back.<Boolean>path("returning"), back.asString());
        assertEquals(List.of("overdue", "returning"), steps(back, "lockward"));
        assertEquals(
                1,
                reads.notices(late).stream()
                        .filter(notice -> notice.kind().equals("overdue"))
                        .count());
        assertEquals(204, api().delete("/api/v1/webhooks/late-" + bank).statusCode());
    }

    private static List<String> steps(Response story, String by) {
        return story.jsonPath().getList("steps.findAll { it.by == '" + by + "' }.what");
    }

    @Test
    void a_list_goes_page_by_page_without_a_gap() {
        String other = "bank-" + UUID.randomUUID().toString().substring(0, 8);
        assertEquals(201, api().body(Map.of("id", other)).post("/api/v1/banks").statusCode());
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            made.add(api().body(Map.of("bank", other, "label", "4B", "tracking", "T-" + other + "-" + i))
                    .post("/api/v1/parcels")
                    .path("id"));
        }
        Set<String> seen = new HashSet<>();
        String cursor = "";
        do {
            Response page = api().get("/api/v1/parcels?bank=" + other + "&state=open&limit=3&cursor=" + cursor);
            List<String> ids = page.jsonPath().getList("items.id");
            assertTrue(ids.stream().allMatch(seen::add), "none twice");
            cursor = page.path("next");
        } while (cursor != null);
        assertEquals(made, seen);
        Response one = api().get("/api/v1/parcels/search?q=t-" + other + "-3");
        assertEquals(1, one.jsonPath().getList("parcels").size());
        assertNull(one.path("parcels[0].evidence"), "no bank has said a word of it");
    }

    @Test
    void people_are_kept_masked_and_forgotten() {
        String id = "unit-" + bank;
        Response put = api().body(
                        Map.of("unit", "4B", "name", "Ana Silva", "email", "ana@example.org", "banks", List.of(bank)))
                .put("/api/v1/recipients/" + id);
        assertEquals(200, put.statusCode(), put.asString());
        assertEquals("Ana Silva", api().get("/api/v1/recipients?bank=" + bank).path("items[0].name"));
        Response parcel = api().body(Map.of("bank", bank, "recipient", id, "size", "small"))
                .post("/api/v1/parcels");
        assertEquals("A. S.", parcel.path("name"));
        assertEquals("4B", parcel.path("unit"));
        assertEquals(204, api().delete("/api/v1/recipients/" + id).statusCode());
        assertEquals(
                List.of(),
                api().get("/api/v1/recipients?bank=" + bank).jsonPath().getList("items"));
        assertEquals(
                400,
                api().body(Map.of("unit", "4B", "name", "Ana", "email", "no address", "banks", List.of(bank)))
                        .put("/api/v1/recipients/" + id)
                        .statusCode());
    }

    @Test
    void a_couriers_code_is_shown_once() {
        String id = "dhl-" + bank;
        Response made = api().body(Map.of("label", "DHL", "until", "2030-01-01T00:00:00Z", "banks", List.of(bank)))
                .put("/api/v1/couriers/" + id);
        assertTrue(made.<String>path("code").matches("\\d{8}"), made.asString());
        assertNull(api().get("/api/v1/couriers?q=" + id).path("items[0].code"));
        Response changed = api().body(Map.of("label", "DHL Express", "until", "2030-01-01T00:00:00Z"))
                .put("/api/v1/couriers/" + id);
        assertNull(changed.path("code"), "a change of the label keeps the code");
        assertTrue(api().post("/api/v1/couriers/" + id + "/code")
                .<String>path("code")
                .matches("\\d{8}"));
        assertEquals(204, api().delete("/api/v1/couriers/" + id).statusCode());
        assertEquals(404, api().delete("/api/v1/couriers/" + id).statusCode());
    }
}
