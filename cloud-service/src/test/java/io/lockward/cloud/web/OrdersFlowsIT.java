package io.lockward.cloud.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.lockward.cloud.web.CannedCloud.Asked;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person orders of a bank besides an unlock, what two people sign, and what is read of keys and bundles.
class OrdersFlowsIT extends OnDashboard {
    private static final String BOOT = "9d1f0a57-2c11-4ad0-8f57-0b6a1b1f2e77";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        Make it show itself            | 1 min  | Make it show itself | {"kind":"locate","seconds":60,"reason":"Which one is it?"}
        Self-test                      |        | Run the self-test   | {"kind":"selftest","reason":"Which one is it?"}
        Diagnostic bundle              |        | Fetch the bundle    | {"kind":"diagnose","reason":"Which one is it?"}
        Hold automatic restarts back   | 4 hours | Hold them back     | {"kind":"pause-remedy","minutes":240,"reason":"Which one is it?"}
        """)
    void a_bank_is_ordered_with_a_reason_and_a_key_of_its_own(String action, String choice, String verb, String body) {
        cloud.answer("POST /banks/harbour-7/commands", 202, order("selftest", "queued"));
        open("/banks/harbour-7");
        button("More…").click();
        page.getByRole(AriaRole.DIALOG)
                .getByText(action, new Locator.GetByTextOptions().setExact(true))
                .click();
        if (choice != null) {
            button(choice).click();
        }
        page.locator("#reason").fill("  Which one\nis it? ");
        button(verb).click();
        assertThat(page.getByRole(AriaRole.DIALOG).locator(".result")).containsText("Queued");
        Asked sent = sent("POST", "/banks/harbour-7/commands");
        assertEquals(body, sent.body());
        assertFalse(sent.key().isEmpty(), "a second press is the same order");
    }

    @Test
    void a_door_is_taken_out_of_service_and_put_back() {
        cloud.answer("POST /banks/harbour-7/commands", 202, order("out-of-service", "queued"));
        open("/banks/harbour-7?door=A01");
        button("Take out of service…").click();
        button("Door is damaged").click();
        button("Take A01 out of service").click();
        assertEquals(
                "{\"kind\":\"out-of-service\",\"compartment\":\"A01\",\"reason\":\"Door is damaged\"}",
                sent("POST", "/banks/harbour-7/commands").body());
        page.keyboard().press("Escape");
        page.locator("[data-door=A02]").click();
        assertThat(page.locator(".doorpanel")).containsText("Out of service");
        assertThat(page.locator(".doorpanel")).containsText("Lock does not hold");
        assertThat(page.locator("[data-door=A02]"))
                .hasAttribute("aria-label", "A02: closed, out of service, empty, one parcel by the books");
        assertThat(button("Put back into service…")).isVisible();
    }

    @Test
    void what_stands_in_the_way_is_said_before_asking_and_the_power_wants_more_than_one_press() {
        open("/banks/harbour-7");
        button("Reboot…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator(".hindrance")).hasCount(0);
        dialog.locator("input[value=power]").check();
        assertThat(dialog.locator(".hindrance")).containsText("It would be refused just now.");
        assertThat(dialog.locator(".hindrance")).containsText("Door A04 is open. Have it closed first.");
        button("Maintenance").click();
        button("Cut and restore the power").click();
        assertThat(dialog).containsText("Make sure of it first.");
        assertThat(dialog.locator("#confirm")).isFocused();
        assertTrue(cloud.asked().stream().noneMatch(each -> each.method().equals("POST")));
        cloud.answer("POST /banks/harbour-7/commands", 202, order("reboot", "queued"));
        dialog.locator("#confirm").check();
        button("Cut and restore the power").click();
        assertEquals(
                "{\"kind\":\"reboot\",\"level\":\"power\",\"reason\":\"Maintenance\"}",
                sent("POST", "/banks/harbour-7/commands").body());
    }

    @Test
    void what_a_role_may_not_do_is_explained_and_the_focus_comes_back() {
        cloud.answer("GET /me", 200, "{\"name\":\"eva\",\"roles\":[\"operator\",\"viewer\"]}");
        open("/banks/harbour-7");
        assertThat(page.getByText("they need the support role")).isVisible();
        button("More…").click();
        Locator bundle = page.locator(".doing", new Page.LocatorOptions().setHasText("Diagnostic bundle"));
        assertThat(bundle).isDisabled();
        assertThat(bundle).containsText("Needs the support role.");
        assertThat(page.locator(".doing", new Page.LocatorOptions().setHasText("Self-test")))
                .isEnabled();
        page.keyboard().press("Escape");
        assertThat(button("More…")).isFocused();
        assertTrue(
                cloud.asked().stream().noneMatch(each -> each.path().contains("/diagnostics")),
                "what would be refused is not asked for");
        assertEquals(List.of(), tab.errors());
    }

    @Test
    void settings_are_checked_before_they_leave_and_shown_as_the_bank_has_them() {
        open("/banks/harbour-7");
        assertThat(page.locator(".settings")).containsText("pulse is between");
        button("Change…").click();
        page.getByLabel("Lock is driven for").fill("5 s");
        page.getByLabel("Reason").fill("Stiff lock");
        button("Send to the bank").click();
        assertThat(page.getByLabel("Lock is driven for")).isFocused();
        assertThat(page.getByText("A whole number from 20 to 3,000")).isVisible();
        page.getByLabel("Lock is driven for").fill("900");
        cloud.answer(
                "PUT /banks/harbour-7/configuration",
                200,
                "{\"state\":\"waiting\",\"text\":\"Version 6 goes to the bank until it says that it has it.\",\"wanted\":"
                        + "{\"version\":6,\"settings\":{\"door.ajar-seconds\":\"300\",\"lock.pulse-milliseconds\":\"900\"},"
                        + "\"by\":\"ana\",\"at\":\"@-0s\"},\"applied\":null,\"problem\":null}");
        button("Send to the bank").click();
        assertThat(page.locator(".settings")).containsText("Version 6 on its way");
        assertEquals(
                "{\"settings\":{\"door.ajar-seconds\":\"300\",\"lock.pulse-milliseconds\":\"900\"},\"reason\":\"Stiff lock\"}",
                cloud.asked().stream()
                        .filter(each -> each.method().equals("PUT"))
                        .findFirst()
                        .orElseThrow()
                        .body());
    }

    @Test
    void two_people_sign_and_every_door_is_accounted_for() {
        open("/approvals");
        page.getByText("Open every door of Harbour 7").first().click();
        assertThat(page.locator(".copyable"))
                .containsText("lockward keys approve --key YOUR-KEY.jwk --command 01d --bank harbour-7 --boot " + BOOT);
        assertThat(page.locator(".signers")).containsText("ben@example");

        Locator paste = page.getByLabel("Paste the line it prints");
        paste.fill(approval("01d", "harbour-9", BOOT));
        button("Hand it in").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("It is for the bank harbour-9");
        assertThat(paste).isFocused();
        cloud.answer(
                "POST /commands/01d/approvals",
                409,
                "{\"title\":\"One person cannot approve twice\",\"status\":409,\"detail\":\"ana@example has approved it.\"}");
        String line = approval("01d", "harbour-7", BOOT);
        paste.fill(line.substring(0, 40) + "\n" + line.substring(40));
        button("Hand it in").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("One person cannot approve twice");

        cloud.answer("POST /commands/01d/approvals", 200, everything("sent", ""));
        button("Hand it in").click();
        assertThat(page.locator(".verdict")).containsText("Sent");
        assertEquals(
                "{\"approval\":\"" + line + "\"}",
                sent("POST", "/commands/01d/approvals").body());

        cloud.answer("GET /banks/harbour-7/entries?after=1%3A9000", 200, journal());
        cloud.send("61", "command", everything("unverified", received()));
        assertThat(page.locator(".verdict")).containsText("Do not take it as done.");
        assertThat(page.locator(".doorlist li").nth(0)).containsText("Opened");
        assertThat(page.locator(".doorlist li").nth(1)).containsText("Not seen opening");
        assertThat(page.getByText("1 of 14 seen opening")).isVisible();
        tab.picture("approval-ended-light", true);
    }

    @Test
    void open_all_wants_the_banks_name_and_leads_to_its_approvals() {
        open("/banks/harbour-7");
        button("More…").click();
        page.getByText("Open every door", new Page.GetByTextOptions().setExact(true))
                .click();
        button("Drill").click();
        page.getByLabel("to say that you mean this bank").fill("harbour-9");
        button("Ask two people to approve").click();
        assertThat(page.getByText("That is not the bank’s id.")).isVisible();
        page.getByLabel("to say that you mean this bank").fill("harbour-7");
        cloud.answer("POST /banks/harbour-7/commands", 202, CannedCloud.canned("approval.json"));
        button("Ask two people to approve").click();
        page.getByText("Go to the approvals").click();
        assertThat(page).hasURL(cloud.address("/approvals/01d"));
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    @Test
    void nobody_is_left_to_sign_is_said_in_time() {
        cloud.answer("GET /key-set", 200, CannedCloud.canned("key-set.json").replace("ben@example", "ana@example"));
        open("/approvals/01d");
        assertThat(page.getByText("There are not enough people with a key.")).isVisible();
    }

    @Test
    void keys_and_identities_are_filtered_and_the_address_keeps_it() {
        open("/keys");
        assertThat(page.locator(".signer")).containsText("10 commands, 5 of them may open doors");
        assertThat(page.locator(".signer")).containsText("not in the key set in force");
        assertThat(page.locator("tr[data-bank=hill-1]")).containsText("version 7 is not signed by the root");
        button("Behind 2").click();
        assertThat(page).hasURL(cloud.address("/keys?only=behind"));
        page.waitForCondition(
                () -> cloud.asked().stream().anyMatch(each -> each.path().startsWith("/key-set/banks?only=behind")));
        page.keyboard().press("g");
        page.keyboard().press("s");
        assertThat(page).hasURL(cloud.address("/approvals"));
    }

    @Test
    void a_bundle_is_read_in_sections_and_its_warnings_alone() {
        open("/banks/harbour-7");
        page.locator(".bundles a").first().click();
        assertThat(page.getByText("61.2 °C")).isVisible();
        assertThat(page.getByText("vendor.board")).isVisible();
        assertThat(page.locator(".log li")).hasCount(8);
        button("Warnings and errors").click();
        assertThat(page.locator(".log li")).hasCount(3);
        assertThat(page.getByText("Download, with its signature"))
                .hasAttribute("href", "/api/v1/commands/01f/diagnostics");
        page.locator(".crumbs a").nth(1).click();
        assertThat(page.getByText("Signed with an earlier key")).isVisible();
    }

    @Test
    void the_handbook_comes_with_the_pages() {
        page.navigate(cloud.address("/how-to/open-everything.md"));
        assertThat(page.locator("body")).containsText("Open every door of a bank");
    }

    private static String order(String kind, String state) {
        return CannedText.command(state, "").replace("\"unlock\"", "\"" + kind + "\"");
    }

    private static String everything(String state, String steps) {
        return CannedText.command(state, steps)
                .replace("\"c-9\"", "\"01d\"")
                .replace("\"unlock\"", "\"unlock-all\"")
                .replace("\"end\":false", "\"end\":" + state.equals("unverified"))
                .replace(
                        "\"refusal\":null",
                        "\"refusal\":null,\"consent\":{\"boot\":\"" + BOOT
                                + "\",\"by\":[\"ana@example\",\"ben@example\"],\"needed\":2}");
    }

    private static String received() {
        return CannedText.step("sent", "1.9", "null")
                + CannedText.step("received", "1.6", "9001")
                + CannedText.step("acting", "1.5", "9002")
                + CannedText.step("unverified", "0.4", "9020");
    }

    private static String journal() {
        return "{\"items\":["
                + CannedText.entry(9005, "door.opened", "\"compartment\":\"A01\",\"command\":\"01d\"") + ","
                + CannedText.entry(9004, "lock.pulsed", "\"compartment\":\"A02\",\"why\":\"command\",\"id\":\"01d\"")
                + ","
                + CannedText.entry(9003, "lock.pulsed", "\"compartment\":\"A01\",\"why\":\"command\",\"id\":\"01d\"")
                + "],\"next\":null}";
    }

    /// Shaped like an approval; whether a signature holds is not the page's to tell.
    private static String approval(String command, String bank, String boot) {
        String claims = "{\"jti\":\"%s\",\"aud\":\"%s\",\"boot\":\"%s\",\"kind\":\"unlock-all\"}"
                .formatted(command, bank, boot);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"EdDSA\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "." + "A".repeat(86);
    }
}
