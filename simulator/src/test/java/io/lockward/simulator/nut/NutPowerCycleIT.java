package io.lockward.simulator.nut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PowerCycle.Ability;
import io.lockward.agent.hardware.PowerCycleSettings;
import io.lockward.agent.hardware.nut.NutLogin;
import io.lockward.agent.hardware.nut.NutPowerCycle;
import io.lockward.agent.hardware.nut.NutSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The orders of a power cycle against the real upsd, whose dummy-ups offers `load.off` and nothing else: the one that
/// strands a bank. `NutPowerCycleTest` has a daemon that offers the others.
@SuppressWarnings("NullAway.Init")
class NutPowerCycleIT {
    private static final LocalDate PROVEN = LocalDate.of(2026, 11, 22);

    @TempDir
    Path folder;

    private static NutPowerCycle cycle(NutDaemon daemon, @Nullable Integer outlet) {
        return new NutPowerCycle(
                new NutSettings(
                        "127.0.0.1",
                        daemon.port(),
                        daemon.ups(),
                        NutSettings.DEFAULT_TIMEOUT,
                        new NutLogin(NutDaemon.USER, NutDaemon.PASSWORD),
                        null),
                new PowerCycleSettings(outlet, PROVEN));
    }

    private static String refusal(NutPowerCycle cycle) throws Exception {
        CompletableFuture<Outcome> told = new CompletableFuture<>();
        cycle.cycle(told::complete);
        return assertInstanceOf(Outcome.Failed.class, told.get(20, TimeUnit.SECONDS))
                .reason();
    }

    @Test
    void refusesAUpsThatOnlyOffersToSwitchOff() throws Exception {
        try (NutDaemon daemon = NutDaemon.start(folder, "bank")) {
            for (NutPowerCycle cycle : new NutPowerCycle[] {cycle(daemon, null), cycle(daemon, 1)}) {
                String reason =
                        assertInstanceOf(Ability.Cannot.class, cycle.look()).reason();
                assertTrue(reason.contains("offers no cut that comes back by itself"), reason);
                assertEquals(reason, refusal(cycle));
            }
        }
    }
}
