package io.lockward.cloud.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.lockward.cloud.web.Chromium.Look;
import io.lockward.cloud.web.Chromium.Tab;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every page, in every look: reachable for everybody (axe), silent on the console, no wider than the screen. The
/// pictures go to `target/screenshots`.
class DashboardPagesIT {
    private static final String NO_BANKS = "{\"items\":[],\"next\":null}";
    private static final String EMPTY_FLEET =
            "{\"banks\":0,\"online\":0,\"needPerson\":0,\"healing\":0,\"sentence\":\"\",\"counts\":{\"presence\":{},\"health\":{},\"onBattery\":0,\"alarms\":{}}}";

    private static final String CASE = "/cases/0198c0de-0000-7000-8000-00000000ca5e";

    private static final List<String> MAIN =
            List.of("fleet", "bank", "unlock", "alarms", "approval", "keys", "case", "webhooks", "sign-in");

    /// @param name in file names
    /// @param path of the page
    /// @param given what the cloud answers
    /// @param shows a text that is there when the page is
    /// @param then what a person does before the look
    record Shown(String name, String path, Consumer<CannedCloud> given, String shows, Consumer<Page> then) {
        Shown(String name, String path, String shows) {
            this(name, path, _ -> {}, shows, _ -> {});
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Chromium chromium;

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    static Stream<Arguments> everyPageInEveryLook() {
        List<Shown> pages = List.of(
                new Shown("fleet", "/", "2 banks need a person; 1 is healing."),
                new Shown("fleet-empty", "/", DashboardPagesIT::empty, "No bank has joined yet", _ -> {}),
                new Shown(
                        "fleet-none-fits",
                        "/?q=zebra",
                        cloud -> cloud.answer("GET /banks", 200, NO_BANKS),
                        "No bank fits",
                        _ -> {}),
                new Shown("parcels", "/parcels", "A. S."),
                new Shown("parcels-found", "/parcels?q=K7-412", "Open that moment"),
                new Shown(
                        "parcels-none",
                        "/parcels",
                        cloud -> cloud.answer("GET /parcels", 200, NO_BANKS),
                        "No parcel waits",
                        _ -> {}),
                new Shown("parcel", "/parcels/0198c0de-0000-7000-8000-000000000001", "verified by the sensor"),
                new Shown(
                        "parcel-code",
                        "/parcels/0198c0de-0000-7000-8000-000000000001",
                        _ -> {},
                        "verified by the sensor",
                        page -> button(page, "New code…").click()),
                new Shown(
                        "announce",
                        "/parcels",
                        _ -> {},
                        "A. S.",
                        page -> button(page, "Announce a delivery…").click()),
                new Shown("reconciliation", "/reconciliation", "3 differences to look at."),
                new Shown(
                        "reconciliation-none",
                        "/reconciliation",
                        cloud -> cloud.answer("GET /reconciliation", 200, NO_BANKS),
                        "The books agree with the banks.",
                        _ -> {}),
                new Shown("cases", "/cases", "1 case waits for a decision, 2 open."),
                new Shown(
                        "cases-none",
                        "/cases",
                        cloud -> cloud.answer("GET /cases", 200, NO_BANKS),
                        "Nobody disputes anything",
                        _ -> {}),
                new Shown("case", CASE, "Opened without being unlocked"),
                new Shown(
                        "case-closed",
                        CASE,
                        DashboardPagesIT::closed,
                        "Taken by somebody who forced the door.",
                        _ -> {}),
                new Shown(
                        "case-clip",
                        CASE,
                        _ -> {},
                        "Watch…",
                        page -> button(page, "Watch…").click()),
                new Shown(
                        "case-open",
                        "/parcels/0198c0de-0000-7000-8000-000000000001",
                        _ -> {},
                        "verified by the sensor",
                        page -> button(page, "Open a case…").click()),
                new Shown("people", "/people", "Ana Silva"),
                new Shown(
                        "people-courier",
                        "/people",
                        _ -> {},
                        "Ana Silva",
                        page -> button(page, "Add one…").first().click()),
                new Shown(
                        "accounts",
                        "/accounts",
                        DashboardPagesIT::admin,
                        "disabled since",
                        page -> button(page, "Add one…").click()),
                new Shown("accounts-none", "/accounts", "Administrators look after accounts"),
                new Shown("webhooks", "/webhooks", DashboardPagesIT::admin, "1 endpoint does not take", _ -> {}),
                new Shown(
                        "webhooks-none",
                        "/webhooks",
                        cloud -> cloud.answer("GET /webhooks", 200, NO_BANKS),
                        "No endpoint yet",
                        _ -> {}),
                new Shown(
                        "webhooks-add",
                        "/webhooks",
                        DashboardPagesIT::admin,
                        "1 endpoint does not take",
                        page -> button(page, "Add an endpoint…").click()),
                new Shown("reports", "/reports", "Harbour Point"),
                new Shown("report", "/reports/harbour", "without staff"),
                new Shown("bank", "/banks/harbour-7", "Harbour Point"),
                new Shown("overtime", "/banks/harbour-7/timeline", "over time"),
                new Shown("bank-moment", "/banks/harbour-7?entry=1:8812", "Around entry 8812"),
                new Shown("bank-door", "/banks/harbour-7?door=C02&show=door", "Unlock C02…"),
                new Shown("bank-stale", "/banks/harbour-7", DashboardPagesIT::stale, "This is how it was", _ -> {}),
                new Shown(
                        "bank-power-unknown",
                        "/banks/harbour-7",
                        DashboardPagesIT::powerUnknown,
                        "the UPS says on mains and on battery at once",
                        _ -> {}),
                new Shown("bank-unknown", "/banks/nowhere", "Look for it in the fleet"),
                new Shown(
                        "bank-entry",
                        "/banks/harbour-7",
                        _ -> {},
                        "Timeline",
                        page -> page.locator(".entry .line").nth(3).click()),
                new Shown(
                        "unlock",
                        "/banks/harbour-7?door=A01",
                        _ -> {},
                        "Unlock A01…",
                        page -> button(page, "Unlock A01…").click()),
                new Shown(
                        "reboot",
                        "/banks/harbour-7",
                        _ -> {},
                        "Reboot…",
                        page -> button(page, "Reboot…").click()),
                new Shown(
                        "actions",
                        "/banks/harbour-7",
                        _ -> {},
                        "More…",
                        page -> button(page, "More…").click()),
                new Shown("open-all", "/banks/harbour-7", _ -> {}, "More…", page -> {
                    button(page, "More…").click();
                    button(page, "Open every door").click();
                    button(page, "Ask two people to approve").click();
                }),
                new Shown("settings", "/banks/harbour-7", _ -> {}, "Version 5 not taken", page -> {
                    button(page, "Change…").click();
                    button(page, "Send to the bank").click();
                }),
                new Shown("bundle", "/banks/harbour-7/bundles/01f", "Last lines of its log"),
                new Shown("approvals", "/approvals", "1 order waits for people to sign."),
                new Shown(
                        "approvals-none",
                        "/approvals",
                        cloud -> cloud.answer("GET /commands?kind=unlock-all", 200, NO_BANKS),
                        "Nobody has asked to open everything",
                        _ -> {}),
                new Shown("approval", "/approvals/01d", "Sign it with your own key"),
                new Shown("keys", "/keys", "2 banks cannot prove to be what they say."),
                new Shown("keys-none", "/keys", DashboardPagesIT::keyless, "No root key is known", _ -> {}),
                new Shown("more", "/keys", _ -> {}, "How to register a key", DashboardPagesIT::more),
                new Shown("alarms", "/alarms", "5 alarms open; 3 need a person."),
                new Shown(
                        "alarms-none",
                        "/alarms",
                        cloud -> cloud.answer("GET /alarms", 200, NO_BANKS),
                        "Nothing is wrong.",
                        _ -> {}),
                new Shown(
                        "alarms-incidents",
                        "/alarms",
                        DashboardPagesIT::incidents,
                        "4 incidents open, and 5 other alarms.",
                        page -> page.getByText("3 alarms explained by it").click()),
                new Shown(
                        "bank-silent",
                        "/banks/harbour-7",
                        DashboardPagesIT::silent,
                        "From the cloud",
                        page -> button(page, "Cut its power now…").click()),
                new Shown(
                        "shelve",
                        "/alarms",
                        _ -> {},
                        "Shelve…",
                        page -> button(page, "Shelve…").first().click()),
                new Shown(
                        "help",
                        "/",
                        _ -> {},
                        "2 banks need",
                        page -> button(page, "Help").click()),
                new Shown(
                        "palette",
                        "/",
                        _ -> {},
                        "2 banks need",
                        page -> page.keyboard().press("Control+k")),
                new Shown("sign-in", "/sign-in?return=%2Falarms&ended=1", "Your session has ended."));
        return pages.stream()
                .flatMap(page -> Look.ALL.stream()
                        .filter(look -> worthLooking(page, look))
                        .map(look -> Arguments.of(page, look)));
    }

    /// The odd states are looked at in the hardest look only, and in the plainest one too when there is time.
    private static boolean worthLooking(Shown shown, Look look) {
        return MAIN.contains(shown.name())
                || look.equals(Look.HARDEST)
                || (Boolean.getBoolean("long") && look.equals(Look.DESKTOP));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyPageInEveryLook")
    void is_reachable_for_everybody_silent_and_fits(Shown shown, Look look) throws IOException {
        try (CannedCloud cloud = new CannedCloud(InstantSource.system(), 0);
                Tab tab = chromium.open(look)) {
            shown.given().accept(cloud);
            Page page = tab.page();
            page.navigate(cloud.address(shown.path()));
            page.getByText(shown.shows()).first().waitFor();
            shown.then().accept(page);
            page.waitForTimeout(250);
            boolean dialog = page.locator("dialog[open]").count() > 0;
            tab.picture(shown.name() + "-" + look.name(), !dialog && look.width() > 500);

            List<String> violations = new AxeBuilder(page)
                            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                            .analyze()
                            .getViolations()
                            .stream()
                            .map(DashboardPagesIT::told)
                            .toList();
            assertEquals(List.of(), violations, "axe finds nothing");
            assertEquals(
                    List.of(),
                    tab.errors().stream().filter(DashboardPagesIT::unexpected).toList(),
                    "the console is silent");
            // A dialog is in the top layer: what sticks out of it makes the page no wider, it is only out of sight.
            int wide = (Integer) page.evaluate("() => Math.max(document.documentElement.scrollWidth,"
                    + " ...[...document.querySelectorAll('dialog[open]')].map((each) => each.scrollWidth))");
            assertTrue(wide <= look.width(), () -> "the page is " + wide + " px wide on " + look.width());
        }
    }

    /// The one page that asks for a bank that is not there is told so by the network.
    private static boolean unexpected(String error) {
        return !error.contains("404");
    }

    private static String told(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream()
                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                        .toList();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static void empty(CannedCloud cloud) {
        cloud.answer("GET /banks", 200, NO_BANKS);
        cloud.answer("GET /sites", 200, NO_BANKS);
        cloud.answer("GET /fleet", 200, EMPTY_FLEET);
    }

    private static void admin(CannedCloud cloud) {
        cloud.answer("GET /me", 200, WebhookFlowsIT.ADMIN);
    }

    /// Only a phone has it; elsewhere all pages are in the rail.
    private static void more(Page page) {
        Locator more = page.locator(".rail .narrow");
        if (more.isVisible()) {
            more.click();
        }
    }

    private static void keyless(CannedCloud cloud) {
        cloud.answer(
                "GET /key-set",
                200,
                "{\"version\":0,\"root\":null,\"signedAt\":null,\"putBy\":null,\"putAt\":null,\"keys\":[],"
                        + "\"banks\":{\"all\":0,\"current\":0,\"unkeyed\":0,\"doubtful\":0}}");
        cloud.answer("GET /key-set/banks", 200, NO_BANKS);
        cloud.answer(
                "GET /signer",
                200,
                "{\"state\":\"not-configured\",\"text\":\"No signer is configured.\",\"keys\":[],\"signed\":null,"
                        + "\"refused\":null,\"line\":null,\"hash\":null,\"limits\":null}");
    }

    private static void stale(CannedCloud cloud) {
        cloud.answer(
                "GET /banks/harbour-7",
                200,
                CannedCloud.canned("twin.json")
                        .replace("\"lastSeen\": \"@-8s\"", "\"lastSeen\": \"@-2400s\"")
                        .replace("\"state\": \"online\"", "\"state\": \"lost\"")
                        .replace("\"fresh\": true", "\"fresh\": false"));
    }

    private static void closed(CannedCloud cloud) {
        cloud.answer(
                "GET /cases/0198c0de-0000-7000-8000-00000000ca5e",
                200,
                CannedCloud.canned("case.json")
                        .replaceFirst("\"state\": \"open\"", "\"state\": \"closed\"")
                        .replaceFirst(
                                "\"finding\": null",
                                "\"finding\": {\"text\": \"Taken by somebody who forced the door.\", \"by\": \"ana\","
                                        + " \"at\": \"@-60s\"}")
                        .replaceFirst("\"certainty\": null", "\"certainty\": \"likely\"")
                        .replaceFirst(
                                "\"closed\": null", "\"closed\": {\"by\": \"ana\", \"at\": \"@-50s\", \"why\": null}"));
    }

    private static void incidents(CannedCloud cloud) {
        cloud.answer("GET /incidents", 200, CannedCloud.canned("incidents.json"));
        cloud.answer("GET /remedies", 200, CannedCloud.canned("remedies.json"));
    }

    private static void silent(CannedCloud cloud) {
        stale(cloud);
        cloud.answer("GET /banks/harbour-7/diagnosis", 200, CannedCloud.canned("diagnosis-silent.json"));
    }

    private static void powerUnknown(CannedCloud cloud) {
        cloud.answer(
                "GET /banks/harbour-7",
                200,
                CannedCloud.canned("twin.json")
                        .replace("\"state\": \"battery\"", "\"state\": \"unknown\"")
                        .replace("\"status\": \"OB DISCHRG\"", "\"status\": \"OL OB\"")
                        .replace("\"chargePercent\": 84.0", "\"chargePercent\": null")
                        .replace("\"runtimeSeconds\": 2280", "\"runtimeSeconds\": null")
                        .replaceFirst(
                                "\"reason\": null", "\"reason\": \"the UPS says on mains and on battery at once\""));
        cloud.answer("GET /banks/harbour-7/telemetry", 200, "{\"metric\":\"ups.charge-percent\",\"points\":[]}");
    }
}
