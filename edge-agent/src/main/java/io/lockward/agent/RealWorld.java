package io.lockward.agent;

import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.Debounce;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.LockLimits;
import io.lockward.agent.hardware.LockWiring;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.Ups;
import io.lockward.agent.hardware.gpiochip.GpioChip;
import io.lockward.agent.hardware.gpiochip.GpiochipDoors;
import io.lockward.agent.hardware.gpiochip.GpiochipLocks;
import io.lockward.agent.hardware.nut.NutLogin;
import io.lockward.agent.hardware.nut.NutSettings;
import io.lockward.agent.hardware.nut.NutTls;
import io.lockward.agent.hardware.nut.NutUps;
import io.lockward.agent.hardware.pi4j.Pi4jContext;
import io.lockward.agent.hardware.pi4j.Pi4jDoors;
import io.lockward.agent.hardware.pi4j.Pi4jLocks;
import io.lockward.agent.hardware.system.LinuxController;
import io.lockward.agent.hardware.system.LinuxProbe;
import io.lockward.agent.hardware.system.SystemSettings;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.link.LinkLimits;
import io.lockward.agent.link.PahoTransport;
import io.lockward.agent.link.Transport;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What a configuration means on a real controller. Stateless.
final class RealWorld {
    private static final LockLimits LIMITS =
            new LockLimits(Duration.ofSeconds(3), LockLimits.DEFAULT.waiting(), LockLimits.DEFAULT.patience());

    private RealWorld() {}

    static AgentSetup setup(AgentConfig config, String version) throws IOException {
        return new AgentSetup(
                new BankSetup(
                        config.bank(),
                        new TreeSet<>(config.compartments().keySet()),
                        config.shutdown(),
                        config.kioskPort() != null,
                        config.timing()),
                version,
                JournalLimits.ofBytes((long) config.journalMebibytes() << 20),
                secret(config.passwordFile()),
                config.commandKeys(),
                LinkLimits.DEFAULT,
                AgentSetup.Pace.DEFAULT);
    }

    static Transport transport(AgentConfig config) {
        Path authorities = config.authorities();
        return authorities == null
                ? PahoTransport.plain(config.broker())
                : PahoTransport.tls(config.broker(), authorities);
    }

    static AgentHardware hardware(AgentConfig config) throws IOException {
        LinuxProbe probe = LinuxProbe.of(config.journalFolder());
        LinuxController controller = switch (config.controller()) {
            case SYSTEMCTL -> LinuxController.systemd(probe, SystemSettings.DEFAULT);
            case DRY_RUN -> LinuxController.dryRun(probe);
        };
        Ups ups = ups(config);
        List<LockWiring> locks = config.compartments().entrySet().stream()
                .map(one ->
                        new LockWiring(one.getKey(), Math.max(0, one.getValue().lockLine()), true))
                .toList();
        List<DoorWiring> doors = config.compartments().entrySet().stream()
                .map(one ->
                        new DoorWiring(one.getKey(), Math.max(0, one.getValue().doorLine()), false, DoorWiring.Pull.UP))
                .toList();
        return switch (config.adapter()) {
            case NONE -> new AgentHardware(new NoLocks(), new NoDoors(), ups, controller, controller);
            case GPIOCHIP -> {
                GpioChip chip = GpioChip.open(config.gpioChip());
                yield new AgentHardware(
                        GpiochipLocks.open(chip, locks, LIMITS, System::nanoTime),
                        GpiochipDoors.open(chip, doors, Debounce.DEFAULT_WINDOW),
                        ups,
                        controller,
                        controller);
            }
            case PI4J -> {
                var pi4j = Pi4jContext.gpiod();
                yield new AgentHardware(
                        Pi4jLocks.open(pi4j, "gpiod-digital-output", locks, LIMITS, System::nanoTime),
                        Pi4jDoors.open(pi4j, "gpiod-digital-input", doors, Debounce.DEFAULT_WINDOW, System::nanoTime),
                        ups,
                        controller,
                        controller);
            }
        };
    }

    static Ups ups(AgentConfig config) throws IOException {
        AgentConfig.UpsAccess access = config.ups();
        if (access == null) {
            return new NoUps();
        }
        Path authorities = access.authorities();
        Path password = access.passwordFile();
        String user = access.user();
        return new NutUps(new NutSettings(
                access.host(),
                access.port(),
                access.name(),
                NutSettings.DEFAULT_TIMEOUT,
                user == null || password == null ? null : new NutLogin(user, secret(password)),
                authorities == null ? null : NutTls.trusting(authorities, true)));
    }

    private static String secret(Path file) throws IOException {
        String secret = Files.readString(file).strip();
        if (secret.isEmpty() || secret.length() > 1_024) {
            throw new IOException(file + " holds no secret of 1 to 1,024 characters");
        }
        return secret;
    }

    private record NoLocks() implements Locks {
        @Override
        public void pulse(CompartmentId compartment, Duration length, Consumer<PulseResult> outcome) {
            outcome.accept(new PulseResult.Failed(
                    PulseResult.Fault.UNKNOWN_COMPARTMENT, "this agent is configured without locks"));
        }

        @Override
        public void close() {}
    }

    private record NoDoors() implements Doors {
        @Override
        public void listen(Consumer<DoorEdge> listener) {}

        @Override
        public Map<CompartmentId, DoorPosition> readAll() {
            return Map.of();
        }

        @Override
        public void close() {}
    }

    private record NoUps() implements Ups {
        @Override
        public UpsReading poll() {
            return new UpsReading.Lost(UpsReading.LostReason.NOT_FITTED, "none is configured");
        }

        @Override
        public void close() {}
    }
}
