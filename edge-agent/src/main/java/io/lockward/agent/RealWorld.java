package io.lockward.agent;

import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.bank.parcel.ParcelSetup;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.Kiosk;
import io.lockward.agent.hardware.LocateLight;
import io.lockward.agent.hardware.Occupancy;
import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PowerCycle;
import io.lockward.agent.hardware.PowerCycleSettings;
import io.lockward.agent.hardware.Ups;
import io.lockward.agent.hardware.gpiochip.GpioChip;
import io.lockward.agent.hardware.gpiochip.GpioInput;
import io.lockward.agent.hardware.gpiochip.GpioLight;
import io.lockward.agent.hardware.hat.HatUps;
import io.lockward.agent.hardware.kiosk.PageOrders;
import io.lockward.agent.hardware.nut.NutLogin;
import io.lockward.agent.hardware.nut.NutPowerCycle;
import io.lockward.agent.hardware.nut.NutSettings;
import io.lockward.agent.hardware.nut.NutTls;
import io.lockward.agent.hardware.nut.NutUps;
import io.lockward.agent.hardware.pi4j.Pi4jBoard;
import io.lockward.agent.hardware.system.LinuxController;
import io.lockward.agent.hardware.system.LinuxProbe;
import io.lockward.agent.hardware.system.SystemSettings;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.link.LinkLimits;
import io.lockward.agent.link.PahoTransport;
import io.lockward.agent.link.Seal;
import io.lockward.agent.link.Transport;
import io.lockward.agent.link.Trust;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a configuration means on a real controller. Stateless.
final class RealWorld {
    private RealWorld() {}

    /// @param own the bank's own key
    /// @param secret of its pickup codes
    static AgentSetup setup(AgentConfig config, String version, SigningKey own, BankSecret secret) throws IOException {
        return new AgentSetup(
                new BankSetup(
                        config.bank(),
                        new TreeSet<>(config.compartments().keySet()),
                        config.shutdown(),
                        config.screen() != null,
                        config.timing(),
                        config.remedy().withPowerCycle(noPowerCycle(config)),
                        config.service(),
                        config.sensors().setups(),
                        ParcelSetup.of(boxes(config)),
                        config.footage() == null
                                ? ClipSetup.NONE
                                : config.footage().clips()),
                version,
                JournalLimits.ofBytes((long) config.journalMebibytes() << 20),
                secret(config.passwordFile()),
                trust(config),
                Seal.with(own),
                secret,
                LinkLimits.DEFAULT,
                AgentSetup.Pace.DEFAULT);
    }

    private static Map<CompartmentId, ParcelSetup.Box> boxes(AgentConfig config) {
        Map<CompartmentId, ParcelSetup.Box> boxes = new TreeMap<>();
        config.compartments().forEach((compartment, wires) -> {
            Size size = switch (wires.size()) {
                case "S" -> Size.SMALL;
                case "M" -> Size.MEDIUM;
                case "L" -> Size.LARGE;
                default -> Size.EXTRA_LARGE;
            };
            boxes.put(
                    compartment, new ParcelSetup.Box(size, !config.outOfReach().contains(compartment)));
        });
        return boxes;
    }

    private static @Nullable String noPowerCycle(AgentConfig config) throws IOException {
        return switch (powerCycle(config).canCycle()) {
            case PowerCycle.Ability.Ready _ -> null;
            case PowerCycle.Ability.Cannot(String reason) -> reason;
        };
    }

    private static PowerCycle powerCycle(AgentConfig config) throws IOException {
        PowerCycleSettings wanted = config.powerCycle();
        return wanted != null && config.ups() instanceof AgentConfig.UpsAccess.Nut access
                ? powerCycle(access, wanted)
                : PowerCycle.none();
    }

    /// Nothing is connected yet.
    static NutPowerCycle powerCycle(AgentConfig.UpsAccess.Nut access, PowerCycleSettings wanted) throws IOException {
        return new NutPowerCycle(nutSettings(access), wanted);
    }

    /// @throws IOException when the installed key set is not the root's
    private static Trust trust(AgentConfig config) throws IOException {
        Path file = config.keySetFile();
        if (file == null) {
            return new Trust(config.rootKey(), null);
        }
        String jws = secret(file, 4_096);
        if (SignedMessage.KEY_SET.open(jws.getBytes(StandardCharsets.ISO_8859_1), config.rootKey())
                instanceof Opened.Refused<KeySet>(Refusal _, String detail)) {
            throw new IOException(file + " is no key set of the root-key: " + detail);
        }
        return new Trust(config.rootKey(), jws);
    }

    static Transport transport(AgentConfig config) {
        Path authorities = config.authorities();
        return authorities == null
                ? PahoTransport.plain(config.broker())
                : PahoTransport.tls(config.broker(), authorities);
    }

