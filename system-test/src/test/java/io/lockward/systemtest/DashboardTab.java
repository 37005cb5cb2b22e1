package io.lockward.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.lockward.simulator.fleet.Chromium;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Somebody of support, signed in to the dashboard, in a real Chromium. One thread.
final class DashboardTab implements AutoCloseable {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1100;
    private static final double PATIENCE = 30_000;

    private final URI base;
    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();

    DashboardTab(Chromium chromium, DemoProcess demo) {
        base = demo.address();
        context = chromium.context(WIDTH, HEIGHT);
        context.setDefaultTimeout(PATIENCE);
        page = context.newPage();
        page.onPageError(errors::add);
        page.navigate(base.resolve("/sign-in").toString());
        page.getByLabel("Name").fill(demo.signIn().getFirst());
        page.getByLabel("Password").fill(demo.signIn().getLast());
        button("Sign in").click();
        page.waitForURL(base.resolve("/").toString());
    }

    void go(String path) {
        page.navigate(base.resolve(path).toString());
    }

    Page page() {
        return page;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Waits until something is to be seen.
    Locator shows(String selector) {
        Locator found = page.locator(selector).first();
        found.waitFor();
        return found;
    }

    /// Pictures of this moment: in light, in dark, on a telephone.
    void pictures(String name) {
        picture(name + "-light");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture(name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(390, 844);
        page.evaluate("() => document.querySelector('.frontcard')?.scrollIntoView()");
        picture(name + "-phone");
        page.setViewportSize(WIDTH, HEIGHT);
        page.evaluate("() => scrollTo(0, 0)");
    }

    /// One picture of this moment, as it is.
    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", "story-" + name + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
    }

    @Override
    public void close() {
        context.close();
        assertEquals(List.of(), errors, "what the dashboard threw");
    }
}
