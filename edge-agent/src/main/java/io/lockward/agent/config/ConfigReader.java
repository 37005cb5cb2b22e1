package io.lockward.agent.config;

import io.lockward.agent.bank.ServiceSetup;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.PowerCycleSettings;
import io.lockward.agent.hardware.hat.FuelGauge;
import io.lockward.agent.hardware.kiosk.Face;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.key.VerifyingKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the agent's configuration: unknown keys, keys set twice and values out of range are errors, and all of
/// them are told at once. Stateless.
public final class ConfigReader {
    /// What reading gives.
    public sealed interface Outcome {
        record Good(AgentConfig config) implements Outcome {}

        /// @param problems all of them, at least one, by line
        record Bad(List<Problem> problems) implements Outcome {
            public Bad {
                problems = List.copyOf(problems);
            }
        }
    }

    private ConfigReader() {}

    /// @param text of the file
    /// @param folder what relative paths in it start from
    public static Outcome read(String text, Path folder) {
        ConfigFile file = new ConfigFile(text);
        AgentConfig config = take(file, folder);
        List<String> known =
                new ArrayList<>(Settings.ALL.stream().map(Setting::key).toList());
        known.add(LockReader.COMPARTMENT + "A01");
        known.add(SensorReader.OCCUPANCY + "A01");
        known.add(FootageReader.CAMERA + "front");
        file.expectNothingElse(known);
        if (config != null && file.problems().isEmpty()) {
            return new Outcome.Good(config);
        }
        return new Outcome.Bad(file.problems().stream()
                .sorted(java.util.Comparator.comparingInt(Problem::line))
                .toList());
    }

    private static @Nullable AgentConfig take(ConfigFile file, Path folder) {
        var bank = file.value(Settings.BANK);
        URI broker = file.value(Settings.BROKER);
        String passwordFile = file.value(Settings.BROKER_PASSWORD);
        Path authorities = optionalPath(folder, file.value(Settings.BROKER_AUTHORITIES));
        AgentConfig.Gpio gpio = gpio(file);
        LockReader.Wired wired = LockReader.read(file, gpio == null ? AgentConfig.Adapter.GPIOCHIP : gpio.adapter());
        Sensors sensors = SensorReader.read(file, wired);
        AgentConfig.UpsAccess ups = ups(file, folder, wired);
        PowerCycleSettings powerCycle = powerCycle(file, ups);
        ShutdownRule shutdown = shutdown(file);
        var timing = timing(file);
        Path journal = file.value(Settings.JOURNAL);
        Integer limit = file.value(Settings.JOURNAL_MIB);
        AgentConfig.Restarts restarts = restarts(file);
        RemedySetup remedy = remedy(file);
        ServiceSetup service = LockReader.service(file);
        VerifyingKey root = file.value(Settings.ROOT_KEY);
        Path keySet = optionalPath(folder, file.value(Settings.KEY_SET_FILE));
        if (broker != null && "ssl".equals(broker.getScheme()) && authorities == null) {
            file.problem("`broker.authorities-file` is missing: ssl needs to know who vouches for the broker");
        }
        SortedSet<CompartmentId> outOfReach = outOfReach(file, wired);
        AgentConfig.Screen screen = bank == null ? null : screen(file, bank);
        Footage footage = FootageReader.read(file, folder, bank);
        if (bank == null
                || broker == null
                || passwordFile == null
                || gpio == null
                || sensors == null
                || shutdown == null
                || timing == null
                || journal == null
                || limit == null
                || restarts == null
                || remedy == null
                || service == null
                || root == null) {
            return null;
        }
        return new AgentConfig(
                bank,
                broker,
                folder.resolve(passwordFile),
                authorities,
                gpio,
                wired.compartments(),
                wired.boards(),
                wired.tamper(),
                wired.light(),
                sensors,
                ups,
                powerCycle,
                shutdown,
                timing,
                screen,
                outOfReach,
                folder.resolve(journal),
                limit,
                restarts,
                remedy,
                service,
                root,
                keySet,
                footage);
    }

