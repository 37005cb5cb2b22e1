package io.lockward.simulator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.protocol.parcel.Size;
import io.lockward.simulator.fleet.KioskTab.Screen;
import io.lockward.simulator.sensing.Thing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Couriers and residents at the screen of a whole bank: the real agent, its page in a real browser, simulated
/// doors and scales. The pictures go to `target/screenshots`.
class KioskIT {
    private static Chromium chromium;

    @TempDir
    Path folder;

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @Test
    void a_courier_delivers_with_two_taps_residents_collect_with_a_code_and_what_goes_back_is_taken_along()
            throws IOException {
        try (KioskWorld world = new KioskWorld(folder);
                KioskTab tab = chromium.open(Screen.TALL, world.url())) {
            tab.look("idle");
            tab.tap("deliver");
            tab.look("badge");
            tab.scan(KioskWorld.BADGE);
            tab.says("Scan the label");
            tab.look("courier");
            tab.taps();
            tab.scan("TRK-1");
            tab.says("Put the parcel into A01");
            tab.look("put-in");
            world.deliver("A01", 900);
            tab.says("Delivered");
            tab.look("delivered");
            assertEquals(0, tab.taps(), "a label of a known size needs no finger");
            tab.scan("TRK-2");
            tab.says("How large is it?");
            tab.look("size");
            tab.tap("size-s");
            tab.says("Put the parcel into B01");
            world.deliver("B01", 400);
            tab.says("Delivered");
            assertTrue(tab.taps() <= 2, "at most two taps a parcel");
            tab.scan("TRK-3");
            tab.says("Put the parcel into A02");
            world.deliver("A02", 700);
            tab.says("Delivered");
            tab.tap("finish");
            tab.shows("[data-key=pickup]");

            tab.scan(world.code(1));
            tab.says("Take your parcel out of A01");
            tab.look("take-out");
            world.collect("A01");
            tab.says("Thank you");
            tab.look("thank-you");
            tab.tap("finish");
            tab.tap("pickup");
            tab.look("code");
            tab.type(world.code(2));
            tab.says("Take your parcel out of B01");
            world.collect("B01");
            tab.says("Thank you");
            tab.tap("finish");
            tab.shows("[data-key=pickup]");

            world.goesBack(3);
            tab.scan(KioskWorld.BADGE);
            String back = "return-" + KioskWorld.parcel(3);
            tab.shows("[data-key='" + back + "']");
            tab.tap(back);
            tab.says("Take your parcel out of A02");
            world.collect("A02");
            tab.says("Thank you");
            tab.tap("finish");
            tab.shows("[data-key=pickup]");
            tab.scan(KioskWorld.BADGE);
            tab.says("Scan the label");
            assertFalse(tab.has(back), "what went back is offered to nobody again");
        }
    }

    @Test
    void every_exception_of_a_delivery_is_a_button_and_nothing_is_lost_by_it() throws IOException {
        try (KioskWorld world = new KioskWorld(folder);
                KioskTab tab = chromium.open(Screen.SMALL, world.url())) {
            tab.tap("language-de");
            tab.look("idle");
            tab.tap("deliver");
            tab.look("badge");
            tab.scan(KioskWorld.BADGE);
            tab.says("Etikett scannen");
            tab.look("courier");
            tab.tap("letter-4");
            tab.tap("letter-B");
            tab.tap("enter");
            tab.shows("[data-key=recipient-r4b]");
            tab.look("found");
            tab.tap("recipient-r4b");
            tab.says("Wie groß ist es?");
            tab.look("size");
            tab.tap("size-s");
            tab.says("Legen Sie das Paket in");
            tab.look("put-in");
            tab.tap("too-small");
            tab.says("Verstanden");
            tab.look("too-small");
            world.bank().close(KioskWorld.id("A01"));
            tab.says("Abgebrochen");
            tab.look("cancelled");
            tab.taps();
            tab.tap("instead");
            tab.says("Legen Sie das Paket in A02");
            assertEquals(1, tab.taps(), "one tap to a larger door for the same parcel");
            tab.tap("cannot-reach");
            tab.says("Verstanden");
            world.bank().close(KioskWorld.id("A02"));
            tab.says("Abgebrochen");
            tab.tap("instead");
            tab.says("Legen Sie das Paket in B02");
            tab.tap("cancel");
            tab.says("Verstanden");
            world.bank().close(KioskWorld.id("B02"));
            tab.says("In B02 liegt nichts");
            assertFalse(tab.has("instead"), "who cancels wants no other door");

            tab.scan("TRK-4");
            tab.says("Legen Sie das Paket in A01");
            world.force("A03");
            assertTrue(world.bank().put(KioskWorld.id("A03"), Thing.box(700, 90)));
            world.bank().close(KioskWorld.id("A03"));
            tab.shows("[data-key=use-other]");
            tab.look("wrong-slot");
            tab.tap("use-other");
            tab.says("Zugestellt");
            tab.look("wrong-slot-used");
            world.bank().close(KioskWorld.id("A01"));
            tab.tap("finish");
            tab.shows("[data-key=pickup]");
            tab.scan(world.code(4));
            tab.says("A03");
            tab.look("take-out");
            world.collect("A03");
            tab.shows("[data-key=finish]");
        }
    }

