package io.lockward.cloud.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.cloud.timeline.BusyDay;
import io.lockward.cloud.web.Chromium.Look;
import io.lockward.cloud.web.Chromium.Tab;
import io.lockward.fleet.FleetStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// How smoothly a busy bank's day is drawn: printed for `docs/reference/performance.md`, and asserted only where a
/// machine's mood does not decide. Real input events, frames as the browser gives them.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
@EnabledIfSystemProperty(named = "long", matches = "true")
class LanesFiguresIT {
    private static final int ENTRIES = 20_000;
    private static final int STEPS = 240;
    private static final int RUNS = 3;

    /// Notes when the lanes were first drawn; collects frames and long tasks when told to.
    private static final String WATCHING = """
            window.firstLanes = 0;
            const waiting = () => {
              const canvas = document.querySelector('canvas.lanes');
              if (canvas && canvas.clientHeight > 100 && canvas.width > 300) window.firstLanes = performance.now();
              else requestAnimationFrame(waiting);
            };
            requestAnimationFrame(waiting);
            window.frames_ = [];
            window.tasks = [];
            new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((each) => each.duration))).observe({ type: 'longtask' });
            let before = 0;
            const tick = (now) => {
              if (before) window.frames_.push(now - before);
              before = now;
              requestAnimationFrame(tick);
            };
            requestAnimationFrame(tick);
            """;

    private static final String FIGURES = """
            () => {
              const all = [...window.frames_].sort((a, b) => a - b);
              const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0;
              const found = [all.length, at(0.5), at(0.99), at(1), window.tasks.length, Math.max(0, ...window.tasks)];
              window.frames_ = [];
              window.tasks = [];
              return found;
            }""";

    @TestHTTPResource("/")
    URI cloud = URI.create("http://127.0.0.1");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    private final FleetStore store;
    private final AgroalDataSource database;

    @Inject
    LanesFiguresIT(FleetStore store, AgroalDataSource database) {
        this.store = store;
        this.database = database;
    }

    @Test
    void twenty_thousand_entries_of_a_day_are_drawn_and_moved_about() throws IOException {
        String bank = "busy-" + UUID.randomUUID().toString().substring(0, 8);
        new SqlQuery("insert into bank (id, name) values (?, 'Busy Street')", bank).update(database);
        Instant ends = Instant.parse("2026-11-29T23:00:00Z");
        BusyDay.tell(store, bank, 20_261_130, ENTRIES, ends);
        assertEquals(
                Long.valueOf(ENTRIES),
                new SqlQuery("select count(*) as n from entry where bank = ?", bank)
                        .first(database, row -> row.getLong("n")));
        String address = cloud.resolve(
                        "/banks/" + bank + "/timeline?from=" + ends.minusSeconds(86_400) + "&to=" + ends.plusSeconds(1))
                .toString();
        try (Chromium chromium = new Chromium();
                Tab tab = chromium.open(Look.DESKTOP)) {
            Page page = tab.page();
            tab.context().setDefaultTimeout(60_000);
            page.addInitScript(WATCHING);
            signIn(page);
            for (int run = 1; run <= RUNS; run++) {
                measure(page, address, run);
            }
            tab.picture("lanes-busy", false);
            assertEquals(List.of(), tab.errors());
        }
    }