    /// Where a board for Pi4J comes from.
    interface Pi4jSource {
        Pi4jBoard open() throws IOException;
    }

    /// Opens everything, or leaves nothing open.
    ///
    /// @param devices `/dev`
    /// @param page what the screen's page is asked to do
    /// @throws IOException with a sentence for people
    static AgentHardware hardware(AgentConfig config, Path devices, Pi4jSource pi4j, PageOrders page)
            throws IOException {
        LinuxProbe probe = LinuxProbe.of(config.journalFolder());
        AgentConfig.Restarts restarts = config.restarts();
        SystemSettings usual = SystemSettings.DEFAULT;
        LinuxController controller = switch (restarts.orders()) {
            case SYSTEMCTL ->
                LinuxController.systemd(
                        probe,
                        new SystemSettings(
                                restarts.systemctl(), restarts.agentUnit(), restarts.kioskUnit(), usual.timeout()),
                        powerCycle(config));
            case DRY_RUN -> LinuxController.dryRun(probe, powerCycle(config));
        };
        LockLines lines = LockLines.open(config, devices, pi4j);
        Occupancy occupancy = Occupancy.NONE;
        LocateLight light = LocateLight.none();
        try {
            light = light(config, devices);
            occupancy = SensorLines.open(
                    config.sensors(),
                    config.gpio().chip(),
                    devices,
                    lines.items(),
                    () -> controller.uptime().toMillis());
            return new AgentHardware(
                    lines.locks(),
                    lines.doors(),
                    occupancy,
                    ups(config, devices),
                    new KioskScreen(controller, page),
                    controller,
                    lines.cabinet(),
                    FootageLines.cameras(config, controller),
                    light);
        } catch (IOException | RuntimeException e) {
            light.close();
            occupancy.close();
            lines.close();
            throw e;
        }
    }

    private static LocateLight light(AgentConfig config, Path devices) throws IOException {
        AgentConfig.LightLine wanted = config.light();
        if (wanted == null) {
            return LocateLight.none();
        }
        try (GpioChip chip = chip(config.gpio().chip(), devices)) {
            return LocateLight.on(GpioLight.open(chip, wanted.line(), wanted.activeHigh()));
        }
    }

    /// A chip by its device file or its label.
    static GpioChip chip(String named, Path devices) throws IOException {
        return named.startsWith("/") ? GpioChip.open(Path.of(named)) : GpioChip.labelled(named, devices);
    }

    private static Ups ups(AgentConfig config, Path devices) throws IOException {
        return switch (config.ups()) {
            case null -> new NoUps();
            case AgentConfig.UpsAccess.Nut access -> nut(access);
            case AgentConfig.UpsAccess.Hat access ->
                HatUps.on(
                        access.bus(),
                        access.gauge(),
                        mains(access, config.gpio().chip(), devices));
        };
    }

    /// Nothing is connected yet.
    static NutUps nut(AgentConfig.UpsAccess.Nut access) throws IOException {
        return new NutUps(nutSettings(access));
    }

    private static NutSettings nutSettings(AgentConfig.UpsAccess.Nut access) throws IOException {
        Path authorities = access.authorities();
        Path password = access.passwordFile();
        String user = access.user();
        return new NutSettings(
                access.host(),
                access.port(),
                access.name(),
                NutSettings.DEFAULT_TIMEOUT,
                user == null || password == null ? null : new NutLogin(user, secret(password)),
                authorities == null ? null : NutTls.trusting(authorities, true));
    }

    private static HatUps.@Nullable MainsLine mains(AgentConfig.UpsAccess.Hat access, String named, Path devices)
            throws IOException {
        Integer line = access.mainsLine();
        if (line == null) {
            return null;
        }
        try (GpioChip chip = chip(named, devices)) {
            return new MainsInput(GpioInput.open(chip, line), access.lostHigh());
        }
    }

    private record MainsInput(GpioInput input, boolean lostHigh) implements HatUps.MainsLine {
        @Override
        public boolean isLost() throws IOException {
            return input.isHigh() == lostHigh;
        }

        @Override
        public void close() {
            input.close();
        }
    }

    static String secret(Path file) throws IOException {
        return secret(file, 1_024);
    }

    private static String secret(Path file, int most) throws IOException {
        String secret = Files.readString(file).strip();
        if (secret.isEmpty() || secret.length() > most) {
            throw new IOException(file + " does not hold 1 to " + most + " characters");
        }
        return secret;
    }

    /// The screen: its program is systemd's to restart, its page does what it is told.
    private record KioskScreen(LinuxController controller, PageOrders page) implements Kiosk {
        @Override
        public void restart(Consumer<Outcome> outcome) {
            controller.restart(outcome);
        }

        @Override
        public void locate(Duration length, Consumer<Outcome> outcome) {
            page.locate(length, outcome);
        }
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
