package io.lockward.cloud.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class AccessIT {
    @ConfigProperty(name = "lockward.data")
    String data = "";

    @Test
    void leaves_first_secrets_that_only_the_owner_can_read() throws IOException {
        for (String file : new String[] {"api-key", "first-sign-in"}) {
            Path path = Path.of(data, file);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), file);
        }
        assertTrue(key().matches("lw_[A-Za-z0-9_-]{43}"));
    }

    @Test
    void a_program_is_recognised_by_its_key() throws IOException {
        given().header("Authorization", "Bearer " + key())
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("key:first"))
                .body("roles", hasItems("admin", "support", "operator", "viewer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer lw_wrong", "Bearer ", "Basic b3BlcmF0b3I6b3BlcmF0b3I=", "lw_", "Bearer lws_x"})
    void refuses_what_is_no_key_with_a_problem(String header) {
        assertProblem(given().header("Authorization", header).get("/api/v1/me"), 401, "unauthenticated");
    }

    @Test
    void refuses_an_endless_key() {
        assertProblem(
                given().header("Authorization", "Bearer lw_" + "x".repeat(5000)).get("/api/v1/me"),
                401,
                "unauthenticated");
    }

    @Test
    void a_person_signs_in_is_known_and_signs_out() throws IOException {
        // What anybody may claim to be: no proxy of ours says so.
        Response welcome = given().header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-For", "203.0.113.7")
                .formParam("username", "operator")
                .formParam("password", password())
                .post("/login");
        assertFalse(welcome.header("Set-Cookie").contains("Secure"), "it came without TLS");
        welcome.then().statusCode(204).header("Set-Cookie", containsString("HttpOnly"));
        assertTrue(welcome.header("Set-Cookie").contains("SameSite=Strict"));
        String cookie = welcome.cookie("lockward");

        given().cookie("lockward", cookie)
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("operator"));
        assertProblem(given().cookie("lockward", cookie).post("/logout"), 403, "forged");
        given().cookie("lockward", cookie)
                .header("X-Lockward", "1")
                .post("/logout")
                .then()
                .statusCode(204);
        assertProblem(given().cookie("lockward", cookie).get("/api/v1/me"), 401, "unauthenticated");
    }

    @Test
    void tries_run_out_for_a_name_and_say_so() {
        for (int i = 0; i < 5; i++) {
            assertProblem(signIn("nobody", "guess" + i), 401, "wrong-password");
        }
        assertProblem(signIn("nobody", "guess"), 429, "too-many-tries");
    }

    @Test
    void anonymous_calls_get_a_problem_and_never_a_redirect() {
        for (String path : new String[] {"/api/v1/me", "/api/v1/banks", "/api/nothing", "/q/metrics", "/q/openapi"}) {
            assertProblem(given().redirects().follow(false).get(path), 401, "unauthenticated");
        }
    }

    @Test
    void a_session_that_is_over_still_opens_the_sign_in_page() {
        given().cookie("lockward", "lws_over").get("/q/health/live").then().statusCode(200);
        assertProblem(given().cookie("lockward", "lws_over").get("/api/v1/me"), 401, "unauthenticated");
    }

    @Test
    void what_is_not_there_or_not_so_is_a_problem() throws IOException {
        String bearer = "Bearer " + key();
        assertProblem(given().header("Authorization", bearer).get("/api/v1/nothing"), 404, "not-found");
        assertProblem(given().header("Authorization", bearer).get("/q/nothing"), 404, "not-found");
        assertProblem(given().header("Authorization", bearer).delete("/api/v1/me"), 405, "method-not-allowed");
        assertProblem(
                given().header("Authorization", bearer).body("x".repeat(70_000)).post("/login"), 413, "too-large");
        assertProblem(given().contentType("application/json").body("{}").post("/login"), 415, "unsupported-media-type");
        assertProblem(given().header("Sec-Fetch-Site", "cross-site").post("/login"), 403, "forged");
        assertProblem(given().contentType("application/x-www-form-urlencoded").post("/login"), 400, "invalid");
    }

    @Test
    void every_answer_carries_the_headers_that_keep_browsers_safe() {
        given().get("/q/health/live")
                .then()
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"));
    }

    static void assertProblem(Response answer, int status, String type) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:lockward:problem:" + type))
                .body("status", equalTo(status))
                .body("detail", not(containsString("Exception")));
        assertTrue(answer.jsonPath().getString("instance").startsWith("/"));
        assertTrue(!answer.jsonPath().getString("title").isBlank());
    }

    private Response signIn(String name, String password) {
        return given().contentType("application/x-www-form-urlencoded")
                .formParam("username", name)
                .formParam("password", password)
                .post("/login");
    }

    private String key() throws IOException {
        return Files.readString(Path.of(data, "api-key")).strip();
    }

    private String password() throws IOException {
        return Files.readAllLines(Path.of(data, "first-sign-in")).get(1).substring("password ".length());
    }
}
