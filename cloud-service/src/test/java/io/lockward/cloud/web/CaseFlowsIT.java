package io.lockward.cloud.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A dispute in the browser: a property asks, support opens it, watches a clip, finds and closes.
class CaseFlowsIT extends OnDashboard {
    private static final String ID = "0198c0de-0000-7000-8000-00000000ca5e";
    private static final String CASE = "/cases/" + ID;
    private static final String SHUTS_ITS_MENU =
            "video => !video.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))";
    /// The head of the next answer comes whole, and its body does not.
    private static final String BREAKS_OFF_ONCE = """
            () => {
              const real = window.fetch;
              window.fetch = async (...asked) => {
                const answer = await real(...asked);
                if (String(asked[0]).endsWith('/package')) {
                  window.fetch = real;
                  answer.blob = () => Promise.reject(new TypeError('network error'));
                }
                return answer;
              };
            }""";

    private static String whole(String state, String finding) {
        return CannedCloud.canned("case.json")
                .replaceFirst("\"state\": \"open\"", "\"state\": \"" + state + "\"")
                .replaceFirst("\"finding\": null", "\"finding\": " + finding)
                .replaceFirst(
                        "\"certainty\": null", "\"certainty\": " + (state.equals("closed") ? "\"undecided\"" : "null"))
                .replaceFirst(
                        "\"closed\": null",
                        "\"closed\": "
                                + (state.equals("closed") ? "{\"by\":\"ana\",\"at\":\"@-1s\",\"why\":null}" : "null"));
    }

    @Test
    void a_span_is_marked_on_the_lanes_and_becomes_a_case() {
        cloud.answer("POST /cases", 201, whole("open", "null"));
        cloud.answer("GET " + CASE, 200, whole("open", "null"));
        page.navigate(cloud.address("/banks/harbour-7/timeline"));
        Locator now = page.locator("#now-title");
        assertThat(page.locator(".lanehost")).isVisible();
        assertThat(page.getByText("The bank’s clock was set back by 4.2 s.")).isVisible();
        String last = now.innerText();
        page.keyboard().press(",");
        assertThat(now).not().hasText(last);
        page.keyboard().press(".");
        assertThat(now).hasText(last);
        button("From here").click();
        page.keyboard().press("j");
        button("From here").click();
        button("Make a case…").click();
        page.getByLabel("What is claimed").fill("It never arrived.");
        button("Open it").click();
        assertThat(page).hasURL(cloud.address(CASE));
        String body = sent("POST", "/cases").body();
        assertTrue(body.contains("\"bank\":\"harbour-7\"") && body.contains("\"from\":\"20"), body);
        assertEquals(List.of(), tab.errors());
    }

    @Test
    void what_was_not_heard_is_said_under_the_cursor() {
        String day = CannedCloud.canned("timeline.json");
        cloud.answer(
                "GET /banks/harbour-7/timeline", 200, day.replace("\"newest\":\"@-1003s\"", "\"newest\":\"@-40000s\""));
        page.navigate(cloud.address("/banks/harbour-7/timeline"));
        Locator facts = page.locator(".undercursor .facts");
        assertThat(facts).containsText("not connected, heard of later");
        assertThat(facts).containsText("closed");
        cloud.answer(
                "GET /banks/harbour-7/timeline",
                200,
                day.replace("\"newest\":\"@-1003s\"", "\"newest\":\"@-900s\"")
                        .replace("\"to\":null", "\"to\":\"@-18000s\"")
                        .replace(
                                "\"gaps\":[",
                                "\"gaps\":[{\"from\":\"@-18000s\",\"to\":\"@-0s\",\"epoch\":1,\"first\":8700,\"last\":null,\"dropped\":false},"));
        page.reload();
        assertThat(facts).containsText("nothing was heard from the bank; what holds is not known");
        assertThat(facts).not().containsText("on mains");
        tab.picture("overtime-not-heard", false);
    }

