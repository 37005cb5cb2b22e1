package io.lockward.cloud.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.lockward.cloud.web.Chromium.Look;
import io.lockward.cloud.web.Chromium.Tab;
import io.lockward.protocol.evidence.verify.EvidenceCheck;
import io.lockward.protocol.evidence.verify.EvidenceVerdict;
import io.lockward.protocol.evidence.verify.EvidenceVerifier;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The verifier in the browser says what the one in Java says, and the page says it to people.
class VerifyPageIT {
    private static final int MUTANTS = 200;
    private static final long SEED = 20261130;

    @TempDir
    private static Path folder;

    private static Chromium chromium;
    private static CannedCloud cloud;
    private static Tampered tampered;

    @BeforeAll
    static void openPage() throws IOException {
        chromium = new Chromium();
        cloud = new CannedCloud(InstantSource.system(), 0);
        tampered = new Tampered(SEED);
    }

    @AfterAll
    static void closePage() {
        cloud.close();
        chromium.close();
    }

    @Test
    void both_verifiers_give_the_same_verdict_on_every_package() throws IOException {
        List<byte[]> packages = new ArrayList<>(List.of(tampered.good()));
        for (int number = 0; number < MUTANTS; number++) {
            packages.add(tampered.next(number));
        }
        String root = tampered.root.kid();
        List<String> java = new ArrayList<>();
        for (byte[] bytes : packages) {
            java.add(words(verdict(bytes, root)));
        }
        assertTrue(java.getFirst().startsWith("holds"), java.getFirst());
        assertEquals(
                MUTANTS, java.stream().filter(one -> one.startsWith("fails")).count());
        try (Tab tab = chromium.open(Look.DESKTOP)) {
            tab.page().navigate(cloud.address("/verify"));
            Object browser = tab.page()
                    .evaluate(
                            """
                            async ({ root, packages }) => {
                              const { verify } = await import('/js/evidence/verifier.js');
                              const said = [];
                              for (const text of packages) {
                                const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
                                const verdict = await verify(new Blob([bytes]), root);
                                said.push([verdict.state, ...verdict.checks.map(
                                  (check) => `${check.outcome} ${check.what} ${check.place}: ${check.detail}`)].join('\\n'));
                              }
                              return said;
                            }""",
                            Map.of(
                                    "root",
                                    root,
                                    "packages",
                                    packages.stream()
                                            .map(Base64.getEncoder()::encodeToString)
                                            .toList()));
            List<?> said = (List<?>) browser;
            for (int i = 0; i < packages.size(); i++) {
                assertEquals(java.get(i), said.get(i), "seed " + SEED + ", mutation " + (i - 1));
            }
            assertEquals(List.of(), tab.errors());
        }
    }

    private static EvidenceVerdict verdict(byte[] bytes, String root) throws IOException {
        Path file = Files.write(folder.resolve("package.zip"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return EvidenceVerifier.verify(channel, root);
        }
    }

    private static String words(EvidenceVerdict verdict) {
        return verdict.state().name().toLowerCase(Locale.ROOT)
                + verdict.checks().stream().map(VerifyPageIT::words).collect(Collectors.joining());
    }

    private static String words(EvidenceCheck check) {
        return "\n" + check.outcome().name().toLowerCase(Locale.ROOT) + ' '
                + check.what().code() + ' ' + check.place() + ": " + check.detail();
    }

    @Test
    void the_page_tells_people_in_every_look() throws IOException {
        byte[] good = tampered.good();
        byte[] bad = tampered.good();
        bad[bad.length / 2] ^= 1;
        for (Look look : Look.ALL) {
            try (Tab tab = chromium.open(look)) {
                Page page = tab.page();
                page.navigate(cloud.address("/verify"));
                looks(tab, "verify-empty-" + look.name());
                give(page, good);
                headline(page, "Everything fits together");
                assertTrue(page.getByText(tampered.root.kid(), new Page.GetByTextOptions().setExact(true))
                        .isVisible());
                looks(tab, "verify-open-" + look.name());
                page.getByLabel("The fleet's root").fill(tampered.root.kid());
                headline(page, "Everything holds");
                page.getByText("11 files, all intact.").waitFor();
                page.getByText("Every check").first().click();
                looks(tab, "verify-holds-" + look.name());
                give(page, bad);
                headline(page, "This does not hold");
                looks(tab, "verify-fails-" + look.name());
                page.getByLabel("The fleet's root").fill("short");
                page.getByText("has 43 letters").waitFor();
                assertEquals(List.of(), tab.errors());
            }
        }
    }

    private static void headline(Page page, String words) {
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(words))
                .waitFor();
    }

    private static void give(Page page, byte[] bytes) {
        page.locator("#file").setInputFiles(new FilePayload("evidence.zip", "application/zip", bytes));
    }

    private static void looks(Tab tab, String name) {
        tab.picture(name, true);
        assertEquals(
                List.of(),
                new AxeBuilder(tab.page())
                        .analyze().getViolations().stream()
                                .map(rule -> rule.getId() + " " + rule.getNodes())
                                .toList(),
                name);
        Object wide = tab.page().evaluate("document.documentElement.scrollWidth > innerWidth");
        assertEquals(false, wide, name + " is no wider than the screen");
    }

    @Test
    void the_page_cannot_send_anything() {
        try (Tab tab = chromium.open(Look.DESKTOP)) {
            tab.page().navigate(cloud.address("/verify"));
            Object sent = tab.page().evaluate("fetch('/favicon.svg').then(() => 'sent', () => 'refused')");
            assertEquals("refused", sent);
        }
    }
}
