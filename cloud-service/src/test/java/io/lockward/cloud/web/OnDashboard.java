package io.lockward.cloud.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.lockward.cloud.web.CannedCloud.Asked;
import io.lockward.cloud.web.Chromium.Look;
import io.lockward.cloud.web.Chromium.Tab;
import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// A test that sits at the dashboard: one browser for the class, and for each test a fresh tab before a cloud of
/// its own that answers what it was told to.
abstract class OnDashboard {
    private static Chromium chromium;

    CannedCloud cloud;
    Tab tab;
    Page page;

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @BeforeEach
    void openTab() throws IOException {
        cloud = new CannedCloud(InstantSource.system(), 0);
        tab = chromium.open(Look.DESKTOP);
        page = tab.page();
    }

    @AfterEach
    void closeTab() {
        tab.close();
        cloud.close();
    }

    /// Opens a page and waits until it listens for changes.
    void open(String path) {
        page.navigate(cloud.address(path));
        page.waitForCondition(() -> cloud.listeners() > 0);
    }

    /// By its exact name.
    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// The newest of what the page sent there; a click returns before its request is out.
    Asked sent(String method, String path) {
        page.waitForCondition(() -> cloud.asked().stream()
                .anyMatch(each -> each.method().equals(method) && each.path().equals(path)));
        return cloud.asked().stream()
                .filter(each -> each.method().equals(method) && each.path().equals(path))
                .toList()
                .getLast();
    }
}