    private static AgentConfig.@Nullable Gpio gpio(ConfigFile file) {
        AgentConfig.Adapter adapter = file.value(Settings.HARDWARE);
        String chip = file.value(Settings.GPIO_CHIP);
        AgentConfig.YesNo activeHigh = file.value(Settings.LOCKS_ACTIVE_HIGH);
        AgentConfig.YesNo closedHigh = file.value(Settings.DOORS_CLOSED_HIGH);
        DoorWiring.Pull pull = file.value(Settings.DOOR_PULL);
        Integer debounce = file.value(Settings.DEBOUNCE);
        if (adapter == null
                || chip == null
                || activeHigh == null
                || closedHigh == null
                || pull == null
                || debounce == null) {
            return null;
        }
        return new AgentConfig.Gpio(
                adapter,
                chip,
                activeHigh == AgentConfig.YesNo.YES,
                closedHigh == AgentConfig.YesNo.YES,
                pull,
                Duration.ofMillis(debounce));
    }

    private static AgentConfig.@Nullable Restarts restarts(ConfigFile file) {
        AgentConfig.Orders orders = file.value(Settings.CONTROLLER);
        Path systemctl = file.value(Settings.SYSTEMCTL);
        String agent = file.value(Settings.AGENT_UNIT);
        String kiosk = file.value(Settings.KIOSK_UNIT);
        return orders == null || systemctl == null || agent == null || kiosk == null
                ? null
                : new AgentConfig.Restarts(orders, systemctl, agent, kiosk);
    }

    private static @Nullable RemedySetup remedy(ConfigFile file) {
        AgentConfig.YesNo on = file.value(Settings.REMEDY);
        Integer perDay = file.value(Settings.REMEDY_PER_DAY);
        Integer charge = file.value(Settings.REMEDY_CHARGE);
        return on == null || perDay == null || charge == null
                ? null
                : new RemedySetup(on == AgentConfig.YesNo.YES, perDay, charge, RemedySetup.NO_POWER_CYCLE);
    }

    private static AgentConfig.@Nullable UpsAccess ups(ConfigFile file, Path folder, LockReader.Wired wired) {
        AgentConfig.UpsAccess nut = nut(file, folder);
        AgentConfig.UpsAccess.Hat hat = hat(file);
        if (nut != null && hat != null) {
            file.problem("`ups.name` and `ups.gauge` are two UPSes: a bank has one");
        }
        Integer line = hat == null ? null : hat.mainsLine();
        if (line != null && wired.uses(line)) {
            file.problem("line " + line + " of the chip is wired more than once");
        }
        return hat == null ? nut : hat;
    }

    private static AgentConfig.UpsAccess.@Nullable Hat hat(ConfigFile file) {
        AgentConfig.Gauge fitted = file.value(Settings.UPS_GAUGE);
        Path bus = file.value(Settings.UPS_BUS);
        Integer line = file.value(Settings.UPS_MAINS_LINE);
        AgentConfig.YesNo lostHigh = file.value(Settings.UPS_LOST_HIGH);
        if (fitted == null || bus == null || line == null || lostHigh == null) {
            return null;
        }
        FuelGauge gauge = switch (fitted) {
            case NONE -> null;
            case MAX17040 -> FuelGauge.MAX17040;
            case INA219 -> FuelGauge.INA219;
        };
        return gauge == null
                ? null
                : new AgentConfig.UpsAccess.Hat(gauge, bus, line < 0 ? null : line, lostHigh == AgentConfig.YesNo.YES);
    }

