package io.lockward.cloud.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.web.Chromium.Look;
import io.lockward.cloud.web.Chromium.Tab;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real cloud service hands out the dashboard, under its own policy.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PagesIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/alarms",
                "/approvals",
                "/approvals/01d",
                "/keys",
                "/parcels",
                "/parcels/1",
                "/reconciliation",
                "/cases",
                "/cases/1",
                "/people",
                "/accounts",
                "/webhooks",
                "/sign-in",
                "/banks/harbour-7",
                "/banks/harbour-7/bundles/01f"
            })
    void every_address_leads_to_the_document(String path) {
        given().when()
                .get(path)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Cache-Control", equalTo("no-cache"))
                .body(containsString("/js/app.js"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/js/app.js", "/css/tokens.css", "/_static/lit-html/3.3.3/lit-html.js"})
    void its_files_are_served(String path) {
        given().when().get(path).then().statusCode(200);
    }

    @Test
    void the_page_that_checks_evidence_can_send_nothing() {
        for (String path : List.of("/verify", "/verify.html")) {
            given().when()
                    .get(path)
                    .then()
                    .statusCode(200)
                    .contentType(containsString("text/html"))
                    .header("Content-Security-Policy", equalTo(VerifyPage.POLICY))
                    .body(containsString("/js/evidence/page.js"));
        }
    }

    @Test
    void the_handbook_is_shown_as_text() {
        given().when()
                .get("/how-to/rotate-keys.md")
                .then()
                .statusCode(200)
                .contentType(equalTo("text/plain; charset=utf-8"))
                .body(containsString("Make, rotate and revoke keys"));
    }

    @Test
    void the_gate_opens_under_the_services_own_policy() {
        try (Chromium chromium = new Chromium();
                Tab tab = chromium.open(Look.DESKTOP)) {
            tab.page().navigate("http://127.0.0.1:" + RestAssured.port + "/sign-in");
            tab.page().getByLabel("Password").waitFor();
            assertEquals(List.of(), tab.errors(), "the policy of the service lets all of the page in");
        }
    }
}
