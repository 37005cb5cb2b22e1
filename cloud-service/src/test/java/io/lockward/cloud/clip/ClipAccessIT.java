package io.lockward.cloud.clip;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.access.Person;
import io.lockward.cloud.footage.Filmed;
import io.lockward.cloud.packaging.ClipSource;
import io.lockward.cloud.platform.MovableClock;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.FleetStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every role at every case and clip, and every way to a clip's pictures that must not be one.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class ClipAccessIT {
    private static final Map<String, Object> WHY = Map.of("why", "the resident says nothing came");
    private static final byte[] FILM = Filmed.film(200_000, 1);

    @TestHTTPResource("/")
    URI cloud = URI.create("http://127.0.0.1");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    private final FleetStore store;
    private final Retention retention;
    private final ClipSource source;
    private final MovableClock clock;
    private final AgroalDataSource database;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String bank = "bank-" + run;
    private final String site = "site-" + run;
    private final String elsewhere = "elsewhere-" + run;

    @Inject
    ClipAccessIT(
            FleetStore store, Retention retention, ClipSource source, MovableClock clock, AgroalDataSource database) {
        this.store = store;
        this.retention = retention;
        this.source = source;
        this.clock = clock;
        this.database = database;
    }

    @BeforeEach
    void there_is_a_clip_and_another_banks() throws Exception {
        clock.moveAhead(Duration.ZERO);
        filmed(bank, site, "c-1");
        filmed("other-" + run, elsewhere, "c-2");
    }

    @AfterEach
    void the_clock_is_right_again() {
        clock.moveAhead(Duration.ZERO);
    }

    private void filmed(String id, String at, String clip) throws Exception {
        Filmed filmed = new Filmed(id, cloud, store);
        String admin = Files.readString(Path.of(data, "api-key")).strip();
        assertEquals(
                201,
                as(admin)
                        .body(Map.of("id", id, "publicKey", filmed.publicKey(), "site", Map.of("id", at, "name", at)))
                        .post("/api/v1/banks")
                        .statusCode());
        filmed.recorded(clip, FILM);
        filmed.upload(clip, FILM);
    }

    private static RequestSpecification as(@Nullable String key) {
        RequestSpecification request = given().contentType("application/json");
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private String key(String role, @Nullable String... sites) throws GeneralSecurityException {
        String key = "lw_" + UUID.randomUUID().toString().replace("-", "") + "0123456789a";
        new SqlQuery(
                        "insert into api_key (id, name, key_hash, roles, sites) values (?, ?, ?, ?, ?)",
                        UUID.randomUUID(),
                        role,
                        MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)),
                        List.of(role),
                        sites.length == 0 ? null : Arrays.asList(sites))
                .update(database);
        return key;
    }

    private UUID caseOf(String of, String at, String state, Instant around) {
        UUID id = UUID.randomUUID();
        new SqlQuery(
                        "insert into evidence_case (id, bank, site, from_at, to_at, claim, kind, state, opened_by, opened_at)"
                                + " values (?, ?, ?, ?, ?, 'nothing came', 'asked', ?, 'ana', ?)",
                        id,
                        of,
                        at,
                        around.minusSeconds(600),
                        around.plusSeconds(600),
                        state,
                        around)
                .update(database);
        return id;
    }

    private static Response open(@Nullable String key, UUID caseId, String clip) {
        return as(key).body(WHY).post("/api/v1/cases/" + caseId + "/clips/" + clip + "/open");
    }

    @Test
    void only_support_and_admins_open_and_only_in_an_open_case_about_the_clip() throws Exception {
        Instant now = Instant.now();
        Map<String, UUID> cases = new LinkedHashMap<>();
        cases.put("open", caseOf(bank, site, "open", now));
        cases.put("requested", caseOf(bank, site, "requested", now));
        cases.put("declined", caseOf(bank, site, "declined", now));
        cases.put("closed", caseOf(bank, site, "closed", now));
        cases.put("another day", caseOf(bank, site, "open", now.minus(Duration.ofDays(3))));
        cases.put("another bank", caseOf("other-" + run, elsewhere, "open", now));
        cases.put("none", UUID.randomUUID());
        Map<String, List<Integer>> expected = new LinkedHashMap<>();
        Map<String, @Nullable String> people = new LinkedHashMap<>();
        people.put("nobody", null);
        expected.put("nobody", List.of(401, 401, 401, 401, 401, 401, 401));
        for (String role : List.of("viewer", "operator", "installer", "property", "auditor")) {
            people.put(role, key(role, site));
            expected.put(role, List.of(403, 403, 403, 403, 403, 403, 403));
        }
        people.put("support", key("support"));
        people.put("support here", key("support", site));
        people.put("admin", key("admin"));
        for (String who : List.of("support", "support here", "admin")) {
            expected.put(who, List.of(200, 409, 409, 409, 404, 404, 404));
        }
        people.put("support elsewhere", key("support", elsewhere));
        expected.put("support elsewhere", List.of(404, 404, 404, 404, 404, 404, 404));
        List<String> wrong = new ArrayList<>();
        people.forEach((who, key) -> {
            List<Integer> statuses = cases.values().stream()
                    .map(caseId -> open(key, caseId, "c-1").statusCode())
                    .toList();
            if (!statuses.equals(expected.get(who))) {
                wrong.add(who + " at " + cases.keySet() + ": " + statuses);
            }
        });
        assertEquals(List.of(), wrong);
        assertEquals(
                List.of("admin", "support", "support"),
                new SqlQuery("select role from clip_access where bank = ? order by role", bank)
                        .list(database, row -> row.getString(1)),
                "only what was opened is on record");
        assertEquals(
                404,
                open(people.get("support"), cases.get("another bank"), "c-1").statusCode());
        assertEquals(
                200,
                open(people.get("support"), cases.get("another bank"), "c-2").statusCode());
    }

    @Test
    void it_is_on_record_before_the_first_byte_and_never_without_a_reason() throws Exception {
        UUID caseId = caseOf(bank, site, "open", Instant.now());
        String key = key("support");
        for (Object body :
                List.of("{}", "{\"why\":\"  \"}", "{\"why\":\"two\\nlines\"}", "{\"why\":\"ok\",\"what\":\"share\"}")) {
            assertEquals(
                    400,
                    as(key).body(body)
                            .post("/api/v1/cases/" + caseId + "/clips/c-1/open")
                            .statusCode(),
                    body.toString());
        }
        assertNull(new SqlQuery("select 1 from clip_access where case_id = ?", caseId).first(database, _ -> true));
        Response opened = open(key, caseId, "c-1");
        assertEquals("no-store", opened.header("Cache-Control"));
        String watermark = opened.path("watermark");
        assertTrue(watermark.startsWith("key:support · 20") && watermark.endsWith("case " + caseId), watermark);
        assertEquals(
                List.of("key:support view the resident says nothing came asked " + site),
                new SqlQuery("select person, what, why, kind, site from clip_access where case_id = ?", caseId)
                        .list(
                                database,
                                row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                                        + row.getString(4) + " " + row.getString(5)));
        assertEquals(
                List.of("key:support c-1 case " + caseId + ": the resident says nothing came"),
                new SqlQuery("select actor, subject, detail from audit where action = 'clip.view' and bank = ?", bank)
                        .list(database, row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)));
        String month = YearMonth.now(ZoneOffset.UTC).toString();
        Response counts = as(key("property", site)).get("/api/v1/sites/" + site + "/footage?month=" + month);
        assertEquals(200, counts.statusCode(), counts.asString());
        assertEquals(1, counts.<Integer>path("opened[0].times"));
        assertEquals("asked", counts.path("opened[0].kind"));
        assertTrue(!counts.asString().contains("key:support"), "never by whom");
        assertEquals(
                404,
                as(key("property", elsewhere))
                        .get("/api/v1/sites/" + site + "/footage?month=" + month)
                        .statusCode());
        assertEquals(
                404,
                as(key("property")).get("/api/v1/sites/" + site + "/retention").statusCode());
    }

    @Test
    void the_address_works_for_who_asked_while_the_case_is_open_and_no_longer() throws Exception {
        UUID caseId = caseOf(bank, site, "open", Instant.now());
        UUID other = caseOf(bank, site, "open", Instant.now());
        String key = key("support");
        String url = open(key, caseId, "c-1").path("url");
        Response all = as(key).get(url);
        assertEquals(200, all.statusCode());
        assertArrayEquals(FILM, all.asByteArray());
        assertEquals("video/mp4", all.contentType());
        assertEquals("no-store", all.header("Cache-Control"));
        assertTrue(all.header("Content-Security-Policy").contains("media-src 'self'"));
        Response part = as(key).header("Range", "bytes=70000-70099").get(url);
        assertEquals(206, part.statusCode());
        assertEquals("bytes 70000-70099/200000", part.header("Content-Range"));
        assertArrayEquals(Arrays.copyOfRange(FILM, 70_000, 70_100), part.asByteArray());
        assertEquals(416, as(key).header("Range", "bytes=200000-").get(url).statusCode());
        assertEquals(
                200,
                as(key).header("Range", "bytes=0-9")
                        .header("If-Range", "\"other\"")
                        .get(url)
                        .statusCode());

        assertEquals(401, as(null).get(url).statusCode());
        assertEquals(403, as(key("viewer")).get(url).statusCode());
        assertEquals(403, as(key("auditor")).get(url).statusCode());
        assertEquals(403, as(key("support")).get(url).statusCode(), "an address handed on opens nothing");
        assertEquals(
                404,
                as(key).get(url.replace(caseId.toString(), other.toString())).statusCode());
        assertEquals(
                404,
                as(key).get(url.replaceAll("look=.*", "look=" + UUID.randomUUID()))
                        .statusCode());
        assertEquals(404, as(key).get(url.replaceAll("&look=.*", "")).statusCode());
        assertEquals(404, as(key).get(url.replace("/c-1/", "/c-2/")).statusCode());

        clock.moveAhead(Clips.LOOK.plusSeconds(1));
        assertEquals(410, as(key).get(url).statusCode());
        String again = open(key, caseId, "c-1").path("url");
        assertEquals(200, as(key).get(again).statusCode());
        new SqlQuery("update evidence_case set state = 'closed' where id = ?", caseId).update(database);
        assertEquals(409, as(key).get(again).statusCode(), "a case that closes shuts its footage");
    }

    /// A package is written at the pace of whoever loads it.
    @Test
    void footage_of_a_package_is_read_to_its_end_however_long_that_takes_and_is_on_record_as_what_it_is()
            throws Exception {
        UUID caseId = caseOf(bank, site, "open", Instant.now());
        Person ana = new Person("ana", "support", null, "her session");
        ClipSource.Footage.Ready ready = assertInstanceOf(
                ClipSource.Footage.Ready.class, source.open(caseId, "c-1", ana, "the insurer asked", Look.What.SHARE));
        clock.moveAhead(Clips.LOOK.plusSeconds(1));
        try (InputStream content = ready.content().open()) {
            assertArrayEquals(FILM, content.readAllBytes());
        }
        assertEquals(
                List.of("share"),
                new SqlQuery("select what from clip_access where case_id = ?", caseId)
                        .list(database, row -> row.getString(1)));
        assertInstanceOf(ClipSource.Footage.None.class, source.open(caseId, "c-9", ana, "another", Look.What.PACKAGE));
    }

    @Test
    void a_case_under_hold_keeps_its_clips_and_no_longer() throws Exception {
        UUID caseId = caseOf(bank, site, "open", Instant.now());
        String key = key("support");
        assertEquals(
                200,
                as(key).body(Map.of("reason", "the police asked"))
                        .post("/api/v1/cases/" + caseId + "/hold")
                        .statusCode());
        clock.moveAhead(Duration.ofDays(40));
        retention.round();
        assertEquals("stored", state());
        assertEquals(
                200,
                as(key).delete("/api/v1/cases/" + caseId + "/hold?reason=settled")
                        .statusCode());
        retention.round();
        assertEquals("deleted", state());
        assertEquals(409, open(key, caseId, "c-1").statusCode(), "what is deleted opens in no case");
    }

    private @Nullable String state() {
        return new SqlQuery("select state from clip where bank = ? and clip = 'c-1'", bank)
                .first(database, row -> row.getString(1));
    }

    @Test
    void clips_are_listed_with_what_is_known_and_nothing_of_their_pictures() throws Exception {
        Instant now = Instant.now();
        Response list = as(key("viewer"))
                .get("/api/v1/banks/" + bank + "/clips?from=" + now.minusSeconds(60) + "&to=" + now.plusSeconds(60));
        assertEquals(200, list.statusCode(), list.asString());
        assertEquals("c-1", list.path("items[0].clip"));
        assertEquals("stored", list.path("items[0].state"));
        assertEquals("forced-entry", list.path("items[0].because"));
        assertEquals(Filmed.sha256(FILM), list.path("items[0].sha256"));
        assertTrue(!list.asString().contains("sealed"));
        assertEquals(
                400, as(key("viewer")).get("/api/v1/banks/" + bank + "/clips").statusCode());
        assertEquals(
                403,
                as(key("property", site))
                        .get("/api/v1/banks/" + bank + "/clips")
                        .statusCode());
    }
}
