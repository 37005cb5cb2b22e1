package io.lockward.agent.hardware.nut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PowerCycle.Ability;
import io.lockward.agent.hardware.PowerCycleSettings;
import io.lockward.agent.link.Await;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Orders to a daemon that is scripted, because dummy-ups offers none of the commands that cut the power.
class NutPowerCycleTest {
    private static final LocalDate PROVEN = LocalDate.of(2026, 11, 22);
    private static final String OUTLET = "outlet.2.load.on.delay outlet.2.load.off.delay";

    /// A UPS on the mains that offers these commands, after what a test says first.
    private static ScriptedUpsd upsd(String commands, String... first) {
        StringBuilder list = new StringBuilder("BEGIN LIST CMD ups\n");
        for (String command : commands.split(" ", -1)) {
            list.append("CMD ups ").append(command).append('\n');
        }
        List<String> script = new ArrayList<>(Arrays.asList(first));
        script.addAll(List.of(
                "USERNAME", "OK\n",
                "PASSWORD", "OK\n",
                "LOGIN", "OK\n",
                "GET VAR ups ups.status", "VAR ups ups.status \"OL CHRG\"\n",
                "GET VAR ups outlet.2.delay.shutdown", "VAR ups outlet.2.delay.shutdown \"20\"\n",
                "GET VAR ups outlet.2.delay.start", "VAR ups outlet.2.delay.start \"30\"\n",
                "GET", "ERR VAR-NOT-SUPPORTED\n",
                "LIST CMD ups", list + "END LIST CMD ups\n",
                "INSTCMD", "OK\n"));
        return new ScriptedUpsd(ScriptedUpsd.answering(script.toArray(String[]::new)));
    }

    private static NutPowerCycle cycle(ScriptedUpsd upsd, @Nullable Integer outlet, @Nullable LocalDate proven) {
        NutSettings plain = upsd.settings();
        NutLogin login = new NutLogin("bank", "secret");
        return new NutPowerCycle(
                new NutSettings(plain.host(), plain.port(), plain.ups(), plain.timeout(), login, null),
                new PowerCycleSettings(outlet, proven));
    }

    private static Outcome order(NutPowerCycle cycle) throws Exception {
        CompletableFuture<Outcome> told = new CompletableFuture<>();
        cycle.cycle(told::complete);
        return told.get(20, TimeUnit.SECONDS);
    }

    private static List<String> orders(ScriptedUpsd upsd) {
        return upsd.heard.stream()
                .filter(line -> line.startsWith("INSTCMD") || line.startsWith("SET"))
                .toList();
    }

    @Test
    void ordersTheReturnBeforeTheCut() throws Exception {
        try (ScriptedUpsd upsd = upsd(OUTLET)) {
            assertEquals(new Outcome.Done(), order(cycle(upsd, 2, PROVEN)));
            assertEquals(
                    List.of("INSTCMD ups outlet.2.load.on.delay", "INSTCMD ups outlet.2.load.off.delay"), orders(upsd));
        }
    }

    @Test
    void ordersFromTheWholeUpsWhatItOffersFirst() throws Exception {
        try (ScriptedUpsd upsd = upsd("load.off shutdown.return shutdown.stayoff")) {
            assertEquals(new Outcome.Done(), order(cycle(upsd, null, PROVEN)));
            assertEquals(List.of("INSTCMD ups shutdown.return"), orders(upsd));
        }
    }

    @Test
    void doesNotCutWhenTheReturnIsRefused() throws Exception {
        try (ScriptedUpsd upsd = upsd(OUTLET, "INSTCMD ups outlet.2.load.on", "ERR CMD-NOT-SUPPORTED\n")) {
            assertFailed("ERR CMD-NOT-SUPPORTED", order(cycle(upsd, 2, PROVEN)));
            assertEquals(List.of("INSTCMD ups outlet.2.load.on.delay"), orders(upsd));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET VAR ups ups.status|VAR ups ups.status \"OB DISCHRG\"|not well on the mains",
                "GET VAR ups ups.status|VAR ups ups.status \"OL LB\"|not well on the mains",
                "GET VAR ups ups.status|VAR ups ups.status \"OL OB\"|not well on the mains",
                "GET VAR ups ups.status|VAR ups ups.status \"\"|not well on the mains",
                "GET VAR ups ups.status|ERR VAR-NOT-SUPPORTED|not well on the mains",
                "GET VAR ups ups.status|ERR DATA-STALE|DATA-STALE",
                "GET VAR ups outlet.2.delay.start|VAR ups outlet.2.delay.start \"20\"|not longer than",
                "GET VAR ups outlet.2.delay.start|VAR ups outlet.2.delay.start \"-1\"|would not come back",
                "GET VAR ups outlet.2.delay.shutdown|VAR ups outlet.2.delay.shutdown \"600\"|0 to 90 s",
                "GET VAR ups outlet.2.delay.shutdown|ERR VAR-NOT-SUPPORTED|not known",
                "LIST CMD|BEGIN LIST CMD other|LIST CMD",
                "LIST CMD|OK|LIST CMD",
                "LOGIN|ERR ACCESS-DENIED|ACCESS-DENIED",
            })
    void ordersNothingUnlessAllIsWell(String asked, String answer, String words) throws Exception {
        try (ScriptedUpsd upsd = upsd(OUTLET, asked, answer + "\n")) {
            assertFailed(words, order(cycle(upsd, 2, PROVEN)));
            assertEquals(List.of(), orders(upsd));
        }
    }

