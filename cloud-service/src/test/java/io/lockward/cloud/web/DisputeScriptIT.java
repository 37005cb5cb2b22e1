package io.lockward.cloud.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.lockward.agent.hardware.camera.TestPattern;
import io.lockward.cloud.footage.FilmingBank;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.cloud.web.Chromium.Look;
import io.lockward.cloud.web.Chromium.Tab;
import io.lockward.fleet.FleetStore;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.evidence.verify.EvidenceVerdict;
import io.lockward.protocol.evidence.verify.EvidenceVerifier;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "It never arrived": from that sentence to a package that anybody can verify. A real service with a real database, a
/// clip that real ffmpeg made and the bank's own uploader brought, a real browser that plays it. What a person would
/// press is counted, as a person's time is what a dispute costs.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class DisputeScriptIT {
    private static final CompartmentId A07 = new CompartmentId("A07");
    private static final int FEW = 8;
    private static final double PATIENCE_MILLIS = 60_000;
    private static final String PICTURE = """
            () => {
              const video = document.querySelector('dialog video');
              const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
              const pen = canvas.getContext('2d');
              pen.drawImage(video, 0, 0);
              const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
              let bright = '';
              for (let i = 1; i < data.length; i += 4) bright += String.fromCharCode(data[i]);
              return btoa(bright);
            }""";
    /// Resolves once a second of it was played.
    private static final String PLAYED = """
            () => new Promise((done, failed) => {
              const video = document.querySelector('dialog video');
              const from = video.currentTime;
              setTimeout(() => failed(new Error(`at ${video.currentTime}, ready ${video.readyState}, ${video.error?.message}`)), 20000);
              const look = () => (video.currentTime > from + 1 ? done([video.readyState, video.videoWidth, video.videoHeight]) : requestAnimationFrame(look));
              look();
            })""";

    @TestHTTPResource("/")
    URI cloud = URI.create("http://127.0.0.1");

    @ConfigProperty(name = "lockward.data")
    String data = "";

    private final FleetStore store;
    private final String id = "dispute-" + UUID.randomUUID().toString().substring(0, 8);
    private int clicks;
    private int keys;

    @Inject
    DisputeScriptIT(FleetStore store) {
        this.store = store;
    }

    private RequestSpecification api() throws IOException {
        String key = Files.readString(Path.of(data, "api-key")).strip();
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private static Sensed saw(Sensed.Outcome outcome) {
        return new Sensed(outcome, "load-cell", 400, 9, 0.9999, 900);
    }

    private static KioskEntry.Visit left(KioskEntry.Who who, ParcelId parcel, List<String> pressed) {
        return new KioskEntry.Visit(who, 40, pressed, List.of(parcel), KioskEntry.Ended.LEFT);
    }

    private ParcelId announced(String publicKey) throws IOException {
        Response registered = api().body(Map.of("id", id, "name", "Lobby", "publicKey", publicKey))
                .post("/api/v1/banks");
        assertEquals(201, registered.statusCode(), registered.asString());
        Response parcel = api().body(Map.of("bank", id, "label", "4B", "tracking", "T-" + id))
                .post("/api/v1/parcels");
        assertEquals(201, parcel.statusCode(), parcel.asString());
        return ParcelId.parse(parcel.path("id"));
    }

    /// Delivered, and collected with its code; both on film.
    private static List<ClipEntry.Recorded> itArrivedAllTheSame(FilmingBank bank, ParcelId parcel) throws Exception {
        bank.films();
        bank.isOnline();
        var deposit = bank.happens(
                ClipEntry.Because.DEPOSIT,
                A07,
                new ParcelEntry.DepositStarted("d1", A07, parcel, "dhl-4", null, null),
                new DoorEntry.Pulsed(A07, DoorEntry.Why.DEPOSIT, "d1", 300),
                new DoorEntry.Opened(A07, null),
                new DoorEntry.Closed(A07, 4_000L),
                new ParcelEntry.DepositConcluded("d1", A07, "verified", parcel, saw(Sensed.Outcome.ADDED)),
                new ParcelEntry.Coded(parcel, A07, 1, "a".repeat(32), "b".repeat(32)),
                left(KioskEntry.Who.COURIER, parcel, List.of()));
        var pickup = bank.happens(
                ClipEntry.Because.PICKUP,
                A07,
                new ParcelEntry.PickupStarted("p1", A07, parcel, ParcelEntry.Taker.RECIPIENT, null),
                new DoorEntry.Pulsed(A07, DoorEntry.Why.PICKUP, "p1", 300),
                new DoorEntry.Opened(A07, null),
                new DoorEntry.Closed(A07, 6_000L),
                new ParcelEntry.PickupConcluded("p1", A07, "collected", parcel, saw(Sensed.Outcome.REMOVED)),
                left(KioskEntry.Who.RECIPIENT, parcel, List.of("reopen")));
        return bank.brings(List.of(deposit, pickup));
    }

    private void click(Locator what) {
        clicks++;
        what.click();
    }

    private void press(Page page, String key) {
        keys++;
        page.keyboard().press(key);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void signIn(Page page) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(data, "first-sign-in"));
        page.navigate(cloud.resolve("/sign-in").toString());
        page.getByLabel("Name").fill(lines.getFirst().substring("username ".length()));
        page.getByLabel("Password").fill(lines.getLast().substring("password ".length()));
        page.keyboard().press("Enter");
        page.waitForURL(cloud.resolve("/").toString());
    }

    @Test
    void it_never_arrived_is_settled_with_a_package_that_holds(@TempDir Path folder) throws Exception {
        try (FilmingBank bank = new FilmingBank(id, store, cloud, folder.resolve("footage"));
                Chromium chromium = new Chromium();
                Tab tab = chromium.open(Look.DESKTOP)) {
            List<ClipEntry.Recorded> clips = itArrivedAllTheSame(bank, announced(bank.publicKey()));
            Page page = tab.page();
            tab.context().setDefaultTimeout(PATIENCE_MILLIS);
            signIn(page);
            long began = System.nanoTime();
            findTheParcelAndOpenACase(page);
            watch(tab, clips.getFirst());
            find(page);
            Path file = handOut(page, folder);
            assertHolds(file, clips);
            click(button(page, "Save and close the case"));
            assertThat(page.locator("h1 + .verdict")).containsText("Closed");
            long ended = System.nanoTime();
            tab.picture("dispute-closed", true);
            assertEquals(List.of(), tab.errors());
            System.out.printf(
                    "[dispute] settled with %d clicks and %d keys besides what is typed, in %.1f s%n",
                    clicks, keys, (ended - began) / 1e9);
            assertTrue(clicks < FEW, () -> clicks + " clicks");
        }
    }

    private void findTheParcelAndOpenACase(Page page) {
        press(page, "Control+k");
        page.getByRole(AriaRole.COMBOBOX).fill("T-" + id);
        page.getByText("among the parcels").waitFor();
        press(page, "Enter");
        click(page.locator(".parcel", new Page.LocatorOptions().setHasText("T-" + id))
                .locator(".open"));
        click(button(page, "Open a case…"));
        click(button(page, "It never arrived."));
        press(page, "Enter");
        assertThat(page.locator("h1")).hasText("It never arrived.");
        assertThat(page.locator(".finding")).containsText("Proven");
        assertThat(page.locator(".finding")).containsText("Its code opened A07");
        assertThat(page.locator(".checklist")).containsText("Courier dhl-4 began a deposit at A07");
        assertThat(page.locator(".screencard")).containsText("A recipient");
        assertThat(page.locator(".screencard")).containsText("pressed “reopen”, and left");
        assertThat(page.locator(".checklist")).containsText("a recipient for 0 s, pressed “reopen”, left.");
        assertThat(page.locator(".against")).hasCount(0);
    }

    /// The browser plays what the bank filmed: the pictures say themselves which moment they show.
    private void watch(Tab tab, ClipEntry.Recorded clip) {
        Page page = tab.page();
        click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Watch…"))
                .first());
        page.getByLabel("Why you look at it").fill("The resident says nothing came");
        press(page, "Enter");
        page.locator("dialog video").waitFor();
        List<?> playing = (List<?>) page.evaluate(PLAYED);
        assertTrue(((Number) playing.getFirst()).intValue() >= 2, playing::toString);
        assertEquals(List.of(FilmingBank.WIDTH, FilmingBank.HEIGHT), playing.subList(1, 3));
        byte[] first = picture(page);
        page.evaluate(PLAYED);
        byte[] later = picture(page);
        assertTrue(number(later) > number(first) + 5, number(first) + " then " + number(later));
        long from = Objects.requireNonNull(clip.from()).toEpochMilli();
        long to = Objects.requireNonNull(clip.to()).toEpochMilli();
        for (byte[] one : List.of(first, later)) {
            long filmed = moment(one, to);
            assertTrue(filmed >= from - 500 && filmed <= to + 500, () -> filmed + " is not in " + from + " to " + to);
        }
        assertThat(page.locator(".watermark")).hasText(Pattern.compile(".+ · 20.+ · case [0-9a-f-]{36}"));
        tab.picture("dispute-watching", false);
        press(page, "Escape");
        assertThat(page.locator("dialog")).hasCount(0);
    }

    private static byte[] picture(Page page) {
        return Base64.getDecoder().decode((String) page.evaluate(PICTURE));
    }

    private static long number(byte[] picture) {
        return TestPattern.read(picture, FilmingBank.WIDTH, FilmingBank.HEIGHT, false);
    }

    /// The wall clock's milliseconds when it was filmed: the picture has the last digits of their tenths.
    private static long moment(byte[] picture, long about) {
        long span = 100L << TestPattern.BITS;
        long base = about - Math.floorMod(about, span);
        long moment = base + TestPattern.read(picture, FilmingBank.WIDTH, FilmingBank.HEIGHT, true) * 100;
        return moment > about + span / 2 ? moment - span : moment < about - span / 2 ? moment + span : moment;
    }

    private void find(Page page) {
        page.getByLabel("What you find, in plain words")
                .fill("Put in by the courier and taken out with the parcel's code; both are on film.");
        click(button(page, "Save"));
        assertThat(page.locator("[aria-labelledby=history-title]")).containsText("both are on film");
    }

    private Path handOut(Page page, Path folder) {
        click(button(page, "Package…"));
        page.getByLabel("Why it leaves the house").fill("The resident asked");
        Download download = page.waitForDownload(() -> {
            press(page, "Enter");
            assertThat(page.locator("dialog .notice")).hasCount(0);
        });
        Path file = folder.resolve("evidence.zip");
        download.saveAs(file);
        return file;
    }

    private void assertHolds(Path file, List<ClipEntry.Recorded> clips) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            EvidenceVerdict verdict = EvidenceVerifier.verify(
                    channel, Files.readString(Path.of(data, "keys", "root-key")).strip());
            assertEquals(List.of(), verdict.failures());
            assertEquals(EvidenceVerdict.State.HOLDS, verdict.state());
            assertEquals(
                    clips.stream().map(ClipEntry.Recorded::clip).sorted().toList(),
                    Objects.requireNonNull(verdict.manifest()).clips().stream()
                            .map(clip -> clip.clip())
                            .sorted()
                            .toList(),
                    "both clips are in it");
        }
    }
}
