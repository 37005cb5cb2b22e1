package io.lockward.cloud.footage;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.upload.ClipUploads;
import io.lockward.agent.upload.HttpUploads;
import io.lockward.agent.upload.UploadSettings;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.fleet.FleetStore;
import io.lockward.protocol.BankId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both ends of an upload as they are: the bank's uploader and the cloud's endpoint.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class BothEndsIT {
    private static final int BYTES = (3 << 20) + 5;

    @TestHTTPResource("/")
    URI cloud = URI.create("http://127.0.0.1");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    private final FleetStore store;
    private final Footage footage;

    @Inject
    BothEndsIT(FleetStore store, Footage footage) {
        this.store = store;
        this.footage = footage;
    }

    @Test
    void the_banks_own_uploader_goes_on_where_it_was_restarted(@TempDir Path folder) throws Exception {
        String bank = "bank-" + UUID.randomUUID().toString().substring(0, 8);
        Filmed filmed = new Filmed(bank, cloud, store);
        String key = Files.readString(Path.of(data, "api-key")).strip();
        assertEquals(
                201,
                given().header("Authorization", "Bearer " + key)
                        .contentType("application/json")
                        .body(Map.of("id", bank, "publicKey", filmed.publicKey()))
                        .post("/api/v1/banks")
                        .statusCode());
        byte[] film = Filmed.film(BYTES, 11);
        Path file = Files.write(folder.resolve("c-real.mp4"), film);
        filmed.recorded("c-real", film);
        byte[] before = Arrays.copyOf(film, 100_000);
        assertEquals(
                204,
                filmed.put("c-real", filmed.word("c-real", film), 0, before).statusCode());
        CompletableFuture<ClipUploads.Ended> ended = new CompletableFuture<>();
        try (HttpUploads uploads = new HttpUploads(
                new UploadSettings(new BankId(bank), cloud, 8L << 20, null),
                claims -> filmed.word(claims).getBytes(StandardCharsets.US_ASCII),
                () -> System.nanoTime() / 1_000_000,
                new Random(1))) {
            uploads.listen(ended::complete);
            uploads.want(List.of(new ClipUploads.Wanted("c-real", Filmed.sha256(film), film.length, file)));
            assertEquals(new ClipUploads.Ended.Stored("c-real"), ended.get(60, TimeUnit.SECONDS));
        }
        Content content = footage.content(filmed.key("c-real"));
        assertNotNull(content);
        assertTrue(content.whole());
        try (InputStream all = footage.open(content, 0, film.length);
                InputStream part = footage.open(content, 99_990, 20)) {
            assertArrayEquals(film, all.readAllBytes());
            assertArrayEquals(Arrays.copyOfRange(film, 99_990, 100_010), part.readAllBytes());
        }
    }
}
