package io.lockward.simulator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// The screen in a real Chromium, as a person, a scanner and a reviewer use it. One thread.
final class KioskTab implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final double PATIENCE = 25_000;

    /// What of the page cannot be read or reached: outside the screen, cut off, or one part over another.
    private static final String UNFIT = """
            () => {
              const found = [];
              const name = (e) => `${e.tagName.toLowerCase()}.${e.className} "${e.textContent.trim().slice(0, 30)}"`;
              const scrolls = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowY)) return true; return false; };
              if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
              const parts = ['top', 'notices', 'stage', 'foot'].map((id) => document.getElementById(id));
              for (let i = 1; i < parts.length; i++)
                if (parts[i].getBoundingClientRect().top < parts[i - 1].getBoundingClientRect().bottom - 1) found.push(`${parts[i].id} lies over ${parts[i - 1].id}`);
              for (const e of document.querySelectorAll('button, h1, h2, p, output, label, svg')) {
                if (e.classList.contains('only-read') || e.closest('.only-read') || !e.getClientRects().length) continue;
                const box = e.getBoundingClientRect();
                if (!scrolls(e) && (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)) found.push(`${name(e)} is outside the screen`);
                if (e.tagName !== 'svg' && e.scrollWidth > e.clientWidth + 1) found.push(`${name(e)} is cut off`);
                const stage = e.closest('#stage')?.getBoundingClientRect();
                if (stage && !scrolls(e) && (box.top < stage.top - 1 || box.bottom > stage.bottom + 1)) found.push(`${name(e)} leaves its place`);
                if (e.tagName === 'BUTTON' && (box.height < 40 || box.width < 40)) found.push(`${name(e)} is too small to touch`);
              }
              const blocks = [...document.querySelectorAll('#stage > section > *')].filter((e) => e.getClientRects().length && !e.classList.contains('only-read')).map((e) => [e, e.getBoundingClientRect()]);
              for (const [a, one] of blocks) for (const [b, two] of blocks)
                if (a !== b && one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1) { found.push(`${name(a)} lies over ${name(b)}`); break; }
              return found;
            }
            """;

    /// @param name in file names
    record Screen(String name, int width, int height) {
        static final Screen TALL = new Screen("tall", 1080, 1920);
        static final Screen SMALL = new Screen("small", 800, 480);
    }

    /// A browser for several tabs.
    static final class Chromium implements AutoCloseable {
        private final Playwright playwright;
        private final Browser browser;

        Chromium() {
            assertTrue(Files.isExecutable(PROGRAM), "The browser tests need " + PROGRAM + ": apt-get install chromium");
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(PROGRAM)
                            .setChromiumSandbox(false)
                            .setArgs(List.of("--disable-gpu", "--no-first-run", "--disable-background-networking")));
        }

        KioskTab open(Screen screen, String url) {
            BrowserContext context = browser.newContext(
                    new Browser.NewContextOptions().setViewportSize(screen.width(), screen.height()));
            context.setDefaultTimeout(PATIENCE);
            return new KioskTab(screen, context, url);
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    private final Screen screen;
    private final BrowserContext context;
    private final Page page;
    private final List<String> findings = new ArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private int taps;

    private KioskTab(Screen screen, BrowserContext context, String url) {
        this.screen = screen;
        this.context = context;
        this.page = context.newPage();
        page.onPageError(errors::add);
        page.navigate(url);
        shows("#stage [data-key=deliver]");
    }

    /// A finger on the thing with this key.
    void tap(String key) {
        page.locator("[data-key='" + key + "']").click();
        taps++;
    }

    /// How often a finger was needed since the last time.
    int taps() {
        int so = taps;
        taps = 0;
        return so;
    }

    /// The scanner reads a badge, a label or a code.
    void scan(String text) {
        page.keyboard().type(text);
        page.keyboard().press("Enter");
    }

    void type(String digits) {
        digits.chars().forEach(digit -> tap("digit-" + (char) digit));
    }

    void shows(String selector) {
        page.locator(selector)
                .first()
                .waitFor(new Locator.WaitForOptions()
                        .setState(WaitForSelectorState.VISIBLE)
                        .setTimeout(PATIENCE));
    }

    /// Waits for a heading of the stage or a notice with these words.
    void says(String words) {
        shows("#stage :is(h1, p):has-text(\"" + words + "\"), #notices p:has-text(\"" + words + "\")");
    }

    boolean has(String key) {
        return page.locator("[data-key='" + key + "']").count() > 0;
    }

    String text(String selector) {
        return page.locator(selector).first().innerText();
    }

    /// Looks at what is shown with every person's eyes: usual, large and in high contrast. Nothing may be cut off, lie
    /// over something else or be out of reach, and axe finds nothing. What is found is told at the end.
    void look(String name) {
        for (String look : List.of("", "large", "contrast")) {
            page.evaluate("look => document.documentElement.className = look", look);
            String called = screen.name() + "-" + name + (look.isEmpty() ? "" : "-" + look);
            if (!look.equals("contrast")) {
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "screenshots", "kiosk-" + called + ".png")));
                if (page.evaluate(UNFIT) instanceof List<?> unfit) {
                    unfit.forEach(one -> findings.add(called + ": " + one));
                }
            }
            if (look.isEmpty() || (look.equals("contrast") && screen.equals(Screen.TALL))) {
                List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
                violations.forEach(rule -> findings.add(called + ": " + rule.getId() + " " + rule.getNodes()));
            }
        }
        page.evaluate("() => document.documentElement.className = ''");
    }

    @Override
    public void close() {
        context.close();
        assertEquals("", String.join("\n", findings), "what a person would trip over");
        assertEquals(List.of(), errors, "what the page threw");
    }
}
