package io.lockward.cloud.footage;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.clip.Clips;
import io.lockward.cloud.clip.Retention;
import io.lockward.cloud.platform.MovableClock;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.cloud.vault.Vault;
import io.lockward.fleet.FleetStore;
import io.lockward.protocol.BankId;
import io.lockward.protocol.UploadClaims;
import io.lockward.protocol.entry.ClipEntry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// From a bank's camera into the vault and out again, and out for good: over HTTP, on a real database and disk.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class FootageIT {
    private static final int MIB = 1 << 20;

    @TestHTTPResource("/")
    URI cloud = URI.create("http://127.0.0.1");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    private final FleetStore store;
    private final Footage footage;
    private final Vault vault;
    private final Retention retention;
    private final Clips clips;
    private final MovableClock clock;
    private final AgroalDataSource database;
    private final String bank = "bank-" + UUID.randomUUID().toString().substring(0, 8);
    private final String site = "site-" + bank.substring(5);

    @Inject
    FootageIT(
            FleetStore store,
            Footage footage,
            Vault vault,
            Retention retention,
            Clips clips,
            MovableClock clock,
            AgroalDataSource database) {
        this.store = store;
        this.footage = footage;
        this.vault = vault;
        this.retention = retention;
        this.clips = clips;
        this.clock = clock;
        this.database = database;
    }

    @AfterEach
    void the_clock_is_right_again() {
        clock.moveAhead(Duration.ZERO);
    }

    private Filmed registered() throws IOException {
        return registered(bank);
    }

    private Filmed registered(String id) throws IOException {
        Filmed filmed = new Filmed(id, cloud, store);
        int status = given().header("Authorization", "Bearer " + key())
                .contentType("application/json")
                .body(Map.of("id", id, "publicKey", filmed.publicKey(), "site", Map.of("id", site, "name", "Harbour")))
                .post("/api/v1/banks")
                .statusCode();
        assertEquals(201, status);
        return filmed;
    }

    private String key() throws IOException {
        return Files.readString(Path.of(data, "api-key")).strip();
    }

    private byte[] read(Filmed filmed, String clip, long from, long length) throws IOException {
        Content content = footage.content(filmed.key(clip));
        assertNotNull(content);
        try (InputStream part = footage.open(content, from, length)) {
            return part.readAllBytes();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(data, "clips", bank))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (java.nio.file.NoSuchFileException _) {
            return List.of();
        }
    }

    private String state(String clip) {
        String state = new SqlQuery("select state from clip where bank = ? and clip = ?", bank, clip)
                .first(database, row -> row.getString(1));
        return state == null ? "none" : state;
    }

    @Test
    void what_comes_in_parts_is_kept_encrypted_and_reads_back_in_any_range() throws Exception {
        Filmed filmed = registered();
        byte[] film = Filmed.film(9 * MIB + 123, 1);
        filmed.recorded("c-1", film);
        assertEquals("known", state("c-1"));
        String word = filmed.word("c-1", film);
        assertEquals(0, Filmed.offset(filmed.look("c-1", word)));
        HttpResponse<String> first = filmed.put("c-1", word, 0, Arrays.copyOf(film, 4 * MIB));
        assertEquals(204, first.statusCode(), first.body());
        assertEquals(4 * MIB, Filmed.offset(first));
        assertFalse(Filmed.whole(first));
        assertEquals("partial", state("c-1"));
        filmed.upload("c-1", film);
        assertTrue(Filmed.whole(filmed.look("c-1", word)));
        assertEquals("stored", state("c-1"));

        assertArrayEquals(film, read(filmed, "c-1", 0, film.length));
        for (long[] range :
                new long[][] {{0, 1}, {65_535, 2}, {4 * MIB - 1, 2}, {4 * MIB, 4 * MIB}, {film.length - 1, 1}}) {
            assertArrayEquals(
                    Arrays.copyOfRange(film, (int) range[0], (int) (range[0] + range[1])),
                    read(filmed, "c-1", range[0], range[1]));
        }
        assertEquals(3, files().size());
        byte[] middle = Arrays.copyOfRange(film, 5 * MIB, 5 * MIB + 16);
        for (Path file : files()) {
            assertFalse(contains(Files.readAllBytes(file), middle), "it must not lie there as it is");
        }
        assertEquals(409, filmed.put("c-1", word, 0, new byte[10]).statusCode(), "what is whole stays as it is");
    }

    private static boolean contains(byte[] all, byte[] part) {
        return new String(all, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    @Test
    void an_upload_cut_at_any_byte_goes_on_from_what_is_held() throws Exception {
        Filmed filmed = registered();
        byte[] film = Filmed.film(MIB + 77, 2);
        filmed.recorded("c-cut", film);
        String word = filmed.word("c-cut", film);
        for (int cut : new int[] {0, 1, 65_535, 65_536, 65_537, 300_000, MIB, MIB + 76}) {
            long before = Filmed.offset(filmed.look("c-cut", word));
            int rest = (int) (film.length - before);
            int sent = Math.min(cut, rest - 1);
            cutOff(filmed, "c-cut", word, before, Arrays.copyOfRange(film, (int) before, film.length), sent);
            long after = settled(filmed, "c-cut", word, before, sent);
            // Of what was on its way when the line died some may be lost; what is held is a beginning of it.
            assertTrue(
                    after == before || (after >= before + UploadRules.LEAST_CUT_BYTES && after <= before + sent),
                    "held " + after + " of " + before + "+" + sent);
        }
        assertTrue(Filmed.offset(filmed.look("c-cut", word)) > 0, "what is worth keeping is kept");
        filmed.upload("c-cut", film);
        assertArrayEquals(film, read(filmed, "c-cut", 0, film.length));
    }

    /// Sends the head and a part of the body, and hangs up.
    private void cutOff(Filmed filmed, String clip, String word, long offset, byte[] body, int sent)
            throws IOException {
        URI to = filmed.address(clip);
        try (Socket socket = new Socket(to.getHost(), to.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("PATCH " + to.getPath() + " HTTP/1.1\r\nHost: cloud\r\nAuthorization: Bearer " + word
                            + "\r\nContent-Type: application/partial-upload\r\nUpload-Offset: " + offset
                            + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body, 0, sent);
            out.flush();
        }
    }

    /// The server notices by itself that a line is dead; the bank asks until it knows.
    private static long settled(Filmed filmed, String clip, String word, long before, int sent) throws Exception {
        long held = before;
        for (int tries = 0; tries < 40 && held == before && sent >= UploadRules.LEAST_CUT_BYTES; tries++) {
            held = Filmed.offset(filmed.look(clip, word));
        }
        return Math.max(held, Filmed.offset(filmed.look(clip, word)));
    }

    @Test
    void of_many_that_send_the_same_part_at_once_one_is_taken() throws Exception {
        Filmed filmed = registered();
        byte[] film = Filmed.film(2 * MIB, 3);
        filmed.recorded("c-race", film);
        String word = filmed.word("c-race", film);
        for (int offset = 0; offset < film.length; offset += MIB) {
            byte[] part = Arrays.copyOfRange(film, offset, offset + MIB);
            List<Integer> statuses = new ArrayList<>();
            long at = offset;
            try (ExecutorService senders = Executors.newFixedThreadPool(6)) {
                List<Future<Integer>> sent = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    sent.add(senders.submit(
                            () -> filmed.put("c-race", word, at, part).statusCode()));
                }
                for (Future<Integer> one : sent) {
                    statuses.add(one.get());
                }
            }
            assertEquals(1, statuses.stream().filter(status -> status == 204).count(), statuses.toString());
            statuses.removeAll(List.of(204, 409, 429));
            assertEquals(List.of(), statuses, "the others came too late, or were too many at once");
        }
        assertTrue(Filmed.whole(filmed.look("c-race", word)));
        assertArrayEquals(film, read(filmed, "c-race", 0, film.length));
        assertEquals(2, files().size(), "what came twice left nothing behind");
    }

    @Test
    void what_is_not_the_clip_is_dropped_whole_and_may_start_anew() throws Exception {
        Filmed filmed = registered();
        byte[] film = Filmed.film(200_000, 4);
        byte[] other = Filmed.film(200_000, 5);
        filmed.recorded("c-bad", film);
        String word = filmed.word("c-bad", film);
        assertEquals(
                204, filmed.put("c-bad", word, 0, Arrays.copyOf(other, 100_000)).statusCode());
        HttpResponse<String> wrong = filmed.put("c-bad", word, 100_000, Arrays.copyOfRange(other, 100_000, 200_000));
        assertEquals(422, wrong.statusCode(), wrong.body());
        assertEquals(0, Filmed.offset(filmed.look("c-bad", word)));
        assertEquals(List.of(), files());
        filmed.upload("c-bad", film);
        assertArrayEquals(film, read(filmed, "c-bad", 0, film.length));
    }

    @Test
    void a_crash_between_the_last_part_and_the_look_at_its_hash_is_made_good() throws Exception {
        Filmed filmed = registered();
        byte[] film = Filmed.film(100_000, 6);
        filmed.recorded("c-crash", film);
        assertTrue(footage.append(filmed.key("c-crash"), 0, film, film.length));
        assertEquals("partial", state("c-crash"));
        assertTrue(Filmed.whole(filmed.look("c-crash", filmed.word("c-crash", film))));
        assertEquals("stored", state("c-crash"));
        vault.put(bank + "/c-crash/left-over", new byte[9]);
        footage.sweep(Duration.ofHours(1));
        assertEquals(2, files().size(), "it may be about to be named");
        clock.moveAhead(Duration.ofHours(2));
        footage.sweep(Duration.ofHours(1));
        assertEquals(1, files().size());
        assertArrayEquals(film, read(filmed, "c-crash", 0, film.length));
    }

    @Test
    void every_upload_that_is_not_right_is_refused_and_counted() throws Exception {
        Filmed filmed = registered();
        Filmed stranger = registered("other-" + bank.substring(5));
        byte[] film = Filmed.film(100, 7);
        filmed.recorded("c-no", film);
        String word = filmed.word("c-no", film);
        assertEquals(401, filmed.look("c-no", null).statusCode());
        assertEquals(401, filmed.put("c-no", "eyJ.nonsense", 0, film).statusCode());
        assertEquals(
                401, filmed.put("c-no", stranger.word("c-no", film), 0, film).statusCode());
        assertEquals(401, filmed.put("c-no", key(), 0, film).statusCode(), "no person uploads");
        assertEquals(
                403, filmed.put("c-no", filmed.word("c-other", film), 0, film).statusCode());
        assertEquals(
                403,
                filmed.put("c-no", filmed.word("c-no", Filmed.film(100, 8)), 0, film)
                        .statusCode());
        assertEquals(
                403,
                filmed.put(
                                "c-no",
                                filmed.word(new UploadClaims(new BankId(bank), "c-no", Filmed.sha256(film), 101)),
                                0,
                                film)
                        .statusCode());
        assertEquals(
                404,
                filmed.put("c-later", filmed.word("c-later", film), 0, film).statusCode());
        assertEquals(413, filmed.put("c-no", word, 0, new byte[101]).statusCode());
        assertEquals(413, filmed.put("c-no", word, 0, new byte[4 * MIB + 1]).statusCode());
        assertEquals(400, filmed.put("c-no", word, -1, film).statusCode());
        HttpResponse<String> gap = filmed.put("c-no", word, 50, new byte[50]);
        assertEquals(409, gap.statusCode());
        assertEquals(0, Filmed.offset(gap));
        assertEquals("known", state("c-no"));
        String metrics = given().header("Authorization", "Bearer " + key())
                .get("/q/metrics")
                .asString();
        for (String outcome : List.of("unauthenticated", "not-yours", "not-yet", "too-large", "wrong-offset")) {
            assertTrue(metrics.contains("outcome=\"" + outcome + "\""), outcome);
        }
    }

    @Test
    void footage_whose_time_is_over_is_gone_with_its_key_but_not_what_a_case_holds() throws Exception {
        Filmed filmed = registered();
        byte[] film = Filmed.film(70_000, 9);
        UUID holding = UUID.randomUUID();
        for (String clip : List.of("c-old", "c-held", "c-half")) {
            filmed.recorded(clip, film);
        }
        filmed.upload("c-old", film);
        filmed.upload("c-held", film);
        filmed.put("c-half", filmed.word("c-half", film), 0, Arrays.copyOf(film, 66_000));
        filmed.say(new ClipEntry.Lost("c-lost", "left", "the camera was dark", null, null, null, null));
        assertEquals(List.of(), clips.hold(holding, List.of(filmed.key("c-held")), "ana"));
        assertEquals(List.of(filmed.key("c-never")), clips.hold(holding, List.of(filmed.key("c-never")), "ana"));
        assertEquals(200, keep(30, "as the house wants it"));

        clock.moveAhead(Duration.ofDays(29));
        retention.round();
        assertEquals("stored", state("c-old"));
        clock.moveAhead(Duration.ofDays(31));
        retention.round();
        assertEquals("deleted", state("c-old"));
        assertEquals("deleted", state("c-half"));
        assertEquals("stored", state("c-held"));
        assertEquals("lost", state("c-lost"));
        assertEquals(1, files().size());
        assertEquals(
                List.of("c-held"),
                new SqlQuery("select clip from clip where bank = ? and sealed_key is not null", bank)
                        .list(database, row -> row.getString(1)));
        assertEquals(410, filmed.look("c-old", filmed.word("c-old", film)).statusCode());
        assertEquals(
                410,
                filmed.put("c-half", filmed.word("c-half", film), 66_000, new byte[4_000])
                        .statusCode());
        assertArrayEquals(film, read(filmed, "c-held", 0, film.length));

        clips.release(holding);
        retention.round();
        assertEquals("deleted", state("c-held"));
        assertEquals(List.of(), files());
        assertNull(new SqlQuery("select 1 from clip_hold where bank = ?", bank).first(database, _ -> true));
    }

    private int keep(int days, String why) throws IOException {
        return given().header("Authorization", "Bearer " + key())
                .contentType("application/json")
                .body(Map.of("days", days, "why", why))
                .put("/api/v1/sites/" + site + "/retention")
                .statusCode();
    }

    @Test
    void a_sites_own_time_counts_and_each_change_is_on_record() throws Exception {
        Filmed filmed = registered();
        byte[] film = Filmed.film(1_000, 10);
        filmed.recorded("c-short", film);
        filmed.upload("c-short", film);
        assertEquals(400, keep(0, "never"));
        assertEquals(400, keep(3, " "));
        assertEquals(200, keep(3, "the tenants asked"));
        clock.moveAhead(Duration.ofDays(4));
        retention.round();
        assertEquals("deleted", state("c-short"));
        assertEquals(
                List.of("key:first 3 days: the tenants asked"),
                new SqlQuery(
                                "select actor || ' ' || detail from audit where action = 'site.retention' and subject = ?",
                                site)
                        .list(database, row -> row.getString(1)));
    }
}
