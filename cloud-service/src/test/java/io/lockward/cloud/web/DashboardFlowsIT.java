package io.lockward.cloud.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.lockward.cloud.web.CannedText.bank;
import static io.lockward.cloud.web.CannedText.command;
import static io.lockward.cloud.web.CannedText.entry;
import static io.lockward.cloud.web.CannedText.many;
import static io.lockward.cloud.web.CannedText.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.lockward.cloud.web.CannedCloud.Asked;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a person does with the dashboard, and what the dashboard does when the world fails it.
class DashboardFlowsIT extends OnDashboard {
    private static final String QUEUED = command("queued", "");
    private static final String SENT = command("sent", step("sent", "1.9", "null"));
    private static final String VERIFYING = command(
            "verifying",
            step("sent", "1.9", "null")
                    + step("received", "1.6", "9001")
                    + step("acting", "1.5", "9002")
                    + step("verifying", "1.1", "9003"));
    private static final String VERIFIED = command(
            "verified",
            step("sent", "1.9", "null")
                    + step("received", "1.6", "9001")
                    + step("acting", "1.5", "9002")
                    + step("verifying", "1.1", "9003")
                    + step("verified", "0.4", "9004"));

    @Test
    void an_unlock_is_asked_for_with_a_reason_and_followed_to_its_evidence() {
        cloud.answer("POST /banks/harbour-7/commands", 202, QUEUED);
        cloud.answer("GET /commands/c-9", 200, SENT);
        openUnlock();
        reason().fill("Resident forgot the code");
        button("Unlock A01").click();

        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator(".result")).containsText("Queued");
        Asked sent = cloud.asked().stream()
                .filter(each -> each.method().equals("POST"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "{\"kind\":\"unlock\",\"compartment\":\"A01\",\"reason\":\"Resident forgot the code\"}", sent.body());

        cloud.send("11", "command", VERIFYING);
        assertThat(dialog.locator(".result")).containsText("Verifying");
        assertThat(dialog.locator(".stepper .now")).containsText("Verifying");
        cloud.send("12", "command", VERIFIED);
        assertThat(dialog.locator(".result")).containsText("Verified");
        assertThat(dialog.locator(".result")).containsText("A01 opened");
        assertThat(dialog.locator(".stepper .end")).containsText("entry 9004");
        tab.picture("unlock-verified-light", false);

        button("Done").click();
        assertThat(dialog).hasCount(0);
        assertThat(page.locator(".asked").first()).containsText("Unlock A01");
        assertEquals(List.of(), tab.errors());
    }

    @Test
    void nothing_is_sent_without_a_reason() {
        openUnlock();
        button("Unlock A01").click();
        assertThat(page.getByText("Say why, so that the next person understands."))
                .isVisible();
        assertThat(reason()).isFocused();
        assertThat(reason()).hasAttribute("aria-invalid", "true");
        assertTrue(cloud.asked().stream().noneMatch(each -> each.method().equals("POST")));
    }

