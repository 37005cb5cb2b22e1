package io.lockward.cloud.access;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is taken from somebody while they are at it: a stream that is open, a sign-in or a change of password under
/// way.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class TakenAwayIT {
    private static final String OWN = "seven grey otters by the quay";

    @TestHTTPResource("/")
    URI cloud = URI.create("http://127.0.0.1");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    private final AgroalDataSource database;
    private final AccessStore sessions;
    private final String name = "ben-" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    TakenAwayIT(AgroalDataSource database, AccessStore sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    /// Streams were let in once; what a change takes away must reach them too.
    @Test
    @Timeout(30)
    void openStreamEndsWithTheRightToIt() throws Exception {
        Response made =
                admin().body("{\"name\":\"" + name + "\",\"role\":\"viewer\"}").post("/api/v1/api-keys");
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader revoked = stream(
                        client, "Authorization", "Bearer " + made.jsonPath().getString("key"));
                BufferedReader disabled = stream(client, "Cookie", cookie(name + "-1", "viewer"));
                BufferedReader narrowed = stream(client, "Cookie", cookie(name + "-2", "viewer"));
                BufferedReader renewed = stream(client, "Cookie", cookie(name + "-3", "support"));
                BufferedReader stays = stream(client, "Cookie", cookie(name + "-4", "support"))) {
            admin().delete("/api/v1/api-keys/" + made.jsonPath().getString("id"))
                    .then()
                    .statusCode(204);
            changed(name + "-1", "{\"role\":\"viewer\",\"disabled\":true}");
            changed(name + "-2", "{\"role\":\"property\",\"sites\":[\"unassigned\"]}");
            admin().post("/api/v1/accounts/" + name + "-3/password").then().statusCode(200);
            changed(name + "-4", "{\"role\":\"viewer\"}");
            for (BufferedReader over : List.of(revoked, disabled, narrowed, renewed)) {
                while (over.readLine() != null) {
                    // what was on its way
                }
            }
            String line = stays.readLine();
            for (int comments = 0; comments < 4 && line != null; line = stays.readLine()) {
                comments += line.startsWith(":") ? 1 : 0;
            }
            assertNotNull(line, "who may still look goes on looking");
        }
    }

    @Test
    @Timeout(30)
    void signInThatIsUnderWayDoesNotOutliveTheRenewalOfItsPassword() throws Exception {
        String password = added(name, "viewer");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection renewal = database.getConnection()) {
            renewal.setAutoCommit(false);
            try (Statement statement = renewal.createStatement()) {
                statement.executeUpdate(
                        "update account set password_hash = 'another' where name = '" + name + "'"); // not seen yet
                Future<Response> signIn = threads.submit(() -> tried(name, password));
                while (!signIn.isDone() && !somebodyWaits()) {
                    Thread.onSpinWait();
                }
                statement.executeUpdate("delete from session where account = '" + name + "'");
                renewal.commit();
                assertEquals(401, signIn.get().statusCode());
            } finally {
                renewal.rollback();
            }
        }
        assertEquals(
                List.of("account.add"),
                new SqlQuery("select action from audit where subject = ? or actor = ?", name, name)
                        .list(database, row -> row.getString(1)),
                "nobody signed in");
        assertEquals(
                List.of(),
                new SqlQuery("select account from session where account = ?", name)
                        .list(database, row -> row.getString(1)));
    }

    @Test
    @Timeout(30)
    void changeOfOnesOwnPasswordDoesNotUndoAnAdministratorsRenewal() throws Exception {
        String password = added(name, "viewer");
        String session = session(name);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection renewal = database.getConnection()) {
            renewal.setAutoCommit(false);
            try (Statement statement = renewal.createStatement()) {
                statement.executeUpdate("update account set password_hash = 'another' where name = '" + name + "'");
                Future<Response> own = threads.submit(() -> own(session, password, OWN));
                while (!own.isDone() && !somebodyWaits()) {
                    Thread.onSpinWait();
                }
                renewal.commit();
                assertEquals(409, own.get().statusCode());
            } finally {
                renewal.rollback();
            }
        }
        assertEquals(
                List.of("another"),
                new SqlQuery("select password_hash from account where name = ?", name)
                        .list(database, row -> row.getString(1)));
    }

    /// Whether a statement of this database waits for another's lock.
    private boolean somebodyWaits() {
        return !new SqlQuery("select 1 from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and query like '%account%'")
                .list(database, row -> row.getInt(1))
                .isEmpty();
    }

    private void changed(String account, String body) throws IOException {
        admin().body(body).put("/api/v1/accounts/" + account).then().statusCode(200);
    }

    /// A session of somebody new.
    private String cookie(String account, String role) throws IOException {
        added(account, role);
        return session(account);
    }

    /// It is not signed in to: all tests of this service share the tries of one address.
    private String session(String account) {
        AccessStore.Account kept = sessions.account(account);
        assertNotNull(kept);
        String token = Token.make(Token.SESSION, new SecureRandom());
        Instant now = Instant.now();
        assertTrue(sessions.addSession(Token.hash(token), kept, now, now.plusSeconds(60)));
        return "lockward=" + token;
    }

    /// An open stream that has told its first comment.
    private BufferedReader stream(HttpClient client, String header, String value) throws Exception {
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(cloud.resolve("/api/v1/stream"))
                        .header(header, value)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.startsWith(":")) {
            line = lines.readLine();
        }
        assertNotNull(line, "it began");
        return lines;
    }

    /// @return the password
    private String added(String account, String role) throws IOException {
        Response made = admin().body("{\"name\":\"" + account + "\",\"role\":\"" + role + "\"}")
                .post("/api/v1/accounts");
        assertEquals(201, made.statusCode());
        return made.jsonPath().getString("password");
    }

    private RequestSpecification admin() throws IOException {
        return given().header(
                        "Authorization",
                        "Bearer " + Files.readString(Path.of(data, "api-key")).strip())
                .contentType("application/json");
    }

    private static Response own(String session, String current, String wanted) {
        return given().header("Cookie", session)
                .header("X-Lockward", "1")
                .contentType("application/json")
                .body("{\"current\":\"" + current + "\",\"wanted\":\"" + wanted + "\"}")
                .put("/api/v1/me/password");
    }

    private static Response tried(String name, String password) {
        return given().formParam("username", name)
                .formParam("password", password)
                .post("/login");
    }
}
