package io.lockward.agent.hardware.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lockward.agent.hardware.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Semaphore beats = new Semaphore(0);
    private final List<@Nullable Long> pages = new CopyOnWriteArrayList<>();
    private final PageOrders orders = new PageOrders(now::get);
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private KioskServer server;

    @BeforeEach
    void open() throws IOException {
        server = KioskServer.open(0, Map.of(Heartbeat.PATH, new Heartbeat(this::heard, orders, () -> 5_000, now::get)));
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    private void heard(@Nullable Long pageUp) {
        pages.add(pageUp);
        beats.release();
    }

    @Test
    void passes_a_beat_on() throws Exception {
        assertEquals(204, post("/kiosk/heartbeat", ""));
        assertBeats(1);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(204, post("/kiosk/heartbeat", "{\"anything\":true}"));
        assertBeats(1);
    }

    @Test
    void tells_the_page_to_show_itself_until_the_time_is_over() throws Exception {
        assertEquals("0", locateSeconds(""));
        List<Outcome> told = new CopyOnWriteArrayList<>();
        orders.locate(Duration.ofSeconds(30), told::add);
        assertEquals("30", locateSeconds(""));
        assertEquals(List.of(), told);
        assertEquals("30", locateSeconds("?locating"));
        assertEquals(List.of(new Outcome.Done()), told);
        assertEquals("30", locateSeconds("?locating"));
        assertEquals(1, told.size());
        now.addAndGet(TimeUnit.SECONDS.toNanos(30));
        assertEquals("0", locateSeconds("?locating"));
    }

    private String locateSeconds(String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + Heartbeat.PATH + query))
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue(Heartbeat.LOCATE)
                .orElseThrow();
    }

    @Test
    void tells_when_the_page_began_at_the_earliest() throws Exception {
        String[] said = {"4999", "0", "5000", "5001", "-1", "9".repeat(16), "4e3", "", " 7"};
        for (String since : said) {
            now.addAndGet(TimeUnit.SECONDS.toNanos(1));
            HttpRequest.Builder beat = request("/kiosk/heartbeat").header(Heartbeat.SINCE, since);
            HttpResponse<Void> answer =
                    client.send(beat.POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding());
            assertEquals("5000", answer.headers().firstValue(Heartbeat.UPTIME).orElseThrow());
        }
        assertBeats(said.length);
        assertEquals(Arrays.asList(4_999L, 0L, 5_000L, null, null, null, null, null, 7L), pages);
    }

    @Test
    void does_not_pass_a_flood_on() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertEquals(204, post("/kiosk/heartbeat", ""));
        }
        assertBeats(1);
    }

    @Test
    void takes_a_body_of_a_kibibyte_and_no_more() throws Exception {
        assertEquals(204, post("/kiosk/heartbeat", "x".repeat(1024)));
        assertBeats(1);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(413, post("/kiosk/heartbeat", "x".repeat(1025)));
        assertBeats(0);
    }

    @Test
    void refuses_everything_else() throws Exception {
        assertEquals(404, post("/", ""));
        assertEquals(404, post("/kiosk/heartbeat/x", ""));
        assertEquals(404, post("/kiosk/../kiosk/heartbeat", ""));
        assertEquals(405, send(request("/kiosk/heartbeat").GET()));
        assertEquals(405, send(request("/kiosk/heartbeat").PUT(BodyPublishers.ofString("x"))));
        assertBeats(0);
    }

    @Test
    void survives_a_listener_that_fails() throws Exception {
        Heartbeat unheard = new Heartbeat(
                _ -> {
                    throw new IllegalStateException("full");
                },
                orders,
                () -> 5_000,
                now::get);
        try (KioskServer failing = KioskServer.open(0, Map.of(Heartbeat.PATH, unheard))) {
            URI uri = URI.create("http://127.0.0.1:" + failing.port() + Heartbeat.PATH);
            for (int i = 0; i < 3; i++) {
                now.addAndGet(TimeUnit.SECONDS.toNanos(1));
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .POST(BodyPublishers.noBody())
                        .build();
                assertEquals(
                        204, client.send(request, BodyHandlers.discarding()).statusCode());
            }
        }
    }

    @Test
    void says_when_the_port_is_taken() {
        assertThrows(
                IOException.class,
                () -> KioskServer.open(server.port(), Map.of()).close());
    }

    private int post(String path, String body) throws Exception {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    private int send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    /// The answer leaves before the beat is passed on.
    private void assertBeats(int expected) throws InterruptedException {
        for (int i = 0; i < expected; i++) {
            assertEquals(true, beats.tryAcquire(10, TimeUnit.SECONDS));
        }
        assertEquals(0, beats.availablePermits());
    }
}
