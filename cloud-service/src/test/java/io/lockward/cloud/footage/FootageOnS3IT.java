package io.lockward.cloud.footage;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.clip.Retention;
import io.lockward.cloud.platform.MovableClock;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.cloud.vault.TestBucket;
import io.lockward.fleet.FleetStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The service with a bucket in its configuration, from upload to retention. A start of its own and a server beside
/// it, so only with `-Dlong=true`; the vault alone is held against the same server in every run.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
@QuarkusTestResource(value = TestBucket.class, restrictToAnnotatedClass = true)
@EnabledIfSystemProperty(named = "long", matches = "true")
class FootageOnS3IT {
    private static final int MIB = 1 << 20;

    @TestHTTPResource("/")
    URI cloud = URI.create("http://127.0.0.1");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    @ConfigProperty(name = TestBucket.FOLDER, defaultValue = "none")
    String bucket = "";

    private final FleetStore store;
    private final Footage footage;
    private final Retention retention;
    private final MovableClock clock;
    private final AgroalDataSource database;
    private final String bank = "bank-" + UUID.randomUUID().toString().substring(0, 8);
    private Filmed filmed;

    @Inject
    FootageOnS3IT(
            FleetStore store, Footage footage, Retention retention, MovableClock clock, AgroalDataSource database) {
        this.store = store;
        this.footage = footage;
        this.retention = retention;
        this.clock = clock;
        this.database = database;
        this.filmed = new Filmed(bank, cloud, store);
    }

    @BeforeEach
    void a_bank_that_films() throws IOException {
        filmed = new Filmed(bank, cloud, store);
        String key = Files.readString(Path.of(data, "api-key")).strip();
        int status = given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(Map.of("id", bank, "publicKey", filmed.publicKey()))
                .post("/api/v1/banks")
                .statusCode();
        assertEquals(201, status);
    }

    @AfterEach
    void the_clock_is_right_again() {
        clock.moveAhead(Duration.ZERO);
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(bucket))) {
            return all.filter(
                            file -> Files.isRegularFile(file) && file.toString().contains(bank))
                    .toList();
        }
    }

    private String state(String clip) {
        String state = new SqlQuery("select state from clip where bank = ? and clip = ?", bank, clip)
                .first(database, row -> row.getString(1));
        return state == null ? "none" : state;
    }

    @Test
    void what_comes_in_parts_lies_encrypted_in_the_bucket_and_reads_back() throws Exception {
        byte[] film = Filmed.film(5 * MIB + 123, 1);
        filmed.recorded("c-1", film);
        filmed.upload("c-1", film);
        assertEquals("stored", state("c-1"));
        Content content = footage.content(filmed.key("c-1"));
        assertNotNull(content);
        try (InputStream all = footage.open(content, 0, film.length);
                InputStream part = footage.open(content, 4 * MIB - 1, 2)) {
            assertArrayEquals(film, all.readAllBytes());
            assertArrayEquals(Arrays.copyOfRange(film, 4 * MIB - 1, 4 * MIB + 1), part.readAllBytes());
        }
        assertTrue(objects().size() >= 2, "parts of it: " + objects());
        assertFalse(Files.exists(Path.of(data, "clips", bank)), "and nothing of it in the folder");
        String middle = new String(film, 3 * MIB, 16, StandardCharsets.ISO_8859_1);
        for (Path object : objects()) {
            assertFalse(Files.readString(object, StandardCharsets.ISO_8859_1).contains(middle));
        }
    }

    @Test
    void footage_whose_time_is_over_is_gone_from_the_bucket() throws Exception {
        byte[] film = Filmed.film(100_000, 9);
        filmed.recorded("c-old", film);
        filmed.upload("c-old", film);
        assertFalse(objects().isEmpty());
        clock.moveAhead(Duration.ofDays(400));
        retention.round();
        assertEquals("deleted", state("c-old"));
        assertEquals(List.of(), objects());
    }
}
