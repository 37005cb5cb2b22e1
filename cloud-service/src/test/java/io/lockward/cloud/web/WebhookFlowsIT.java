package io.lockward.cloud.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a person does with endpoints of integrators and with what goes to them, with accounts, and when announcing.
class WebhookFlowsIT extends OnDashboard {
    static final String ADMIN = "{\"name\":\"ana\",\"roles\":[\"admin\",\"operator\",\"support\",\"viewer\"]}";

    @Test
    void an_endpoint_is_added_its_secret_shown_once_and_tried() {
        cloud.answer("GET /me", 200, ADMIN);
        open("/webhooks?endpoint=shop");
        button("Add an endpoint…").click();
        page.getByLabel("Name").fill("Shop 2");
        button("Add it").click();
        assertThat(page.getByLabel("Name")).isFocused();
        page.getByLabel("Name").fill("shop");
        page.getByLabel("Address").fill("https://shop.example/lockward");
        page.getByLabel("that it still waits").uncheck();
        cloud.answer("PUT /webhooks/shop", 200, "{\"id\":\"shop\",\"secret\":\"whsec_c2VjcmV0\"}");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("whsec_c2VjcmV0");
        assertThat(button("Copy the secret")).isFocused();
        assertTrue(sent("PUT", "/webhooks/shop").body().contains("\"waiting\",\"overdue\""));
        button("Done").click();
        assertThat(page.locator("body")).not().containsText("whsec_c2VjcmV0");

        cloud.answer(
                "POST /webhooks/shop/test",
                200,
                "{\"taken\":false,\"status\":401,\"problem\":\"The endpoint answered 401.\"}");
        button("Send a test").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Check that it verifies with the newest secret");
    }

    @Test
    void deliveries_are_retried_by_hand_and_an_endpoint_rests_or_ends() {
        cloud.answer("GET /me", 200, ADMIN);
        open("/webhooks");
        Locator resting = page.locator("[data-notice$=f2]");
        assertThat(resting).containsText("4 tries · The endpoint answered 503. · next try in 28 min");
        assertThat(page.locator("[data-notice$=f1] button")).hasCount(0);
        cloud.answer("POST /notices/0198c0de-0000-7000-8000-0000000000f2/retry", 200, "{}");
        resting.getByRole(AriaRole.BUTTON).click();
        sent("POST", "/notices/0198c0de-0000-7000-8000-0000000000f2/retry");
        button("Given up").click();
        assertThat(page).hasURL(cloud.address("/webhooks?endpoint=erp&state=dead"));
        sent("GET", "/notices?channel=webhook&target=erp&state=dead&limit=50");
        cloud.answer("POST /webhooks/erp/pause", 200, "{}");
        button("Pause it").click();
        sent("POST", "/webhooks/erp/pause");
        button("Remove…").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("2 messages that wait for it are dropped.");
        cloud.answer("DELETE /webhooks/erp", 204, "");
        button("Remove it").click();
        sent("DELETE", "/webhooks/erp");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);

        cloud.answer("GET /me", 200, "{\"name\":\"eva\",\"roles\":[\"operator\",\"viewer\"]}");
        page.navigate("about:blank"); // what the page still asks for after the end of an endpoint is not meant
        int before = cloud.asked().size();
        open("/webhooks");
        assertThat(page.locator("main")).containsText("This needs the support role");
        assertTrue(
                cloud.asked().stream()
                        .skip(before)
                        .noneMatch(each -> each.path().startsWith("/webhooks")),
                "what would be refused is not asked for");
    }

    @Test
    void another_role_says_nothing_of_disabled_unless_that_was_touched() {
        cloud.answer("GET /me", 200, ADMIN);
        cloud.answer("PUT /accounts/old.hand", 200, "{}");
        open("/accounts");
        button("Change… old.hand").click();
        page.getByLabel("Role").selectOption("support");
        button("Save").click();
        assertEquals("{\"role\":\"support\"}", sent("PUT", "/accounts/old.hand").body());
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        button("Change… old.hand").click();
        page.getByLabel("Disabled").uncheck();
        button("Save").click();
        page.waitForCondition(() -> cloud.asked().stream()
                .anyMatch(each -> each.body().equals("{\"role\":\"operator\",\"disabled\":false}")));
    }

    /// The same key is the same parcel: after a refusal it would be refused for ever.
    @Test
    void what_was_refused_is_announced_anew_and_what_failed_is_announced_again() {
        cloud.answer("GET /me", 200, ADMIN);
        open("/parcels");
        button("Announce a delivery…").click();
        page.getByLabel("Recipient").fill("ben");
        List<String> keys = new ArrayList<>();
        for (int status : new int[] {503, 409, 201}) {
            String title = "Answer " + status;
            cloud.answer(
                    "POST /parcels",
                    status,
                    "{\"id\":\"p1\",\"bank\":\"harbour-7\",\"title\":\"" + title + "\",\"status\":" + status + "}");
            page.getByLabel("Tracking number").fill(title);
            button("Announce it").click();
            page.waitForCondition(
                    () -> cloud.asked().stream().anyMatch(each -> each.body().contains(title)));
            if (status != 201) {
                assertThat(page.getByRole(AriaRole.ALERT)).containsText(title);
            }
            keys.add(sent("POST", "/parcels").key());
        }
        assertTrue(keys.getFirst().matches("[0-9a-f]{32}"), keys::toString);
        assertEquals(keys.get(0), keys.get(1), "it may have been done");
        assertNotEquals(keys.get(1), keys.get(2), "it was not");
    }
}