    private static AgentConfig.@Nullable UpsAccess nut(ConfigFile file, Path folder) {
        String name = file.value(Settings.UPS);
        String host = file.value(Settings.UPS_HOST);
        Integer port = file.value(Settings.UPS_PORT);
        String user = file.value(Settings.UPS_USER);
        Path password = optionalPath(folder, file.value(Settings.UPS_PASSWORD));
        Path authorities = optionalPath(folder, file.value(Settings.UPS_AUTHORITIES));
        if (name == null || name.isEmpty() || host == null || port == null) {
            return null;
        }
        boolean login = user != null && !user.isEmpty();
        if (login != (password != null)) {
            file.problem("`ups.user` and `ups.password-file` belong together");
        }
        return new AgentConfig.UpsAccess.Nut(name, host, port, login ? user : null, password, authorities);
    }

    private static @Nullable PowerCycleSettings powerCycle(ConfigFile file, AgentConfig.@Nullable UpsAccess ups) {
        String by = file.value(Settings.POWER_CYCLE);
        String proven = file.value(Settings.POWER_CYCLE_PROVEN);
        if (by == null || proven == null || by.equals("none")) {
            return null;
        }
        if (!(ups instanceof AgentConfig.UpsAccess.Nut nut) || nut.user() == null || nut.passwordFile() == null) {
            file.problem("`power-cycle` needs `ups.name` and `ups.user`: upsd takes no order without a login");
        }
        return new PowerCycleSettings(
                by.equals("ups") ? null : Integer.valueOf(by.substring("ups-outlet-".length())),
                proven.isEmpty() ? null : LocalDate.parse(proven));
    }

    private static @Nullable ShutdownRule shutdown(ConfigFile file) {
        Integer charge = file.value(Settings.SHUTDOWN_CHARGE);
        Integer runtime = file.value(Settings.SHUTDOWN_RUNTIME);
        ShutdownRule.Floors floors = file.value(Settings.SHUTDOWN_FLOORS);
        return charge == null || runtime == null || floors == null
                ? null
                : new ShutdownRule(charge, runtime, floors, ShutdownRule.DEFAULT.polls());
    }

    private static io.lockward.agent.bank.@Nullable Timing timing(ConfigFile file) {
        Integer pulse = file.value(Settings.PULSE);
        Integer verify = file.value(Settings.VERIFY);
        Integer ajar = file.value(Settings.AJAR);
        Integer silence = file.value(Settings.KIOSK_SILENCE);
        Integer unlocks = file.value(Settings.UNLOCKS);
        Integer free = file.value(Settings.DISK_FREE);
        return pulse == null || verify == null || ajar == null || silence == null || unlocks == null || free == null
                ? null
                : AgentConfig.timing(pulse, verify, ajar, silence, unlocks, free);
    }

    private static AgentConfig.@Nullable Screen screen(ConfigFile file, BankId bank) {
        AgentConfig.YesNo fitted = file.value(Settings.KIOSK);
        Integer port = file.value(Settings.KIOSK_PORT);
        String name = file.value(ScreenSettings.NAME);
        String phone = file.value(ScreenSettings.PHONE);
        List<String> languages = file.value(ScreenSettings.LANGUAGES);
        if (fitted != AgentConfig.YesNo.YES || port == null || name == null || phone == null || languages == null) {
            return null;
        }
        try {
            Face face = new Face(bank, name.isEmpty() ? bank.value() : name, phone.isEmpty() ? null : phone, languages);
            return new AgentConfig.Screen(port, face);
        } catch (IllegalArgumentException e) {
            file.problem("`kiosk.name`, `kiosk.phone`: " + e.getMessage());
            return null;
        }
    }

    private static SortedSet<CompartmentId> outOfReach(ConfigFile file, LockReader.Wired wired) {
        SortedSet<CompartmentId> named = file.value(ScreenSettings.OUT_OF_REACH);
        SortedSet<CompartmentId> all = named == null ? new TreeSet<>() : named;
        all.stream()
                .filter(one -> !wired.compartments().containsKey(one))
                .forEach(one -> file.problem("`parcels.out-of-reach` names " + one + ", which is not set"));
        return all;
    }

    private static @Nullable Path optionalPath(Path folder, @Nullable String text) {
        return text == null || text.isEmpty() ? null : folder.resolve(text);
    }
}
