package io.lockward.simulator.nut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.power.PowerJudgement;
import io.lockward.agent.bank.power.PowerWatch;
import io.lockward.agent.bank.power.ShutdownCause;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsReading.LostReason;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.hardware.nut.NutLogin;
import io.lockward.agent.hardware.nut.NutSettings;
import io.lockward.agent.hardware.nut.NutUps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent's UPS client against a real `upsd` with NUT's dummy driver. Needs Debian's `nut-server`.
class NutUpsIT {
    private static final int PATIENCE_SECONDS = 30;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private NutDaemon daemon;

    @SuppressWarnings("NullAway.Init")
    private NutUps ups;

    @BeforeEach
    void start() throws Exception {
        assertTrue(NutDaemon.isInstalled(), "install NUT: apt-get install nut-server");
        daemon = NutDaemon.start(folder, "demo", UpsStep.MAINS, Duration.ofSeconds(2));
        ups = new NutUps(settings("demo", null));
    }

    @AfterEach
    void stop() {
        ups.close();
        daemon.close();
    }

    @Test
    void follows_an_outage_to_the_shutdown_and_back() throws Exception {
        List<String> beliefs = new ArrayList<>();
        PowerWatch watch = PowerWatch.START;
        for (UpsStep step : UpsStep.OUTAGE) {
            daemon.say(step);
            watch = watch.next(ups.poll(), ShutdownRule.DEFAULT).next(ups.poll(), ShutdownRule.DEFAULT);
            beliefs.add(watch.judged().getClass().getSimpleName() + (watch.wantsShutdown() ? "*" : ""));
        }
        assertEquals(
                List.of(
                        "OnMains",
                        "OnBattery",
                        "OnBattery",
                        "OnBattery",
                        "BatteryLow*",
                        "OnMains",
                        "OnMains",
                        "OnMains"),
                beliefs);
        UpsState state = read().state();
        assertEquals(100, state.chargePercent());
        assertEquals(1800, state.runtimeSeconds());
        assertEquals(230_000, state.supplyMillivolts());
        assertEquals(20, state.loadPercent());
    }

    @Test
    void takes_garbage_and_contradictions_for_unknown() throws Exception {
        daemon.say(new UpsStep("OB DISCHRG", 80, 1500, 0));
        PowerWatch watch =
                PowerWatch.START.next(ups.poll(), ShutdownRule.DEFAULT).next(ups.poll(), ShutdownRule.DEFAULT);
        for (String garbage : List.of("1000", "255", "087", "-1", "N/A")) {
            daemon.set("battery.charge", garbage);
            assertNull(read().state().chargePercent(), garbage);
        }
        daemon.set("ups.status", "OL OB LB");
        for (int i = 0; i < 5; i++) {
            watch = watch.next(ups.poll(), ShutdownRule.DEFAULT);
            assertFalse(watch.wantsShutdown());
        }
        assertEquals(
                PowerJudgement.Cause.CONTRADICTION,
                assertInstanceOf(PowerJudgement.Unknown.class, watch.judged()).cause());
        daemon.set("ups.status", "OB NEWTOKEN LB");
        assertEquals(List.of("NEWTOKEN"), read().state().status().unknown());
        watch = watch.next(ups.poll(), ShutdownRule.DEFAULT).next(ups.poll(), ShutdownRule.DEFAULT);
        assertEquals(ShutdownCause.LOW_BATTERY, watch.shutdownCause());
    }

    @Test
    void sees_a_killed_driver_and_its_return() throws Exception {
        daemon.killDriver();
        awaitLost(LostReason.DRIVER_NOT_CONNECTED);
        daemon.startDriver();
        awaitRead();
    }

    @Test
    void sees_stale_data_and_never_an_outage() throws Exception {
        daemon.say(new UpsStep("OB DISCHRG LB", 5, 60, 0));
        read();
        daemon.stallDriver();
        awaitLost(LostReason.DATA_STALE);
        PowerWatch watch = PowerWatch.START;
        for (int i = 0; i < 5; i++) {
            watch = watch.next(ups.poll(), ShutdownRule.DEFAULT);
            assertFalse(watch.wantsShutdown());
        }
        daemon.resumeDriver();
        awaitRead();
    }

    @Test
    void names_what_the_daemon_refuses() throws Exception {
        try (NutUps other = new NutUps(settings("other", null))) {
            assertEquals(LostReason.UNKNOWN_UPS, lost(other.poll()));
        }
        try (NutUps stranger = new NutUps(settings("demo", new NutLogin("stranger", "guess")))) {
            assertEquals(LostReason.ACCESS_DENIED, lost(stranger.poll()));
        }
    }

    @Test
    void logs_in_and_lists_every_variable() throws Exception {
        try (NutUps known = new NutUps(settings("demo", new NutLogin(NutDaemon.USER, NutDaemon.PASSWORD)))) {
            assertInstanceOf(UpsReading.Read.class, known.poll());
            assertEquals("Lockward", known.variables().get("ups.mfr"));
            assertEquals("OL", known.variables().get("ups.status"));
        }
    }

    @Test
    void sees_the_daemon_go() {
        assertInstanceOf(UpsReading.Read.class, ups.poll());
        daemon.close();
        assertEquals(LostReason.CONNECTION, lost(ups.poll()));
        assertEquals(LostReason.CONNECTION, lost(ups.poll()));
    }

    private NutSettings settings(String name, @Nullable NutLogin login) {
        return new NutSettings("127.0.0.1", daemon.port(), name, Duration.ofSeconds(2), login, null);
    }

    private UpsReading.Read read() {
        return assertInstanceOf(UpsReading.Read.class, ups.poll());
    }

    private static LostReason lost(UpsReading reading) {
        return assertInstanceOf(UpsReading.Lost.class, reading).reason();
    }

    private void awaitLost(LostReason reason) {
        await(reading -> reading instanceof UpsReading.Lost lost && lost.reason() == reason, reason.name());
    }

    private void awaitRead() {
        await(reading -> reading instanceof UpsReading.Read, "a reading");
    }

    private void await(Predicate<UpsReading> condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        UpsReading reading = ups.poll();
        while (!condition.test(reading)) {
            assertTrue(System.nanoTime() < deadline, "waited in vain for " + what + ", last " + reading);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            reading = ups.poll();
        }
    }
}