    @Test
    void a_resident_who_is_stuck_gets_a_way_on_or_a_code_for_support() throws IOException {
        try (KioskWorld world = new KioskWorld(folder);
                KioskTab tab = chromium.open(Screen.SMALL, world.url())) {
            tab.scan(KioskWorld.BADGE);
            tab.says("Scan the label");
            tab.scan("TRK-1");
            tab.says("Put the parcel into A01");
            world.deliver("A01", 900);
            tab.says("Delivered");
            tab.tap("finish");
            tab.shows("[data-key=pickup]");
            tab.tap("language-fr");
            tab.tap("pickup");
            tab.look("code");
            tab.type("00000000");
            tab.shows("[data-key=okay]");
            tab.look("wrong-code");
            tab.tap("okay");
            tab.tap("back");
            world.jam("A01", true);
            tab.scan(world.code(1));
            tab.shows("[data-key=did-not-open]");
            tab.look("opening");
            tab.shows(".trouble strong");
            assertTrue(tab.text(".trouble strong").matches("[A-Z][0-9]-[0-9]{3}"), tab.text(".trouble strong"));
            tab.look("jammed");
            world.jam("A01", false);
            tab.tap("finish");
            tab.shows("[data-key=pickup]");
            tab.scan(world.code(1));
            tab.shows("[data-key=not-here]");
            tab.tap("not-here");
            tab.shows(".trouble strong");
            tab.look("not-here");
            tab.tap("okay");
            world.move(Duration.ofSeconds(61));
            tab.shows("[data-key=stay]");
            tab.look("more-time");
            tab.tap("stay");
            tab.shows("#stage .door");
            assertFalse(tab.has("stay"));
        }
    }

    @Test
    void what_is_scanned_while_the_tap_before_is_under_way_is_read_when_it_is_done() throws IOException {
        try (KioskWorld world = new KioskWorld(folder);
                KioskTab tab = chromium.open(Screen.TALL, world.url())) {
            tab.scan(KioskWorld.BADGE);
            tab.says("Scan the label");
            deliverAndStay(world, tab, "TRK-1", "A01");
            // The next courier's badge, before the agent has heard that the one before leaves.
            try (KioskTab.Held leaving = tab.hold("/kiosk/ask")) {
                tab.tap("finish");
                leaving.await();
                tab.scan(KioskWorld.BADGE);
            }
            tab.says("Scan the label");
            deliverAndStay(world, tab, "TRK-3", "A02");
            // Once more, when the agent has heard it, and the screen does not show yet what came of it.
            try (KioskTab.Held showing = tab.hold("/kiosk/view")) {
                showing.await();
                tab.tapAnswered("finish");
                tab.scan(KioskWorld.BADGE);
            }
            tab.says("Scan the label");
        }
    }

    @Test
    void a_label_that_is_scanned_while_the_last_door_is_checked_comes_next_unless_that_one_went_wrong()
            throws IOException {
        try (CannedScreen canned = new CannedScreen();
                KioskTab tab = chromium.open(Screen.SMALL, canned.url())) {
            canned.show(CannedScreen.Scene.CHECKING);
            tab.says("is being checked");
            tab.scan(CannedScreen.LABEL);
            tab.says("comes next");
            tab.look("comes-next");
            canned.show(CannedScreen.Scene.NOT_OPENED);
            tab.shows(CannedScreen.Scene.NOT_OPENED.selector());
            canned.show(CannedScreen.Scene.CHECKING);
            tab.says("is being checked");
            assertFalse(tab.text("#stage").contains("comes next"), "what went wrong is to be seen first");
            assertEquals(List.of(), canned.deposits());
            tab.scan(CannedScreen.LABEL);
            tab.says("comes next");
            canned.show(CannedScreen.Scene.DELIVERED);
            tab.shows(".refused .trouble");
            assertEquals(1, canned.deposits().size(), "no door is free for it, but it was asked for");
            tab.tap("okay");
            canned.show(CannedScreen.Scene.CHECKING);
            tab.says("is being checked");
            tab.scan(CannedScreen.LABEL);
            tab.says("comes next");
            canned.showNobody();
            tab.shows("[data-key=pickup]");
            tab.scanAnswered("00000000");
            assertEquals(
                    List.of("00000000"), canned.entered(), "a label is not tried as a code when its courier is gone");
        }
    }