    @Test
    void an_interlock_is_shown_with_what_to_do() {
        cloud.answer(
                "POST /banks/harbour-7/commands",
                409,
                "{\"type\":\"https://lockward.io/problems/interlock\",\"title\":\"A door is open\",\"status\":409,"
                        + "\"detail\":\"A04 and B02 are open; a reboot now could leave them unwatched.\"}");
        page.navigate(cloud.address("/banks/harbour-7"));
        button("Reboot…").click();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("Controller")))
                .check();
        button("Maintenance").click();
        button("Reboot the controller").click();

        Locator notice = page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.ALERT);
        assertThat(notice).containsText("A door is open");
        assertThat(notice).containsText("A04 and B02 are open");
        assertThat(notice).containsText("Wait until the reason is gone");
        tab.picture("interlock-light", false);
    }

    @Test
    void a_viewer_is_offered_nothing_that_would_be_refused() {
        cloud.answer("GET /me", 200, "{\"name\":\"eva\",\"roles\":[\"viewer\"]}");
        page.navigate(cloud.address("/banks/harbour-7?door=A01"));
        assertThat(page.locator(".who")).containsText("viewer");
        assertThat(page.getByText("Its timeline")).isVisible();
        assertThat(button("Unlock A01…")).hasCount(0);
        assertThat(button("Reboot…")).hasCount(0);
    }

    @Test
    void a_command_that_has_not_left_can_be_called_back() {
        cloud.answer("POST /banks/harbour-7/commands", 202, QUEUED);
        cloud.answer("GET /commands/c-9", 200, QUEUED);
        cloud.answer("POST /commands/c-9/cancel", 200, command("cancelled", step("cancelled", "0.1", "null")));
        openUnlock();
        button("Door is stuck").click();
        button("Unlock A01").click();
        page.getByRole(AriaRole.DIALOG).getByText("Call it back").click();
        assertThat(page.getByRole(AriaRole.DIALOG).locator(".result")).containsText("Nothing was done");
    }

    @Test
    void a_dropped_stream_is_said_and_taken_up_where_it_broke() {
        page.navigate(cloud.address("/"));
        assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        await(() -> cloud.listeners() > 0);
        cloud.send("41", "bank", bank("harbour-9", "\"level\":\"major\",\"sentence\":\"Something broke\""));
        assertThat(row("harbour-9")).containsText("Something broke");

        cloud.streaming(false);
        assertThat(page.getByText("The live stream dropped.")).isVisible();
        tab.picture("stream-dropped-light", false);
        cloud.streaming(true);
        assertThat(page.getByText("The live stream dropped."))
                .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(10_000));
    }

    @Test
    void a_cut_stream_resumes_with_the_last_event() {
        page.navigate(cloud.address("/"));
        await(() -> cloud.listeners() > 0);
        cloud.send("41", "bank", bank("harbour-9", "\"level\":\"major\",\"sentence\":\"Something broke\""));
        assertThat(row("harbour-9")).containsText("Something broke");
        cloud.cut();
        await(() -> cloud.resumed().contains("41"));
    }

    @Test
    void what_changed_glows_once() {
        page.navigate(cloud.address("/"));
        await(() -> cloud.listeners() > 0);
        row("harbour-9").waitFor();
        cloud.send("41", "bank", bank("harbour-9", "\"level\":\"major\",\"sentence\":\"Something broke\""));
        assertThat(row("harbour-9").locator(".pulse").first()).isVisible();
        assertThat(row("harbour-9").locator(".pulse")).hasCount(0);
    }

    @Test
    void what_is_old_looks_old() {
        page.navigate(cloud.address("/"));
        assertThat(row("mill-north")).hasClass("old");
        assertThat(row("mill-north").locator(".age .stale")).hasText("40 min ago");
        assertThat(row("harbour-7")).not().hasClass("old");
    }

    @Test
    void every_number_is_a_filter_and_the_address_keeps_it() {
        page.navigate(cloud.address("/"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("1 Critical"))
                .click();
        assertThat(page).hasURL(cloud.address("/?health=critical"));
        await(() -> cloud.asked().stream().anyMatch(each -> each.path().startsWith("/banks?health=critical")));
        page.getByRole(AriaRole.SEARCHBOX).fill("harb");
        assertThat(page).hasURL(cloud.address("/?health=critical&q=harb"));
        button("Clear filters").click();
        assertThat(page).hasURL(cloud.address("/"));
    }

    @Test
    void the_keyboard_is_enough() {
        page.navigate(cloud.address("/"));
        row("harbour-7").waitFor();
        page.keyboard().press("j");
        assertThat(page.locator("a.open").first()).isFocused();
        page.keyboard().press("j");
        page.keyboard().press("k");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(cloud.address("/banks/harbour-7"));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Harbour 7");
        page.locator("[data-door=A01]").focus();
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("[data-door=A02]")).isFocused();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("[data-door=B01]")).isFocused();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("B01 large")))
                .isVisible();
        page.keyboard().press("g");
        page.keyboard().press("a");
        assertThat(page).hasURL(cloud.address("/alarms"));
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Single-key shortcuts");
        page.keyboard().press("Escape");
        page.keyboard().press("Control+k");
        page.keyboard().type("fleet");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(cloud.address("/"));
        page.keyboard().press("/");
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).isFocused();
    }

    @Test
    void a_lost_session_leads_to_the_gate_and_back() {
        page.navigate(cloud.address("/alarms?severity=major"));
        assertThat(page.locator(".alarm").first()).isVisible();
        cloud.signedIn(false);
        page.locator(".alarm").first().getByText("Take it").click();
        assertThat(page.getByText("Your session has ended.")).isVisible();
        page.getByLabel("Name").fill("ana");
        page.getByLabel("Password").fill("wrong");
        button("Sign in").click();
        assertThat(page.getByText("That name and password do not fit.")).isVisible();
        page.getByLabel("Password").fill("right");
        button("Sign in").click();
        assertThat(page).hasURL(cloud.address("/alarms?severity=major"));
    }

    @Test
    void the_gate_leads_to_no_other_site() {
        cloud.signedIn(false);
        page.navigate(cloud.address("/sign-in?return=%2F%2Fevil.example%2Fx"));
        page.getByLabel("Name").fill("ana");
        page.getByLabel("Password").fill("right");
        button("Sign in").click();
        assertThat(page).hasURL(cloud.address("/"));
    }

    @Test
    void an_alarm_is_taken_and_shelved_with_a_reason() {
        page.navigate(cloud.address("/alarms"));
        Locator forced = page.locator("[data-alarm='41']");
        String alarm =
                "{\"id\":41,\"bank\":\"harbour-7\",\"subject\":\"door/A04\",\"kind\":\"forced-entry\",\"severity\":\"critical\",\"state\":\"open\",%s"
                        + "\"raisedAt\":\"@-180s\",\"clearedAt\":null,\"count\":1,\"why\":\"A04 opened.\",\"suggestion\":null,\"evidence\":null}";
        cloud.answer(
                "POST /alarms/41/acknowledge",
                200,
                alarm.formatted("\"acknowledged\":{\"by\":\"ana\",\"at\":\"@-1s\"},\"shelved\":null,"));
        forced.getByText("Take it").click();
        assertThat(forced).containsText("taken by ana");
        cloud.answer(
                "POST /alarms/41/shelve",
                200,
                alarm.formatted(
                        "\"acknowledged\":null,\"shelved\":{\"by\":\"ana\",\"until\":\"@+14000s\",\"reason\":\"A test\"},"));
        forced.getByText("Shelve…").click();
        button("Shelve it").click();
        assertThat(page.getByText("Say why, so that the next person understands."))
                .isVisible();
        page.getByLabel("Reason").fill("A test");
        button("Shelve it").click();
        assertThat(forced).containsText("shelved by ana");
    }

    @Test
    void new_entries_wait_while_the_pointer_reads() {
        page.navigate(cloud.address("/banks/harbour-7"));
        page.locator(".entry").first().waitFor();
        await(() -> cloud.listeners() > 0);
        page.locator(".entries").hover();
        cloud.send("51", "entry", entry(8817, "door.closed", "\"compartment\":\"A04\",\"openMillis\":190000"));
        assertThat(page.getByText("1 new entry")).isVisible();
        assertThat(page.locator(".entry").first()).not().containsText("A04 closed");
        page.getByText("1 new entry").click();
        assertThat(page.locator(".entry").first()).containsText("A04 closed after 3 min");
    }

    @Test
    void a_failing_server_says_what_to_do_and_tries_again() {
        cloud.answer(
                "GET /banks", 500, "{\"title\":\"The store is away\",\"status\":500,\"instance\":\"urn:uuid:77\"}");
        page.navigate(cloud.address("/"));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The store is away");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("urn:uuid:77");
        cloud.answer("GET /banks", 200, CannedCloud.canned("banks.json"));
        button("Try again").click();
        assertThat(row("harbour-7")).isVisible();
    }

    @Test
    void five_thousand_banks_are_shown_a_page_at_a_time_and_stay_quick() {
        cloud.answer("GET /banks", 200, many(200, "\"c-200\""));
        cloud.answer("GET /fleet", 200, CannedCloud.canned("fleet.json").replace("\"banks\": 7", "\"banks\": 5000"));
        page.navigate(cloud.address("/"));
        assertThat(page.getByText("200 banks so far")).isVisible();
        double draw = ((Number)
                        page.evaluate(
                                "() => new Promise(done => { const from = performance.now();"
                                        + " requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from))); })"))
                .doubleValue();
        assertTrue(draw < 1000, () -> "two frames took " + draw + " ms");
        cloud.answer("GET /banks", 200, many(400, "null"));
        button("Show more banks").click();
        assertThat(page.getByText("400 banks")).isVisible();
    }

    private void openUnlock() {
        page.navigate(cloud.address("/banks/harbour-7"));
        page.locator("[data-door=A01]").click();
        await(() -> cloud.listeners() > 0);
        button("Unlock A01…").click();
    }

    private Locator reason() {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(Pattern.compile("Reason")));
    }

    private Locator row(String bank) {
        return page.locator("tr[data-bank=%s]".formatted(bank));
    }

    private void await(BooleanSupplier holds) {
        page.waitForCondition(holds);
    }
}
