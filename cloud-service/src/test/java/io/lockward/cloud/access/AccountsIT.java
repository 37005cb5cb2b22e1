package io.lockward.cloud.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may sign in and which programs may call, as an administrator and they themselves meet it.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class AccountsIT {
    private static final String OWN = "seven grey otters by the quay";

    @ConfigProperty(name = "lockward.data")
    String data = "";

    private final AgroalDataSource database;
    private final String name = "ana-" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    AccountsIT(AgroalDataSource database) {
        this.database = database;
    }

    @Test
    void personIsAddedChangedAndDisabledAndItHoldsAtOnce() throws IOException {
        String password = added("operator");
        String session = signIn(name, password);
        me(session).then().statusCode(200).body("roles", hasItem("operator"));

        admin().body("{\"role\":\"viewer\"}")
                .put("/api/v1/accounts/" + name)
                .then()
                .statusCode(200)
                .body("role", equalTo("viewer"));
        assertEquals(List.of("viewer"), me(session).jsonPath().getList("roles"), "in the session that was there");

        admin().body("{\"role\":\"viewer\",\"disabled\":true}")
                .put("/api/v1/accounts/" + name)
                .then()
                .statusCode(200);
        me(session).then().statusCode(401);
        assertEquals(401, tried(name, password).statusCode());

        admin().body("{\"role\":\"support\"}")
                .put("/api/v1/accounts/" + name)
                .then()
                .statusCode(200)
                .body("role", equalTo("support"))
                .body("disabledAt", notNullValue());
        assertEquals(401, tried(name, password).statusCode(), "another role enables nobody");

        admin().body("{\"role\":\"viewer\",\"disabled\":false}")
                .put("/api/v1/accounts/" + name)
                .then()
                .statusCode(200)
                .body("disabledAt", nullValue());
        me(session).then().statusCode(401);
        assertEquals(204, tried(name, password).statusCode());
        assertEquals(
                List.of(
                        "account.add operator",
                        "account.change viewer",
                        "account.change viewer, disabled",
                        "account.change support, disabled",
                        "account.change viewer, enabled again"),
                onRecord());
    }

    @Test
    void passwordIsToldOnceAndMadeAnew() throws IOException {
        String password = added("support");
        admin().get("/api/v1/accounts?limit=500")
                .then()
                .body("items.find { it.name == '" + name + "' }.password", nullValue());
        String session = signIn(name, password);
        Response renewed = admin().post("/api/v1/accounts/" + name + "/password");
        renewed.then().statusCode(200).header("Cache-Control", "no-store");
        me(session).then().statusCode(401);
        assertEquals(401, tried(name, password).statusCode());
        assertEquals(204, tried(name, renewed.jsonPath().getString("password")).statusCode());
    }

    @Test
    void personChangesTheirOwnPasswordAndStaysSignedInHereOnly() throws IOException {
        String password = added("viewer");
        String here = signIn(name, password);
        String elsewhere = signIn(name, password);
        own(here, "wrong", OWN).then().statusCode(409).body("type", containsString("wrong-password"));
        own(here, password, "short").then().statusCode(400).body("detail", containsString("15 characters"));
        own(here, password, "long ".repeat(15)).then().statusCode(400).body("detail", containsString("72 bytes"));
        own(here, password, OWN).then().statusCode(204);
        me(here).then().statusCode(200);
        me(elsewhere).then().statusCode(401);
        assertEquals(401, tried(name, password).statusCode());
        assertEquals(204, tried(name, OWN).statusCode());
    }

    @Test
    void guessingOnesOwnPasswordRunsOut() throws IOException {
        String session = signIn(name, added("viewer"));
        List<Integer> answers = IntStream.range(0, 7)
                .mapToObj(guess -> own(session, "guess " + guess, OWN).statusCode())
                .toList();
        assertTrue(answers.contains(429), answers::toString);
    }

    @Test
    void lastAdministratorStays() throws IOException {
        // The first account is the only one of its kind until somebody adds another.
        String other = added("admin");
        assertTrue(other.length() > 20);
        List<String> administrators = new SqlQuery(
                        "select name from account where 'admin' = any (roles) and disabled_at is null and name <> ?",
                        name)
                .list(database, row -> row.getString(1));
        administrators.forEach(one -> disabled(one, true));
        admin().body("{\"role\":\"viewer\"}")
                .put("/api/v1/accounts/" + name)
                .then()
                .statusCode(409)
                .body("type", containsString("last-administrator"));
        admin().body("{\"role\":\"admin\",\"disabled\":true}")
                .put("/api/v1/accounts/" + name)
                .then()
                .statusCode(409);
        administrators.forEach(one -> disabled(one, false));
        admin().body("{\"role\":\"viewer\"}")
                .put("/api/v1/accounts/" + name)
                .then()
                .statusCode(200);
    }

    @Test
    void programsKeyIsToldOnceEndsAndIsRevoked() throws IOException {
        Response made = admin().body("{\"name\":\"" + name + "\",\"role\":\"viewer\",\"days\":30}")
                .post("/api/v1/api-keys");
        made.then().statusCode(201).header("Cache-Control", "no-store");
        String key = made.jsonPath().getString("key");
        bearer(key).get("/api/v1/me").then().statusCode(200).body("name", equalTo("key:" + name));
        bearer(key)
                .body("{\"current\":\"x\",\"wanted\":\"" + OWN + "\"}")
                .put("/api/v1/me/password")
                .then()
                .statusCode(409)
                .body("type", containsString("no-password"));
        admin().get("/api/v1/api-keys?limit=500")
                .then()
                .body("items.find { it.name == '" + name + "' }.key", nullValue());
        String path = "/api/v1/api-keys/" + made.jsonPath().getString("id");
        admin().delete(path).then().statusCode(204);
        bearer(key).get("/api/v1/me").then().statusCode(401);
        admin().delete(path).then().statusCode(204);
        assertEquals(List.of("key.add viewer", "key.revoke null", "key.revoke null"), onRecord());
    }

    @Test
    void propertyManagerNeedsSitesThatThereAreAndNobodyElseHasAny() throws IOException {
        refused("{\"name\":\"" + name + "\",\"role\":\"property\"}", "`sites`");
        refused("{\"name\":\"" + name + "\",\"role\":\"property\",\"sites\":[\"no-such\"]}", "no no-such");
        refused("{\"name\":\"" + name + "\",\"role\":\"viewer\",\"sites\":[\"unassigned\"]}", "`sites`");
        admin().body("{\"name\":\"" + name + "\",\"role\":\"property\",\"sites\":[\"unassigned\"]}")
                .post("/api/v1/accounts")
                .then()
                .statusCode(201)
                .body("sites", equalTo(List.of("unassigned")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"Ana\",\"role\":\"viewer\"}",
                "{\"name\":\"key:first\",\"role\":\"viewer\"}",
                "{\"name\":\"a b\",\"role\":\"viewer\"}",
                "{\"name\":\"ana\",\"role\":\"owner\"}",
                "{\"name\":\"ana\",\"role\":null}"
            })
    void refusesWhatIsNoAccount(String body) throws IOException {
        refused(body, "`");
    }

    @Test
    void refusesANameThatIsTakenAndOneThatIsNotThere() throws IOException {
        added("viewer");
        admin().body("{\"name\":\"" + name + "\",\"role\":\"admin\"}")
                .post("/api/v1/accounts")
                .then()
                .statusCode(409)
                .body("type", containsString("account-exists"));
        admin().body("{\"role\":\"viewer\"}")
                .put("/api/v1/accounts/nobody-here")
                .then()
                .statusCode(404);
        assertEquals(List.of("account.add viewer"), onRecord(), "what was refused left nothing");
    }

    private void refused(String body, String words) throws IOException {
        admin().body(body).post("/api/v1/accounts").then().statusCode(400).body("detail", containsString(words));
    }

    /// @return the password
    private String added(String role) throws IOException {
        Response made = admin().body("{\"name\":\"" + name + "\",\"role\":\"" + role + "\"}")
                .post("/api/v1/accounts");
        made.then().statusCode(201).header("Cache-Control", "no-store");
        return made.jsonPath().getString("password");
    }

    private void disabled(String account, boolean away) {
        new SqlQuery("update account set disabled_at = " + (away ? "now()" : "null") + " where name = ?", account)
                .update(database);
    }

    private List<String> onRecord() {
        return new SqlQuery("select action, detail from audit where subject = ? order by id", name)
                .list(database, row -> row.getString(1) + " " + row.getString(2));
    }

    private RequestSpecification admin() throws IOException {
        return bearer(Files.readString(Path.of(data, "api-key")).strip());
    }

    private static RequestSpecification bearer(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private static Response me(String session) {
        return given().cookie("lockward", session).get("/api/v1/me");
    }

    private static Response own(String session, String current, String wanted) {
        return given().cookie("lockward", session)
                .header("X-Forwarded-For", addressOf(session))
                .header("X-Lockward", "1")
                .contentType("application/json")
                .body("{\"current\":\"" + current + "\",\"wanted\":\"" + wanted + "\"}")
                .put("/api/v1/me/password");
    }

    private static String signIn(String name, String password) {
        Response welcome = tried(name, password);
        assertEquals(204, welcome.statusCode());
        return welcome.cookie("lockward");
    }

    /// Each person signs in from an address of their own: those at one address share its tries.
    private static String addressOf(String person) {
        return "198.51.100." + Math.floorMod(person.hashCode(), 250);
    }

    private static Response tried(String name, String password) {
        return given().header("X-Forwarded-For", addressOf(name))
                .formParam("username", name)
                .formParam("password", password)
                .post("/login");
    }
}