    private static void deliverAndStay(KioskWorld world, KioskTab tab, String label, String door) {
        tab.scan(label);
        tab.says("Put the parcel into " + door);
        world.deliver(door, 800);
        tab.says("Delivered");
    }

    @Test
    void an_installer_is_led_through_a_calibration_and_gives_up() throws IOException {
        try (KioskWorld world = new KioskWorld(folder);
                KioskTab tab = chromium.open(Screen.TALL, world.url())) {
            assertFalse(tab.has("aloud"), "this browser has no voice");
            tab.findsVoice("en-GB");
            tab.tap("aloud");
            tab.scan(KioskWorld.INSTALLER);
            tab.says("Which compartment?");
            tab.look("installer");
            tab.tap("calibrate-A02");
            tab.says("Leave A02 empty and shut the door");
            assertEquals(
                    "en: Pick up, Deliver\nen: Which compartment?\nen: Leave A02 empty and shut the door", tab.heard());
            tab.tap("aloud");
            tab.tap("open");
            tab.says("Please close door A02");
            tab.look("calibrate-empty");
            world.bank().close(KioskWorld.id("A02"));
            tab.gone("#stage p:has-text('Please close door A02')");
            tab.tap("ready");
            tab.says("Hands off");
            tab.look("calibrate-measuring");
            tab.tap("abort");
            tab.says("Which compartment?");
            tab.tap("finish");
            tab.shows("[data-key=pickup]");
        }
    }

    @ParameterizedTest
    @CsvSource({"TALL, en", "SMALL, en", "SMALL, de", "SMALL, fr"})
    void what_a_bank_shows_only_after_minutes_fits_every_screen_in_every_language(String size, String language)
            throws IOException {
        Screen screen = size.equals("TALL") ? Screen.TALL : Screen.SMALL;
        try (CannedScreen canned = new CannedScreen();
                KioskTab tab = chromium.open(screen, canned.url())) {
            tab.tap("language-" + language);
            for (CannedScreen.Scene scene : CannedScreen.Scene.values()) {
                canned.show(scene);
                tab.shows(scene.selector());
                tab.look(scene.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + language);
            }
            tab.scan(CannedScreen.LABEL);
            tab.shows(".refused .trouble");
            tab.tap("okay");
            tab.shows("[data-key=beside]");
            tab.look("beside-" + language);
            tab.tap("beside");
            tab.gone("[data-key=beside]");
            KioskRequest.Deposit asked = canned.deposits().getLast();
            assertEquals(
                    List.of(false, true),
                    canned.deposits().stream()
                            .map(KioskRequest.Deposit::together)
                            .toList());
            assertEquals(Size.SMALL, asked.size());
        }
    }

    @Test
    void a_power_cut_in_the_middle_of_a_delivery_is_shown_calmly_and_the_parcel_is_there_afterwards()
            throws IOException {
        try (KioskWorld world = new KioskWorld(folder);
                KioskTab tab = chromium.open(Screen.TALL, world.url())) {
            world.fault(Fault.MAINS_LOSS);
            tab.says("On battery");
            tab.look("on-battery");
            tab.scan(KioskWorld.BADGE);
            tab.says("Scan the label");
            tab.scan("TRK-1");
            tab.says("Put the parcel into A01");
            world.cutPower(Duration.ofSeconds(2));
            tab.says("One moment");
            tab.look("one-moment");
            assertTrue(world.bank().put(KioskWorld.id("A01"), Thing.box(900, 100)));
            tab.shows("[data-key=pickup]");
            world.bank().close(KioskWorld.id("A01"));
            world.awaitHeard("\"parcel.coded\"");
            tab.scan(world.code(1));
            tab.says("Take your parcel out of A01");
            world.collect("A01");
            tab.says("Thank you");
        }
    }
}