    private void signIn(Page page) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(data, "first-sign-in"));
        page.navigate(cloud.resolve("/sign-in").toString());
        page.getByLabel("Name").fill(lines.getFirst().substring("username ".length()));
        page.getByLabel("Password").fill(lines.getLast().substring("password ".length()));
        page.keyboard().press("Enter");
        page.waitForURL(cloud.resolve("/").toString());
    }

    private static void measure(Page page, String address, int run) {
        page.navigate(address);
        page.locator(".lanehost").waitFor();
        String said = page.locator(".pagehead .sub").innerText();
        assertTrue(said.startsWith("20,000 entries") || said.startsWith("20000 entries"), said);
        Map<?, ?> loaded = (Map<?, ?>) page.evaluate("""
                () => new Promise((done) => {
                  const look = () => {
                    if (!window.firstLanes) return requestAnimationFrame(look);
                    const told = performance.getEntriesByType('resource').find((each) => each.name.includes('/timeline?'));
                    done({ first: window.firstLanes, answer: told.responseEnd - told.requestStart, bytes: told.encodedBodySize, all: told.decodedBodySize });
                  };
                  look();
                })""");
        print(
                run,
                String.format(
                        Locale.ROOT,
                        "first lanes after %.0f ms; the answer took %.0f ms, %.0f KiB on the wire, %.0f KiB unpacked",
                        number(loaded, "first"),
                        number(loaded, "answer"),
                        number(loaded, "bytes") / 1024,
                        number(loaded, "all") / 1024));
        BoundingBox box = Objects.requireNonNull(page.locator(".lanehost").boundingBox());
        page.evaluate(FIGURES);
        scrub(page, box);
        frames(page, run, "scrub, 24 h");
        pan(page, box);
        frames(page, run, "pan, 24 h");
        zoom(page, box, -100);
        frames(page, run, "zoom in");
        scrub(page, box);
        frames(page, run, "scrub, zoomed in");
        pan(page, box);
        frames(page, run, "pan, zoomed in");
        zoom(page, box, 100);
        frames(page, run, "zoom out");
        for (int i = 0; i < STEPS / 4; i++) {
            page.keyboard().press("l");
        }
        frames(page, run, "keys, 10 s each");
        play(page);
        frames(page, run, "play at 60x, 24 h");
    }

    private static void scrub(Page page, BoundingBox box) {
        page.mouse().move(box.x + 40, box.y + 10);
        page.mouse().down();
        page.mouse().move(box.x + box.width - 40, box.y + 10, new Mouse.MoveOptions().setSteps(STEPS));
        page.mouse().up();
    }

    private static void pan(Page page, BoundingBox box) {
        page.mouse().move(box.x + box.width - 40, box.y + 120);
        page.mouse().down();
        page.mouse().move(box.x + 40, box.y + 120, new Mouse.MoveOptions().setSteps(STEPS / 2));
        page.mouse().move(box.x + box.width - 40, box.y + 120, new Mouse.MoveOptions().setSteps(STEPS / 2));
        page.mouse().up();
    }

    private static void zoom(Page page, BoundingBox box, int by) {
        page.mouse().move(box.x + box.width / 2, box.y + 120);
        page.keyboard().down("Control");
        for (int i = 0; i < 20; i++) {
            page.mouse().wheel(0, by);
        }
        page.keyboard().up("Control");
    }

    private static void play(Page page) {
        page.locator(".speed select").selectOption("60");
        page.keyboard().press("Escape");
        page.locator(".transport").getByText("Play").click();
        page.evaluate("() => new Promise((done) => setTimeout(done, 4000))");
        page.locator(".transport").getByText("Pause").click();
    }

    private static void frames(Page page, int run, String what) {
        List<?> found = (List<?>) page.evaluate(FIGURES);
        print(
                run,
                String.format(
                        Locale.ROOT,
                        "%-18s %4.0f frames, p50 %5.1f ms, p99 %5.1f ms, most %5.1f ms, %2.0f long tasks, longest %4.0f ms",
                        what,
                        number(found, 0),
                        number(found, 1),
                        number(found, 2),
                        number(found, 3),
                        number(found, 4),
                        number(found, 5)));
        assertTrue(number(found, 0) > 10, what + " gave no frames");
    }

    private static double number(List<?> found, int at) {
        return ((Number) found.get(at)).doubleValue();
    }

    private static double number(Map<?, ?> found, String name) {
        return ((Number) Objects.requireNonNull(found.get(name))).doubleValue();
    }

    private static void print(int run, String figures) {
        System.out.println("[lanes] run " + run + ": " + figures);
    }
}
