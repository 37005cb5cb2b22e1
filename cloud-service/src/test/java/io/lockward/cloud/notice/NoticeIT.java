package io.lockward.cloud.notice;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.platform.Await;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelNews;
import io.lockward.fleet.parcel.Parcels;
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
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Notices in a real database: made once, taken by one, tried again, given up.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class NoticeIT {
    private static final CompartmentId A07 = new CompartmentId("A07");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    @Inject
    NoticeStore store;

    @Inject
    FleetStore fleet;

    @Inject
    AgroalDataSource database;

    private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final String bank = "bank-" + UUID.randomUUID().toString().substring(0, 8);
    private final JournalId journal = new JournalId(UUID.randomUUID());
    private long seq;

    private RequestSpecification api() {
        try {
            String key = Files.readString(Path.of(data, "api-key")).strip();
            return given().header("Authorization", "Bearer " + key).contentType("application/json");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void hear(ParcelKey parcel, Entry entry) {
        seq++;
        String json = new String(WireJson.encode(new Stamp(started, 1, seq), entry), StandardCharsets.UTF_8);
        ParcelFact.Told told =
                new ParcelFact.Told(parcel, new EntryRef(journal, 1, seq), started, started, entry, json);
        fleet.transaction(transaction -> Parcels.hear(transaction, List.of(told), List.of(), started));
    }

    private ParcelKey waiting() {
        ParcelKey parcel = new ParcelKey(new BankId(bank), new ParcelId(UUID.randomUUID()));
        hear(parcel, new ParcelEntry.DepositConcluded("d1", A07, "verified", parcel.parcel(), null));
        hear(parcel, new ParcelEntry.Coded(parcel.parcel(), A07, 1, "a".repeat(32), "b".repeat(32)));
        return parcel;
    }

    private ParcelKey collected() {
        ParcelKey parcel = waiting();
        hear(parcel, new ParcelEntry.PickupConcluded("p1", A07, "collected", parcel.parcel(), null));
        return parcel;
    }

    private void endpoint(String id, String url) {
        assertEquals(
                200,
                api().body(Map.of("url", url, "banks", List.of(bank)))
                        .put("/api/v1/webhooks/" + id)
                        .statusCode());
    }

    private List<NoticeStore.Row> of(String target) {
        return store.list(null, "webhook", target, null, null, 500);
    }

    @Test
    void what_happened_twice_is_told_once_and_what_was_overtaken_is_not_told() throws Exception {
        try (Receiver receiver = new Receiver(() -> 200)) {
            String id = "once-" + bank;
            endpoint(id, receiver.address("/"));
            ParcelKey parcel = collected();
            ParcelNews again =
                    new ParcelNews(parcel, ParcelNews.Kind.COLLECTED, "collected/" + journal + "/" + seq, started);
            fleet.transaction(transaction -> {
                transaction.books().tell(List.of(again, again));
                return true;
            });
            Await.until(
                    "the news",
                    () -> of(id).stream().noneMatch(row -> row.state().equals("waiting")));
            assertEquals(
                    Map.of("waiting", "dropped", "collected", "sent"),
                    of(id).stream()
                            .collect(java.util.stream.Collectors.toMap(NoticeStore.Row::kind, NoticeStore.Row::state)));
            assertEquals(1, receiver.came().size());
        }
    }

    @Test
    void an_endpoint_that_fails_is_tried_again_with_the_same_id() throws Exception {
        int[] status = {500};
        try (Receiver receiver = new Receiver(() -> status[0])) {
            String id = "slow-" + bank;
            endpoint(id, receiver.address("/"));
            collected();
            Await.until("a first try", () -> !receiver.came().isEmpty());
            status[0] = 204;
            Await.until(
                    "a second try",
                    () -> of(id).stream().anyMatch(row -> row.state().equals("sent")));
            assertEquals(2, receiver.came().size());
            assertEquals(receiver.came().get(0).id(), receiver.came().get(1).id());
            assertEquals(receiver.came().get(0).body(), receiver.came().get(1).body());
        }
    }

    @Test
    void an_endpoint_that_is_gone_is_ended_and_a_person_is_told() throws Exception {
        try (Receiver receiver = new Receiver(() -> 410)) {
            String id = "gone-" + bank;
            endpoint(id, receiver.address("/"));
            collected();
            Await.until(
                    "the end", () -> of(id).stream().anyMatch(row -> row.state().equals("dead")));
            assertEquals(
                    List.of("notice-undelivered"),
                    api().get("/api/v1/alarms?bank=" + bank).jsonPath().getList("items.kind"));
            Await.until(
                    "the end of the endpoint",
                    () -> api().get("/api/v1/webhooks")
                            .jsonPath()
                            .getList("items.findAll { it.id == '" + id + "' }")
                            .isEmpty());
            assertEquals(List.of("lockward:notices " + receiver.address("/") + " answered 410 Gone"), ended(id));
            endpoint(id, receiver.address("/"));
            assertEquals("0", told(id, "health.dead"), "what the one before gave up is not this one's");
            assertEquals("unused", told(id, "health.state"));
            assertEquals(204, api().delete("/api/v1/webhooks/" + id).statusCode());
            String dead = of(id).stream()
                    .filter(row -> row.state().equals("dead"))
                    .findFirst()
                    .orElseThrow()
                    .id()
                    .toString();
            assertEquals(200, api().post("/api/v1/notices/" + dead + "/retry").statusCode());
            assertEquals(
                    404,
                    api().post("/api/v1/notices/" + UUID.randomUUID() + "/retry")
                            .statusCode());
        }
    }

    @Test
    void an_endpoint_that_was_just_changed_does_not_end_with_its_old_address_and_hears_the_news_at_its_new_one()
            throws Exception {
        String id = "moved-" + bank;
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        try (Receiver fresh = new Receiver(() -> 200);
                Receiver old = new Receiver(() -> goneOnce(asked, changed))) {
            endpoint(id, old.address("/"));
            collected();
            assertTrue(asked.await(30, TimeUnit.SECONDS));
            endpoint(id, fresh.address("/"));
            changed.countDown();
            Await.until("the news at the new address", () -> !fresh.came().isEmpty());
            assertEquals(old.came().getFirst().id(), fresh.came().getFirst().id());
            assertEquals(fresh.address("/"), told(id, "url"));
            assertEquals(List.of(), ended(id));
        }
    }

    private static int goneOnce(CountDownLatch asked, CountDownLatch changed) {
        asked.countDown();
        try {
            changed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 410;
    }

    private List<String> ended(String id) {
        return new SqlQuery("select actor, detail from audit where action = 'webhook.end' and subject = ?", id)
                .list(database, row -> row.getString(1) + " " + row.getString(2));
    }

    /// A field of an endpoint as it is told.
    private @Nullable String told(String id, String field) {
        return api().get("/api/v1/webhooks").jsonPath().getString("items.find { it.id == '" + id + "' }." + field);
    }

    @Test
    void an_endpoint_that_rests_hears_afterwards_what_was_not_overtaken() throws Exception {
        try (Receiver receiver = new Receiver(() -> 200)) {
            String id = "rest-" + bank;
            endpoint(id, receiver.address("/"));
            assertEquals(200, api().post("/api/v1/webhooks/" + id + "/pause").statusCode());
            collected();
            assertTrue(
                    store.take(Instant.now().plusSeconds(5), Instant.now().plusSeconds(600), 500).stream()
                            .noneMatch(notice -> notice.target().equals(id)),
                    "nothing is taken for it");
            endpoint(id, receiver.address("/"));
            assertNotNull(told(id, "paused.by"), "another secret does not wake it");
            assertEquals("unused", told(id, "health.state"));
            assertEquals("2", told(id, "health.waiting"));
            assertEquals(List.of(), receiver.came());

            assertEquals(200, api().post("/api/v1/webhooks/" + id + "/resume").statusCode());
            Await.until(
                    "the news",
                    () -> of(id).stream().noneMatch(row -> row.state().equals("waiting")));
            assertEquals(1, receiver.came().size(), "that it waited was overtaken");
            assertEquals(204, api().delete("/api/v1/webhooks/" + id).statusCode());
            assertEquals(404, api().post("/api/v1/webhooks/" + id + "/pause").statusCode());
        }
    }

    @Test
    void a_test_message_is_signed_tried_once_and_counts_for_nothing() throws Exception {
        int[] status = {204};
        try (Receiver receiver = new Receiver(() -> status[0])) {
            String id = "test-" + bank;
            String secret = api().body(Map.of("url", receiver.address("/"), "banks", List.of(bank)))
                    .put("/api/v1/webhooks/" + id)
                    .jsonPath()
                    .getString("secret");
            var well = api().post("/api/v1/webhooks/" + id + "/test").jsonPath();
            assertTrue(well.getBoolean("taken"));
            assertEquals(204, well.getInt("status"));
            Receiver.Came came = receiver.came().getFirst();
            assertTrue(came.body().contains("\"type\":\"webhook.test\""), came.body());
            assertEquals(
                    came.signature(),
                    WebhookSignature.sign(
                            secret, came.id(), Instant.ofEpochSecond(Long.parseLong(came.timestamp())), came.body()));
            status[0] = 500;
            var ill = api().post("/api/v1/webhooks/" + id + "/test").jsonPath();
            assertEquals("The endpoint answered 500.", ill.getString("problem"));
            assertEquals(2, receiver.came().size());
            assertEquals(List.of(), of(id));
        }
    }

    @Test
    void what_rests_between_two_tries_goes_at_once_when_somebody_says_so() throws Exception {
        int[] status = {503};
        try (Receiver receiver = new Receiver(() -> status[0])) {
            String id = "now-" + bank;
            endpoint(id, receiver.address("/"));
            collected();
            // After the second try it rests for a minute.
            Await.until(
                    "two tries", () -> newest(id).attempts() == 2 && newest(id).nextAt() != null);
            NoticeStore.Row resting = newest(id);
            assertEquals(503, resting.status());
            assertEquals("failing", told(id, "health.state"));
            assertEquals("The endpoint answered 503.", told(id, "health.problem"));
            status[0] = 200;
            assertEquals(
                    200,
                    api().post("/api/v1/notices/" + resting.id() + "/retry").statusCode());
            Await.until("the third try", () -> receiver.came().size() == 3);
            Await.until("its end", () -> newest(id).state().equals("sent"));
            assertEquals(
                    409,
                    api().post("/api/v1/notices/" + resting.id() + "/retry").statusCode());
            assertEquals("well", told(id, "health.state"));
        }
    }

    @Test
    void what_is_on_its_way_is_not_sent_twice() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Receiver receiver = new Receiver(() -> after(answer))) {
            String id = "way-" + bank;
            endpoint(id, receiver.address("/"));
            collected();
            Await.until("the try", () -> !receiver.came().isEmpty());
            NoticeStore.Row row = newest(id);
            assertNull(row.nextAt(), "it is not waiting for anything");
            assertEquals(
                    409, api().post("/api/v1/notices/" + row.id() + "/retry").statusCode());
            answer.countDown();
            Await.until("its end", () -> newest(id).state().equals("sent"));
            assertEquals(200, newest(id).status());
        }
    }

    private NoticeStore.Row newest(String target) {
        return of(target).stream()
                .filter(row -> row.kind().equals("collected"))
                .findFirst()
                .orElseThrow();
    }

    private static int after(CountDownLatch answer) {
        try {
            return answer.await(20, TimeUnit.SECONDS) ? 200 : 500;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 500;
        }
    }

    @Test
    void two_replicas_never_take_the_same_notice() throws Exception {
        try (Receiver receiver = new Receiver(() -> 200)) {
            endpoint("many-" + bank, receiver.address("/"));
            for (int i = 0; i < 60; i++) {
                collected();
            }
            Set<UUID> taken = new HashSet<>();
            int all = 0;
            Instant ahead = Instant.now().plusSeconds(1);
            try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
                List<Future<List<Notice>>> rounds = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    rounds.add(replicas.submit(() -> store.take(ahead, ahead.plusSeconds(600), 5)));
                }
                for (Future<List<Notice>> round : rounds) {
                    for (Notice notice : round.get()) {
                        all++;
                        taken.add(notice.id());
                    }
                }
            }
            assertEquals(all, taken.size());
            assertTrue(all > 0, "the job of the service itself may have been quicker, but not for all of them");
        }
    }

    @Test
    void takes_no_endpoint_inside() {
        for (String url : new String[] {"http://example.org/", "https://a:b@example.org/", "file:///etc/passwd"}) {
            assertEquals(
                    400,
                    api().body(Map.of("url", url)).put("/api/v1/webhooks/bad").statusCode(),
                    url);
        }
    }
}
