package io.lockward.agent.hardware.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PowerCycle;
import io.lockward.protocol.command.RebootLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders go to a recording script in the place of `systemctl`.
class LinuxControllerTest {
    @TempDir
    Path folder;

    @Test
    void orders_each_level_from_systemd() throws Exception {
        LinuxController controller = controller("exit 0");
        for (RebootLevel level : List.of(RebootLevel.KIOSK, RebootLevel.AGENT, RebootLevel.CONTROLLER)) {
            assertEquals(new Outcome.Done(), get(outcome -> controller.reboot(level, outcome)));
        }
        assertEquals(new Outcome.Done(), get(controller::restart));
        assertEquals(new Outcome.Done(), get(controller::halt));
        assertEquals(
                List.of(
                        "--no-block restart lockward-kiosk.service",
                        "--no-block restart lockward-agent.service",
                        "--no-block reboot",
                        "--no-block restart lockward-kiosk.service",
                        "--no-block poweroff"),
                recorded());
    }

    @Test
    void forces_a_reboot_that_systemd_refuses() throws Exception {
        LinuxController controller = controller("[ \"$2\" = --force ] && exit 0; echo 'no bus' >&2; exit 4");
        assertEquals(new Outcome.Done(), get(outcome -> controller.reboot(RebootLevel.CONTROLLER, outcome)));
        assertEquals(List.of("--no-block reboot", "reboot --force"), recorded());
    }

    @Test
    void reports_why_systemd_refused() throws Exception {
        LinuxController controller = controller("echo 'Unit not found.' >&2; exit 5");
        Outcome outcome = get(controller::restart);
        String reason = assertInstanceOf(Outcome.Failed.class, outcome).reason();
        assertTrue(reason.contains("ended with 5: Unit not found."), reason);
    }

    @Test
    void does_not_wait_for_ever() throws Exception {
        LinuxController controller = controller("exec tail -f /dev/null");
        Outcome outcome = get(controller::restart);
        String reason = assertInstanceOf(Outcome.Failed.class, outcome).reason();
        assertTrue(reason.contains("did not come back"), reason);
    }

    @Test
    void reports_that_there_is_no_systemctl() throws Exception {
        SystemSettings nowhere =
                new SystemSettings(folder.resolve("missing"), "a.service", "k.service", Duration.ofSeconds(1));
        LinuxController controller = LinuxController.systemd(LinuxProbe.of(folder), nowhere, PowerCycle.none());
        assertInstanceOf(Outcome.Failed.class, get(controller::halt));
    }

    @Test
    void leaves_its_power_to_the_power_cycle_and_halts_nothing() throws Exception {
        LinuxController without = controller("exit 0");
        assertInstanceOf(Outcome.Failed.class, get(outcome -> without.reboot(RebootLevel.POWER, outcome)));
        assertEquals(List.of(), recorded());

        AtomicInteger cycles = new AtomicInteger();
        LinuxController with = LinuxController.systemd(
                LinuxProbe.of(folder), SystemSettings.DEFAULT, counting(cycles, new PowerCycle.Ability.Ready("it")));
        assertEquals(new Outcome.Done(), get(outcome -> with.reboot(RebootLevel.POWER, outcome)));
        assertEquals(1, cycles.get());
        assertEquals(List.of(), recorded());
    }

    @Test
    void cuts_no_power_in_a_dry_run() throws Exception {
        AtomicInteger cycles = new AtomicInteger();
        LinuxController ready =
                LinuxController.dryRun(LinuxProbe.of(folder), counting(cycles, new PowerCycle.Ability.Ready("it")));
        assertEquals(new Outcome.Done(), get(outcome -> ready.reboot(RebootLevel.POWER, outcome)));
        LinuxController unable = LinuxController.dryRun(
                LinuxProbe.of(folder), counting(cycles, new PowerCycle.Ability.Cannot("not proven")));
        assertEquals(new Outcome.Failed("not proven"), get(outcome -> unable.reboot(RebootLevel.POWER, outcome)));
        assertEquals(0, cycles.get());
    }

    private static PowerCycle counting(AtomicInteger cycles, PowerCycle.Ability ability) {
        return new PowerCycle() {
            @Override
            public Ability canCycle() {
                return ability;
            }

            @Override
            public void cycle(Consumer<Outcome> outcome) {
                cycles.incrementAndGet();
                outcome.accept(new Outcome.Done());
            }
        };
    }

    @Test
    void does_nothing_in_a_dry_run() throws Exception {
        LinuxController controller = LinuxController.dryRun(LinuxProbe.of(folder), PowerCycle.none());
        assertEquals(new Outcome.Done(), get(outcome -> controller.reboot(RebootLevel.CONTROLLER, outcome)));
        assertEquals(new Outcome.Done(), get(controller::halt));
    }

    @Test
    void pins_the_defaults_and_refuses_units_that_look_like_options() {
        assertEquals(
                new SystemSettings(
                        Path.of("/usr/bin/systemctl"),
                        "lockward-agent.service",
                        "lockward-kiosk.service",
                        Duration.ofSeconds(10)),
                SystemSettings.DEFAULT);
        Path systemctl = Path.of("/usr/bin/systemctl");
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new SystemSettings(systemctl, "--now", "k.service", second));
        assertThrows(IllegalArgumentException.class, () -> new SystemSettings(systemctl, "a b", "k.service", second));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SystemSettings(Path.of("systemctl"), "a.service", "k.service", second));
    }

    private LinuxController controller(String script) throws IOException {
        Path systemctl = folder.resolve("systemctl");
        Files.writeString(systemctl, "#!/bin/sh\necho \"$@\" >> '" + folder.resolve("orders") + "'\n" + script + "\n");
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwx------"));
        SystemSettings settings = new SystemSettings(
                systemctl, "lockward-agent.service", "lockward-kiosk.service", Duration.ofSeconds(2));
        return LinuxController.systemd(LinuxProbe.of(folder), settings, PowerCycle.none());
    }

    private List<String> recorded() throws IOException {
        Path orders = folder.resolve("orders");
        return Files.exists(orders) ? Files.readAllLines(orders) : List.of();
    }

    private static Outcome get(Consumer<Consumer<Outcome>> order) throws Exception {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        order.accept(outcome::complete);
        return outcome.get(20, TimeUnit.SECONDS);
    }
}
