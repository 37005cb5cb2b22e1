package io.lockward.cloud.footage;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.fleet.FleetStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// A bank that opens one upload after the other and sends nothing: it holds up itself, and not for long.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class UploadShareIT {
    private static final int PART = 100_000;

    @TestHTTPResource("/")
    URI cloud = URI.create("http://127.0.0.1");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    private final FleetStore store;

    @Inject
    UploadShareIT(FleetStore store) {
        this.store = store;
    }

    private Filmed registered() throws IOException {
        String id = "bank-" + UUID.randomUUID().toString().substring(0, 8);
        Filmed filmed = new Filmed(id, cloud, store);
        given().header("Authorization", "Bearer " + key())
                .contentType("application/json")
                .body(Map.of("id", id, "publicKey", filmed.publicKey(), "site", Map.of("id", id, "name", "Harbour")))
                .post("/api/v1/banks")
                .then()
                .statusCode(201);
        return filmed;
    }

    private String key() throws IOException {
        return Files.readString(Path.of(data, "api-key")).strip();
    }

    /// Sends a head that promises a part, and one byte of it.
    private static Socket idle(URI to, String word) throws IOException {
        Socket socket = new Socket(to.getHost(), to.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("PATCH " + to.getPath() + " HTTP/1.1\r\nHost: cloud\r\nAuthorization: Bearer " + word
                        + "\r\nContent-Type: application/partial-upload\r\nUpload-Offset: 0\r\nContent-Length: " + PART
                        + "\r\n\r\nx")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    @Test
    void a_bank_that_sends_nothing_holds_up_only_itself_and_is_hung_up_on() throws Exception {
        Filmed hostile = registered();
        Filmed other = registered();
        byte[] film = Filmed.film(PART, 3);
        hostile.recorded("c-1", film);
        hostile.recorded("c-2", film);
        String word = hostile.word("c-1", film);
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * UploadPlaces.ALL; i++) {
                held.add(idle(hostile.address("c-1"), word));
            }
            HttpResponse<String> refused = refused(hostile, film);
            assertEquals("5", refused.headers().firstValue("Retry-After").orElse(""));
            assertTrue(refused.body().contains("too-many"), refused.body());
            other.recorded("c-1", film);
            other.upload("c-1", film);
            assertTrue(Filmed.whole(other.look("c-1", other.word("c-1", film))));
            // The first byte of an answer or the end of the line: nobody is waited for any longer than that.
            for (Socket socket : held) {
                socket.setSoTimeout(15_000);
                socket.getInputStream().read();
            }
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
        hostile.upload("c-2", film);
        assertTrue(Filmed.whole(hostile.look("c-2", hostile.word("c-2", film))));
        String metrics = metrics();
        assertTrue(metrics.contains("outcome=\"too-many\""), "counted");
        // A line is ended before the thread that read from it lets go of its place.
        for (int tries = 0; tries < 500 && !isOver(metrics); tries++) {
            metrics = metrics();
        }
        assertTrue(isOver(metrics), "all places are free again, and why is counted: " + uploads(metrics));
    }

    private static boolean isOver(String metrics) {
        return metrics.contains("lockward_clip_uploads_open 0.0") && metrics.contains("outcome=\"too-slow\"");
    }

    private static List<String> uploads(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("lockward_clip_upload"))
                .toList();
    }

    private String metrics() throws IOException {
        return given().header("Authorization", "Bearer " + key())
                .get("/q/metrics")
                .asString();
    }

    /// Asks until the places are taken: the idle ones may still be on their way in.
    private static HttpResponse<String> refused(Filmed hostile, byte[] film) throws Exception {
        HttpResponse<String> answer;
        int tries = 0;
        do {
            answer = hostile.put("c-2", hostile.word("c-2", film), 0, new byte[0]);
        } while (answer.statusCode() != 429 && ++tries < 50);
        assertEquals(429, answer.statusCode(), answer.body());
        return answer;
    }
}
