package io.lockward.simulator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// The screen in a real Chromium, as a person, a scanner and a reviewer use it. One thread.
public final class KioskTab implements AutoCloseable {
    private static final double PATIENCE = 40_000;

    /// What of the page cannot be read or reached: outside the screen, cut off, or one part over another.
    private static final String UNFIT = """
            (wanted) => {
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
                if (e.tagName === 'BUTTON') {
                  const often = !e.classList.contains('quiet') && e.closest('.idle, .digits, .door:not(.calibrating) nav, .message nav, .list .choices');
                  const least = often ? wanted : 44;
                  if (box.height < least - 0.5 || box.width < 44) found.push(`${name(e)} is ${Math.round(box.width)}x${Math.round(box.height)}, too small to touch`);
                }
              }
              const blocks = [...document.querySelectorAll('#stage > section > *')].filter((e) => e.getClientRects().length && !e.classList.contains('only-read')).map((e) => [e, e.getBoundingClientRect()]);
              for (const [a, one] of blocks) for (const [b, two] of blocks)
                if (a !== b && one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1) { found.push(`${name(a)} lies over ${name(b)}`); break; }
              return found;
            }
            """;

    /// @param name in file names
    public record Screen(String name, int width, int height) {
        public static final Screen TALL = new Screen("tall", 1080, 1920);
        public static final Screen SMALL = new Screen("small", 800, 480);
    }

    private final Screen screen;
    private final BrowserContext context;
    private final Page page;
    private final List<String> findings = new ArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private int taps;

    /// @param url of the page
    KioskTab(Screen screen, BrowserContext context, String url) {
        this.screen = screen;
        this.context = context;
        this.page = context.newPage();
        context.setDefaultTimeout(PATIENCE);
        page.onPageError(errors::add);
        page.navigate(url);
        shows("#stage [data-key=deliver]");
    }

    /// As when the screen was restarted: the page is loaded anew.
    public void reload() {
        page.reload();
    }

    /// The browser finds a voice of this language, as where one is installed; what it reads is kept instead.
    void findsVoice(String language) {
        page.evaluate("""
                language => {
                  globalThis.heard = [];
                  speechSynthesis.getVoices = () => [{ lang: language }];
                  speechSynthesis.speak = one => heard.push(`${one.lang}: ${one.text}`);
                  speechSynthesis.dispatchEvent(new Event('voiceschanged'));
                }
                """, language);
    }

    /// What was read aloud, a line each.
    String heard() {
        return String.valueOf(page.evaluate("() => heard.join('\\n')"));
    }

    /// A finger on the thing with this key.
    public void tap(String key) {
        page.locator("[data-key='" + key + "']").click();
        taps++;
    }

    /// A finger on the thing with this key, and the agent has said yes or no to it.
    void tapAnswered(String key) {
        page.waitForResponse(response -> response.url().contains("/kiosk/ask"), () -> tap(key));
    }

    /// How often a finger was needed since the last time.
    public int taps() {
        int so = taps;
        taps = 0;
        return so;
    }

    /// The scanner reads a badge, a label or a code.
    public void scan(String text) {
        page.keyboard().type(text);
        page.keyboard().press("Enter");
    }

    /// The scanner reads a code, and the agent has said yes or no to it.
    void scanAnswered(String code) {
        page.waitForResponse(
                response -> response.url().contains("/kiosk/enter")
                        && response.request().postData().contains(code),
                () -> scan(code));
    }

    public void type(String digits) {
        digits.chars().forEach(digit -> tap("digit-" + (char) digit));
    }

    public void shows(String selector) {
        try {
            page.locator(selector)
                    .first()
                    .waitFor(new Locator.WaitForOptions()
                            .setState(WaitForSelectorState.VISIBLE)
                            .setTimeout(PATIENCE));
        } catch (TimeoutError e) {
            throw new AssertionError("the screen says: " + page.locator("body").innerText(), e);
        }
    }

    /// From now on what the page asks for there does not reach the agent, until it is let go.
    ///
    /// @param path a part of it
    Held hold(String path) {
        return new Held(page, path);
    }

    /// What the page asked for and nobody has answered yet.
    static final class Held implements AutoCloseable {
        private final Page page;
        private final Predicate<String> urls;
        private final Queue<Route> held = new ArrayDeque<>();

        private Held(Page page, String path) {
            this.page = page;
            this.urls = url -> url.contains(path);
            page.route(urls, held::add);
        }

        /// Waits until the page has asked.
        void await() {
            page.waitForCondition(() -> !held.isEmpty());
        }

        /// Lets all that was held go, and what follows.
        @Override
        public void close() {
            page.unroute(urls);
            held.forEach(Route::resume);
        }
    }

    /// Waits until nothing of this is there.
    void gone(String selector) {
        page.locator(selector)
                .first()
                .waitFor(new Locator.WaitForOptions()
                        .setState(WaitForSelectorState.DETACHED)
                        .setTimeout(PATIENCE));
    }

    /// Waits for a heading of the stage or a notice with these words.
    public void says(String words) {
        shows("#stage :is(h1, p):has-text(\"" + words + "\"), #notices p:has-text(\"" + words + "\")");
    }

    public boolean has(String key) {
        return page.locator("[data-key='" + key + "']").count() > 0;
    }

    public String text(String selector) {
        return page.locator(selector).first().innerText();
    }

    /// Looks at what is shown with every person's eyes: usual, large and in high contrast. Nothing may be cut off, lie
    /// over something else or be out of reach, and axe finds nothing. What is found is told at the end.
    public void look(String name) {
        for (String look : List.of("", "large", "contrast")) {
            page.evaluate("look => document.documentElement.className = look", look);
            String called = screen.name() + "-" + name + (look.isEmpty() ? "" : "-" + look);
            if (!look.equals("contrast")) {
                picture(called);
            }
            if (look.isEmpty() || (look.equals("contrast") && screen.equals(Screen.TALL))) {
                List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
                violations.forEach(rule -> findings.add(called + ": " + rule.getId() + " " + rule.getNodes()));
            }
        }
        page.evaluate("() => document.documentElement.className = ''");
    }

    /// The door that is lit in the drawing of the front.
    public String door() {
        shows("#stage .lit-name");
        return page.locator("#stage .lit-name").first().textContent();
    }

    /// Pictures of one moment on the screens of both sizes, each fit for a person; then it is as before.
    public void both(String name) {
        for (Screen one : List.of(Screen.TALL, Screen.SMALL)) {
            page.setViewportSize(one.width(), one.height());
            picture(one.name() + "-" + name);
        }
        page.setViewportSize(screen.width(), screen.height());
    }

    private void picture(String called) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "kiosk-" + called + ".png")));
        if (page.evaluate(UNFIT, leastTarget()) instanceof List<?> unfit) {
            unfit.forEach(one -> findings.add(called + ": " + one));
        }
    }

    /// How high what everybody has to press is at least, in pixels: 18 mm on 800x480 at 7 inches and on 1080x1920
    /// at 15.6. Larger text and notices take their room.
    private int leastTarget() {
        boolean crowded = page.locator("html.large, .notice").count() > 0;
        return page.viewportSize().height > 640 ? 100 : crowded ? 70 : 95;
    }

    @Override
    public void close() {
        context.close();
        assertEquals("", String.join("\n", findings), "what a person would trip over");
        assertEquals(List.of(), errors, "what the page threw");
    }
}
