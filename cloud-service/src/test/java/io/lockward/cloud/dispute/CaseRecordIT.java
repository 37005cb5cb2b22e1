package io.lockward.cloud.dispute;

import static io.restassured.RestAssured.given;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What somebody does in a case and the record of it are one: a database that takes only half of it takes none.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class CaseRecordIT {
    private final AgroalDataSource database;
    private final String data;
    private final String id = "record-" + UUID.randomUUID().toString().substring(0, 8);
    private final String wrong = "break " + id;
    private String path = "";

    @Inject
    CaseRecordIT(AgroalDataSource database, @ConfigProperty(name = "lockward.data") String data) {
        this.database = database;
        this.data = data;
    }

    @BeforeEach
    void there_is_a_case() {
        new SqlQuery("insert into site (id, name, time_zone) values (?, ?, 'Europe/Lisbon')", id, id).update(database);
        new SqlQuery("insert into bank (id, name, site) values (?, 'Lobby', ?)", id, id).update(database);
        path = "/api/v1/cases/" + asked("It never arrived.", "first").path("id");
    }

    private RequestSpecification api() {
        try {
            String key = Files.readString(Path.of(data, "api-key")).strip();
            return given().header("Authorization", "Bearer " + key).contentType("application/json");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Response asked(String claim, String key) {
        return api().header("Idempotency-Key", key + "-" + id)
                .body(Map.of("bank", id, "compartment", "A07", "claim", claim))
                .post("/api/v1/cases");
    }

    @ParameterizedTest
    @CsvSource({"case_note, text", "audit, detail"})
    void what_cannot_be_done_is_not_on_record_and_what_cannot_be_recorded_is_not_done(String table, String column) {
        List<String> before = state();
        new SqlQuery("create function break_it() returns trigger language plpgsql as"
                        + " 'begin raise exception ''out of order''; end'")
                .update(database);
        new SqlQuery("create trigger break_it before insert on " + table + " for each row when (new." + column + " = '"
                        + wrong + "') execute function break_it()")
                .update(database);
        try {
            List<Response> answers = List.of(
                    api().body(Map.of("text", wrong)).post(path + "/notes"),
                    api().body(Map.of("text", wrong)).put(path + "/finding"),
                    api().body(Map.of("reason", wrong)).post(path + "/hold"),
                    asked(wrong, "second"));
            assertTrue(answers.stream().allMatch(answer -> answer.statusCode() >= 500), answers::toString);
        } finally {
            new SqlQuery("drop function break_it() cascade").update(database);
        }
        assertEquals(before, state());
        assertEquals(201, asked("Something else.", "second").statusCode(), "nor is the key taken");
    }

    /// All that changes with what somebody does in a case.
    private List<String> state() {
        List<String> all = new ArrayList<>();
        for (String rows : List.of(
                "select action || ' ' || coalesce(detail, '') from audit where bank = ? order by id",
                "select concat_ws(' ', claim, state, hold, finding) from evidence_case where bank = ? order by id",
                "select what from case_note where case_id in (select id from evidence_case where bank = ?) order by id",
                "select key from case_request where key like '%' || ? order by key")) {
            all.addAll(new SqlQuery(rows, id).list(database, row -> row.getString(1)));
        }
        return all;
    }
}