    @Test
    void footage_under_the_cursor_opens_only_in_a_case_and_with_a_reason() {
        cloud.answer("GET " + CASE, 200, whole("open", "null"));
        page.navigate(cloud.address("/banks/harbour-7/timeline"));
        for (int i = 0; i < 12 && page.getByText("Footage opens only in a case").count() == 0; i++) {
            page.keyboard().press(",");
        }
        assertThat(page.getByText("Footage opens only in a case")).isVisible();
        page.navigate(cloud.address("/banks/harbour-7/timeline?case=" + ID));
        for (int i = 0; i < 12 && page.getByLabel("Why you look at it").count() == 0; i++) {
            page.keyboard().press(",");
        }
        page.getByLabel("Why you look at it").fill("resident wrote");
        button("Open the clip").click();
        page.waitForCondition(() -> cloud.asked().stream()
                .anyMatch(each -> each.path().equals(CASE + "/clips/c-1-8666-side/open")
                        && each.body().equals("{\"why\":\"resident wrote\"}")));
        button("front").click();
        assertThat(button("front")).hasAttribute("aria-pressed", "true");
        tab.picture("overtime-cameras", false);
        page.getByLabel("Why you look at it").fill("the other side");
        button("Open the clip").click();
        page.waitForCondition(() -> cloud.asked().stream()
                .anyMatch(each -> each.path().equals(CASE + "/clips/c-1-8666-front/open")
                        && each.body().equals("{\"why\":\"the other side\"}")));

        // Its pictures do not come; then the line breaks.
        List<Route> waiting = new ArrayList<>();
        page.route("**/api/v1/pictures", waiting::add);
        String[] until = {Instant.now().plusSeconds(600).toString()};
        page.route(
                "**/clips/*/open",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setBody("{\"look\":\"1\",\"url\":\"/api/v1/pictures\",\"watermark\":\"ana · now\",\"until\":\""
                                + until[0] + "\"}")));
        button("Open the clip").click();
        Locator film = page.locator(".filmpanel video");
        assertThat(page.locator(".filmpanel .watermark")).hasText("ana · now");
        assertThat(film).hasAttribute("controlslist", Pattern.compile("nofullscreen"));
        assertEquals(true, film.evaluate(SHUTS_ITS_MENU));
        button("Full screen").click();
        onWholeScreen("screen");
        button("Leave full screen").click();
        page.waitForCondition(() -> !waiting.isEmpty());
        waiting.forEach(Route::abort);
        assertThat(page.getByText("The clip does not play")).isVisible();
        assertThat(film).hasCount(0);