    @Test
    void refusesWhatTheUpsDoesNotOffer() throws Exception {
        try (ScriptedUpsd upsd = upsd("load.off load.on shutdown.reboot outlet.1.load.cycle")) {
            assertFailed("outlet 2 of the UPS offers no cut", order(cycle(upsd, 2, PROVEN)));
            assertEquals(List.of(), orders(upsd));
        }
    }

    @Test
    void givesUpOnAnEndlessListOfCommands() throws Exception {
        try (ScriptedUpsd upsd = upsd("x ".repeat(600) + "shutdown.reboot")) {
            assertEquals(new Outcome.Done(), order(cycle(upsd, null, PROVEN)), "the same name over and over");
        }
        StringBuilder many = new StringBuilder("shutdown.reboot");
        for (int i = 0; i < 600; i++) {
            many.append(" x").append(i);
        }
        try (ScriptedUpsd upsd = upsd(many.toString())) {
            assertFailed("more than 500 commands", order(cycle(upsd, null, PROVEN)));
        }
    }

    @Test
    void refusesBeforeItIsProvenAndAsksNobody() throws Exception {
        try (ScriptedUpsd upsd = upsd(OUTLET)) {
            NutPowerCycle cycle = cycle(upsd, 2, null);
            String reason =
                    assertInstanceOf(Ability.Cannot.class, cycle.canCycle()).reason();
            assertTrue(reason.contains("power-cycle.proven") && reason.length() <= 200, reason);
            assertEquals(new Outcome.Failed(reason), order(cycle));
            assertEquals(0, upsd.connections());
            assertEquals(
                    new Ability.Ready("outlet 2 of the UPS"),
                    cycle(upsd, 2, PROVEN).canCycle());
            assertEquals(0, upsd.connections());
        }
    }

    @Test
    void saysNoWhenUpsdDoes() throws Exception {
        try (ScriptedUpsd upsd = upsd("shutdown.reboot", "INSTCMD", "ERR ACCESS-DENIED\n")) {
            assertFailed("ACCESS-DENIED", order(cycle(upsd, null, PROVEN)));
        }
    }

    /// The order may have got through: whoever says that it failed could be proven wrong 20 s later.
    @Test
    void saysNothingWhenTheLastOrderIsNotAnswered() throws Exception {
        for (String answer : List.of("what?\n", "")) {
            try (ScriptedUpsd upsd = upsd("shutdown.reboot", "INSTCMD", answer)) {
                NutPowerCycle cycle = cycle(upsd, null, PROVEN);
                CompletableFuture<Outcome> told = new CompletableFuture<>();
                cycle.cycle(told::complete);
                Await.until("the order is out", () -> !orders(upsd).isEmpty());
                Await.until("another order is taken again", () -> {
                    CompletableFuture<Outcome> next = new CompletableFuture<>();
                    cycle.cycle(next::complete);
                    Outcome said = next.getNow(null);
                    return !(said instanceof Outcome.Failed(String reason)) || !reason.contains("under way");
                });
                assertNull(told.getNow(null));
            }
        }
    }

    @Test
    void looksWithoutOrdering() throws Exception {
        try (ScriptedUpsd upsd = upsd(OUTLET)) {
            assertEquals(
                    new Ability.Ready("outlet.2.load.on.delay, then outlet.2.load.off.delay"),
                    cycle(upsd, 2, null).look());
            assertInstanceOf(Ability.Cannot.class, cycle(upsd, null, PROVEN).look());
            assertEquals(List.of(), orders(upsd));
            assertFalse(upsd.heard.isEmpty());
        }
    }

    @Test
    void saysThatTheUpsCannotBeAsked() throws Exception {
        ScriptedUpsd gone = upsd(OUTLET);
        NutPowerCycle cycle = cycle(gone, 2, PROVEN);
        gone.close();
        assertThrows(IOException.class, cycle::look);
        assertFailed("did not take the order", order(cycle));
    }

    @Test
    void needsALogin() {
        try (ScriptedUpsd upsd = upsd(OUTLET)) {
            PowerCycleSettings wanted = new PowerCycleSettings(2, PROVEN);
            assertThrows(IllegalArgumentException.class, () -> new NutPowerCycle(upsd.settings(), wanted));
        }
    }

    private static void assertFailed(String words, Outcome outcome) {
        String reason = assertInstanceOf(Outcome.Failed.class, outcome).reason();
        assertTrue(reason.contains(words), reason);
    }
}
