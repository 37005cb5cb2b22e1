package io.lockward.cloud.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// One headless Chromium of the machine for a class of tests. Not for several threads.
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    /// @param name in file names
    /// @param dark the colour scheme that the system asks for
    /// @param width in CSS pixels
    /// @param height in CSS pixels
    record Look(String name, boolean dark, int width, int height) {
        static final Look DESKTOP = new Look("light", false, 1280, 860);

        /// Dark, and as narrow as it gets.
        static final Look HARDEST = new Look("phone-dark", true, 320, 700);

        static final List<Look> ALL =
                List.of(DESKTOP, new Look("dark", true, 1280, 860), new Look("phone", false, 390, 844), HARDEST);
    }

    /// How long a page may take on a busy machine; nothing that goes well waits for it.
    private static final double PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException("The browser tests need " + PROGRAM + ": apt-get install chromium");
        }
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setChromiumSandbox(false)
                        .setArgs(List.of(
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /// A fresh tab with nothing remembered.
    Tab open(Look look) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Lisbon"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        List<String> errors = new CopyOnWriteArrayList<>();
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                errors.add(message.text() + " " + message.location());
            }
        });
        return new Tab(context, page, errors);
    }

    /// @param errors what the page wrote to its console as an error or a warning, and what it threw
    record Tab(BrowserContext context, Page page, List<String> errors) implements AutoCloseable {
        /// @param name without its ending
        /// @param whole the page to its end, not only what the screen shows
        void picture(String name, boolean whole) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screenshots", name + ".png"))
                    .setFullPage(whole));
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