        until[0] = Instant.now().minusSeconds(10).toString();
        page.getByLabel("Why you look at it").fill("resident wrote");
        button("Open the clip").click();
        assertThat(page.getByText("The time is over")).isVisible();
        assertThat(film).hasCount(0);
        assertThat(page.getByLabel("Why you look at it")).isVisible();
    }

    @Test
    void a_property_asks_support_opens_watches_finds_and_closes() {
        cloud.answer("GET /me", 200, "{\"name\":\"harbour-house\",\"roles\":[\"property\"]}");
        cloud.answer("POST /cases", 201, whole("requested", "null"));
        cloud.answer("GET " + CASE, 200, whole("requested", "null"));
        page.navigate(cloud.address("/cases"));
        button("Ask for a case…").click();
        page.locator("#case-bank").fill("harbour-7");
        page.locator("#case-door").fill("B02");
        button("It was not there any more.").click();
        button("Ask for it").click();
        assertThat(page).hasURL(cloud.address(CASE));
        assertEquals(
                "{\"bank\":\"harbour-7\",\"compartment\":\"B02\",\"claim\":\"It was not there any more.\"}",
                sent("POST", "/cases").body());
        assertThat(button("Open it…")).hasCount(0);

        cloud.answer("GET /me", 200, "{\"name\":\"ana\",\"roles\":[\"operator\",\"support\",\"viewer\"]}");
        cloud.answer("POST " + CASE + "/decision", 200, whole("open", "null"));
        page.reload();
        button("Open it…").click();
        page.getByLabel("Why, for the record").fill("resident wrote");
        button("Open it").click();
        assertEquals(
                "{\"decision\":\"open\",\"reason\":\"resident wrote\"}",
                sent("POST", CASE + "/decision").body());
        assertThat(page.locator(".against")).containsText("Opened without being unlocked");
        assertThat(page.locator("[aria-labelledby=asked-title]")).containsText("It was refused: rate limited.");
        assertThat(page.locator(".checklist")).containsText("Not connected from");

        watches();
        finds();
        assertEquals(
                List.of(),
                tab.errors().stream()
                        .filter(error -> !error.contains("/content"))
                        .toList());
    }

    /// Waits until the element of this class fills the screen; none for the empty name. The page's policy lets no text
    /// be run as a script, which rules out `waitForFunction`.
    private void onWholeScreen(String name) {
        page.waitForCondition(() -> name.equals(page.evaluate("() => document.fullscreenElement?.className ?? ''")));
    }

    /// Who looks stands beside the video, not in it.
    private void fillsTheScreenWithItsWatermark() {
        Locator video = page.locator(".player video");
        assertThat(video).hasAttribute("controlslist", Pattern.compile("nofullscreen"));
        button("Full screen").click();
        onWholeScreen("player");
        assertThat(page.locator(".player:fullscreen .watermark")).isVisible();
        tab.picture("clip-full-screen", false);
        video.evaluate("video => video.requestFullscreen()");
        onWholeScreen("player");
        button("Leave full screen").click();
        onWholeScreen("");
    }

    private void watches() {
        String open = CASE + "/clips/c-1-8809-front/open";
        cloud.answer(
                "POST " + open,
                200,
                "{\"look\":\"1\",\"url\":\"/api/v1/clips/c-1-8809-front/content?case=" + ID
                        + "&look=1\",\"until\":\"@+600s\",\"watermark\":\"ana · 2026-11-30 20:32 UTC · case " + ID
                        + "\"}");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Watch…"))
                .click();
        button("Open the clip").click();
        assertThat(page.getByText("Say why, in a few words.")).isVisible();
        assertTrue(
                cloud.asked().stream().noneMatch(each -> each.path().equals(open)), "nothing opens without a reason");
        page.getByLabel("Why you look at it").fill("resident says it was gone");
        button("Open the clip").click();
        assertThat(page.locator(".watermark")).containsText("ana · 2026-11-30");
        assertEquals(
                "{\"why\":\"resident says it was gone\"}", sent("POST", open).body());
        fillsTheScreenWithItsWatermark();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    }

    private void finds() {
        Locator text = page.getByLabel("What you find, in plain words");
        assertThat(text).hasValue(Pattern.compile("^Proven: A courier \\(dhl-4\\) put it into B02"));
        String found = "Put in at 17:02. Forced at 19:02, seen on the clip.";
        text.fill(found);
        cloud.answer(
                "PUT " + CASE + "/finding",
                200,
                whole("open", "{\"text\":\"" + found + "\",\"by\":\"ana\",\"at\":\"@-2s\"}"));
        cloud.answer(
                "POST " + CASE + "/close",
                200,
                whole("closed", "{\"text\":\"" + found + "\",\"by\":\"ana\",\"at\":\"@-2s\"}"));
        button("Save and close the case").click();
        assertThat(page.locator(".finding .found")).hasText(found);
        assertThat(page.locator("h1 + .verdict")).containsText("Closed");
        assertEquals(
                "{\"text\":\"" + found + "\"}", sent("PUT", CASE + "/finding").body());
        assertThat(button("Open it again…")).isVisible();
    }

    @Test
    void what_comes_late_appears_and_keeps_what_somebody_types() {
        page.navigate(cloud.address(CASE));
        Locator text = page.getByLabel("What you find, in plain words");
        text.fill("Half a sentence");
        cloud.answer(
                "GET " + CASE,
                200,
                CannedCloud.canned("case.json")
                        .replace("Closed after each of 2 openings.", "Closed after each of 3 openings."));
        cloud.send("21", "bank", CannedText.bank("harbour-7", "\"level\":\"ok\",\"sentence\":\"Fine\""));
        assertThat(page.getByText("Closed after each of 3 openings.")).isVisible();
        assertThat(text).hasValue("Half a sentence");
    }

    @Test
    void a_link_is_told_once_and_says_what_it_does_not_prove() {
        String shares = CASE + "/shares";
        cloud.answer(
                "POST " + shares,
                409,
                "{\"type\":\"urn:lockward:problem:not-sealed\",\"title\":\"Not signed yet\",\"status\":409,\"detail\":\"2 entries wait.\"}");
        page.navigate(cloud.address(CASE));
        button("Share…").click();
        button("Make the link").click();
        assertThat(page.getByText("Say why, in a few words.")).isVisible();
        page.getByLabel("Why it leaves the house").fill("The insurer asked");
        button("Make the link").click();
        page.getByLabel("Go without the bank").check();
        cloud.answer(
                "POST " + shares,
                201,
                "{\"id\":\"1\",\"path\":\"/s/abc\",\"expiresAt\":\"@+600000s\",\"downloads\":5,\"unproven\":[\"The newest 2 entries.\"]}");
        button("Make the link").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText(cloud.address("/s/abc"));
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("The newest 2 entries.");
        assertEquals(
                "{\"why\":\"The insurer asked\",\"unsealed\":true,\"days\":7}",
                sent("POST", shares).body());
        button("Done").click();
        assertThat(page.getByText("Links handed out")).isVisible();
    }

    @Test
    void a_package_that_breaks_off_says_so_and_can_be_asked_for_again() {
        cloud.answer("POST " + CASE + "/package", 200, "{}");
        page.navigate(cloud.address(CASE));
        button("Package…").click();
        page.getByLabel("Why it leaves the house").fill("The resident asked");
        page.evaluate(BREAKS_OFF_ONCE);
        button("Download").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The answer broke off");
        Download download = page.waitForDownload(() -> button("Download").click());
        assertEquals("evidence-" + ID + ".zip", download.suggestedFilename());
    }

    /// Counted from the dashboard's first page; no other click is made. A person also types why.
    @Test
    void it_never_arrived_leads_to_a_package_in_seven_clicks() {
        cloud.answer("POST /cases", 201, whole("open", "null"));
        cloud.answer("POST " + CASE + "/package", 200, "{}");
        page.navigate(cloud.address("/"));
        List<Locator> clicks = List.of(
                page.locator(".rail").getByText("Parcels"),
                page.locator(".parcel .open").first(),
                button("Open a case…"),
                button("It never arrived."),
                button("Open it"),
                button("Package…"));
        clicks.forEach(Locator::click);
        page.getByLabel("Why it leaves the house").fill("The resident asked");
        Download download = page.waitForDownload(() -> button("Download").click());
        assertEquals("evidence-" + ID + ".zip", download.suggestedFilename());
        assertEquals(
                "{\"why\":\"The resident asked\"}",
                sent("POST", CASE + "/package").body());
    }
}
