package io.lockward.agent.config;

import static io.lockward.agent.config.Setting.choice;
import static io.lockward.agent.config.Setting.number;

import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.agent.hardware.Debounce;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.LockLimits;
import io.lockward.agent.hardware.system.SystemSettings;
import io.lockward.protocol.BankId;
import io.lockward.protocol.key.VerifyingKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every key the configuration file may have, beside `compartment.*`.
final class Settings {
    static final Setting<BankId> BANK = required("bank", "3 to 40 of [a-z0-9-]", "This bank's id.", BankId::new);
    static final Setting<URI> BROKER = required(
            "broker.url",
            "tcp://host:port or ssl://host:port",
            "The MQTT broker; tcp is for this machine and tests.",
            Settings::broker);
    static final Setting<String> BROKER_PASSWORD =
            required("broker.password-file", "path", "Holds the bank's MQTT password.", text -> text);
    static final Setting<String> BROKER_AUTHORITIES = optional(
            "broker.authorities-file", "path, PEM", "Who may vouch for the broker's certificate; needed for ssl.");
    static final Setting<VerifyingKey> ROOT_KEY = required(
            "root-key",
            "43 characters of base64url",
            "The public root key, which vouches for the keys that may sign commands.",
            VerifyingKey::new);
    static final Setting<String> KEY_SET_FILE = optional(
            "key-set-file", "path", "The key set to begin with, as the root signed it; newer ones come by themselves.");
    static final Setting<AgentConfig.Adapter> HARDWARE = choice(
            "hardware",
            AgentConfig.Adapter.class,
            AgentConfig.Adapter.GPIOCHIP,
            "How locks and doors are reached; none drives nothing.");
    static final Setting<String> GPIO_CHIP = new Setting<>(
            "gpio.chip",
            "path, or a label such as pinctrl-rp1",
            "/dev/gpiochip0",
            "The chip that the lines belong to; labels stay when numbers move. With pi4j, Pi4J looks for it itself.",
            text -> text);
    static final Setting<AgentConfig.YesNo> LOCKS_ACTIVE_HIGH = choice(
            "lock.active-high",
            AgentConfig.YesNo.class,
            AgentConfig.YesNo.YES,
            "Whether a high level energises a lock; prefer it, so that a floating line rests.");
    static final Setting<AgentConfig.YesNo> DOORS_CLOSED_HIGH = choice(
            "door.closed-high",
            AgentConfig.YesNo.class,
            AgentConfig.YesNo.NO,
            "Whether a line is high while its door is closed; no fits a switch to ground that the closed door closes.");
    static final Setting<DoorWiring.Pull> DOOR_PULL = choice(
            "door.pull", DoorWiring.Pull.class, DoorWiring.Pull.UP, "The controller's own resistor at door switches.");
    static final Setting<Integer> DEBOUNCE = number(
            "door.debounce-milliseconds",
            1,
            500,
            "ms",
            (int) Debounce.DEFAULT_WINDOW.toMillis(),
            "How long a door switch must stand still to count.");
    static final Setting<String> UPS = optional("ups.name", "text", "The UPS as upsd calls it; empty: none is fitted.");
    static final Setting<String> UPS_HOST = Setting.text("ups.host", "127.0.0.1", "Where upsd runs.");
    static final Setting<Integer> UPS_PORT = number("ups.port", 1, 65_535, "", 3493, "Its port.");
    static final Setting<String> UPS_USER = optional("ups.user", "text", "Its user; empty: no login.");
    static final Setting<String> UPS_PASSWORD = optional("ups.password-file", "path", "Holds that user's password.");
    static final Setting<String> UPS_AUTHORITIES =
            optional("ups.authorities-file", "path, PEM", "Demands STARTTLS with a certificate these vouch for.");
    static final Setting<AgentConfig.Gauge> UPS_GAUGE = choice(
            "ups.gauge",
            AgentConfig.Gauge.class,
            AgentConfig.Gauge.NONE,
            "The fuel gauge of a UPS HAT; stands in place of ups.name.");
    static final Setting<Path> UPS_BUS = new Setting<>(
            "ups.i2c-bus", "absolute path", "/dev/i2c-1", "The I2C bus that the gauge is on.", Settings::absolute);
    static final Setting<Integer> UPS_MAINS_LINE = number(
            "ups.mains-line",
            -1,
            511,
            "",
            -1,
            "The GPIO line on which a HAT tells that the mains is lost; -1: none, and the supply is unknown.");
    static final Setting<AgentConfig.YesNo> UPS_LOST_HIGH = choice(
            "ups.mains-lost-high",
            AgentConfig.YesNo.class,
            AgentConfig.YesNo.YES,
            "Whether that line is high while the mains is lost.");
    static final Setting<String> POWER_CYCLE = new Setting<>(
            "power-cycle",
            "none, ups or ups-outlet-1 to ups-outlet-99",
            "none",
            "What cuts this bank's power and gives it back when a reboot does not help; needs ups.user.",
            Settings::powerCycle);
    static final Setting<String> POWER_CYCLE_PROVEN = new Setting<>(
            "power-cycle.proven",
            "a day as YYYY-MM-DD",
            "",
            "When the installer saw the power come back by it; empty: nobody has, and it is refused.",
            Settings::day);
    static final Setting<Integer> SHUTDOWN_CHARGE = number(
            "shutdown.charge-percent",
            0,
            95,
            "%",
            ShutdownRule.DEFAULT.chargePercent(),
            "On battery, halt at this charge; 0: not looked at.");
    static final Setting<Integer> SHUTDOWN_RUNTIME = number(
            "shutdown.runtime-seconds",
            0,
            3_600,
            "s",
            ShutdownRule.DEFAULT.runtimeSeconds(),
            "On battery, halt at this runtime; 0: not looked at.");
    static final Setting<ShutdownRule.Floors> SHUTDOWN_FLOORS = choice(
            "shutdown.floors",
            ShutdownRule.Floors.class,
            ShutdownRule.DEFAULT.floors(),
            "Whether one of the two is enough, or all that are looked at must be reached.");
    static final Setting<Integer> PULSE = number(
            "lock.pulse-milliseconds",
            (int) LockLimits.SHORTEST_PULSE.toMillis(),
            3_000,
            "ms",
            (int) Timing.DEFAULT.pulse().toMillis(),
            "How long a lock is driven.");
    static final Setting<Integer> VERIFY = number(
            "door.verify-seconds",
            1,
            60,
            "s",
            (int) Timing.DEFAULT.verify().toSeconds(),
            "A door not open by then is jammed.");
    static final Setting<Integer> AJAR = number(
            "door.ajar-seconds",
            1,
            86_400,
            "s",
            (int) Timing.DEFAULT.ajar().toSeconds(),
            "A door open for longer is ajar.");
    static final Setting<Integer> UNLOCKS = number(
            "command.unlocks-per-minute",
            1,
            10_000,
            "",
            Timing.DEFAULT.unlocksPerMinute(),
            "What a stolen signing key can open at most.");
    static final Setting<AgentConfig.YesNo> KIOSK =
            choice("kiosk", AgentConfig.YesNo.class, AgentConfig.YesNo.YES, "Whether there is a screen.");
    static final Setting<Integer> KIOSK_PORT =
            number("kiosk.port", 1, 65_535, "", 8473, "Where its page is served, on the loopback.");
    static final Setting<Integer> KIOSK_SILENCE = number(
            "kiosk.silence-seconds",
            1,
            3_600,
            "s",
            (int) Timing.DEFAULT.kioskSilence().toSeconds(),
            "A screen silent for longer is frozen.");
    static final Setting<Path> JOURNAL =
            path("journal.folder", "/var/lib/lockward/journal", "Where the journal lives; must survive reboots.");
    static final Setting<Integer> JOURNAL_MIB =
            number("journal.limit-mebibytes", 4, 65_536, "MiB", 64, "The journal's limit.");
    static final Setting<Integer> DISK_FREE = number(
            "disk.free-percent", 1, 50, "%", Timing.DEFAULT.diskFreePercent(), "Below this the disk is nearly full.");
    static final Setting<AgentConfig.YesNo> REMEDY = choice(
            "remedy",
            AgentConfig.YesNo.class,
            AgentConfig.YesNo.YES,
            "Whether the bank heals itself by restarting what is unwell.");
    static final Setting<Integer> REMEDY_PER_DAY = number(
            "remedy.restarts-per-day",
            0,
            24,
            "",
            RemedySetup.DEFAULT.restartsPerDay(),
            "How often it may restart agent, controller or power without anybody; then it calls a person.");
    static final Setting<Integer> REMEDY_CHARGE = number(
            "remedy.charge-percent",
            0,
            100,
            "%",
            RemedySetup.DEFAULT.chargePercent(),
            "On battery, it restarts nothing below this charge.");
    static final Setting<AgentConfig.Orders> CONTROLLER =
            choice("controller", AgentConfig.Orders.class, AgentConfig.Orders.SYSTEMCTL, "How restarts are ordered.");
    static final Setting<Path> SYSTEMCTL = new Setting<>(
            "controller.systemctl",
            "absolute path",
            SystemSettings.DEFAULT.systemctl().toString(),
            "The program that takes the orders for systemd.",
            Settings::absolute);
    static final Setting<String> AGENT_UNIT =
            unit("controller.agent-unit", SystemSettings.DEFAULT.agentUnit(), "The systemd unit that runs this agent.");
    static final Setting<String> KIOSK_UNIT =
            unit("controller.kiosk-unit", SystemSettings.DEFAULT.kioskUnit(), "The systemd unit of the screen.");

    /// In the order of the reference page.
    static final List<Setting<?>> ALL = Stream.of(
                    List.<Setting<?>>of(
                            BANK,
                            BROKER,
                            BROKER_PASSWORD,
                            BROKER_AUTHORITIES,
                            ROOT_KEY,
                            KEY_SET_FILE,
                            HARDWARE,
                            GPIO_CHIP,
                            LOCKS_ACTIVE_HIGH,
                            PULSE,
                            DOORS_CLOSED_HIGH,
                            DOOR_PULL,
                            DEBOUNCE),
                    LockSettings.ALL,
                    SensorSettings.ALL,
                    FootageSettings.ALL,
                    List.<Setting<?>>of(
                            VERIFY,
                            AJAR,
                            UNLOCKS,
                            UPS,
                            UPS_HOST,
                            UPS_PORT,
                            UPS_USER,
                            UPS_PASSWORD,
                            UPS_AUTHORITIES,
                            UPS_GAUGE,
                            UPS_BUS,
                            UPS_MAINS_LINE,
                            UPS_LOST_HIGH,
                            POWER_CYCLE,
                            POWER_CYCLE_PROVEN,
                            SHUTDOWN_CHARGE,
                            SHUTDOWN_RUNTIME,
                            SHUTDOWN_FLOORS,
                            KIOSK,
                            KIOSK_PORT,
                            KIOSK_SILENCE),
                    ScreenSettings.ALL,
                    List.<Setting<?>>of(
                            JOURNAL,
                            JOURNAL_MIB,
                            DISK_FREE,
                            REMEDY,
                            REMEDY_PER_DAY,
                            REMEDY_CHARGE,
                            CONTROLLER,
                            SYSTEMCTL,
                            AGENT_UNIT,
                            KIOSK_UNIT))
            .flatMap(List::stream)
            .toList();

    private Settings() {}

    private static <T> Setting<T> required(String key, String form, String meaning, Function<String, T> read) {
        return new Setting<>(key, form, null, meaning, read);
    }

    private static Setting<String> optional(String key, String form, String meaning) {
        return new Setting<>(key, form, "", meaning, text -> text);
    }

    private static Setting<Path> path(String key, String preset, String meaning) {
        return new Setting<>(key, "path", preset, meaning, Path::of);
    }

    private static Path absolute(String text) {
        Path path = Path.of(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("is an absolute path");
        }
        return path;
    }

    private static String powerCycle(String text) {
        if (!text.matches("none|ups|ups-outlet-[1-9][0-9]?")) {
            throw new IllegalArgumentException("is none, ups or ups-outlet-1 to ups-outlet-99");
        }
        return text;
    }

    private static String day(String text) {
        try {
            return text.isEmpty() ? text : LocalDate.parse(text).toString();
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException("is a day as YYYY-MM-DD");
        }
    }

    private static Setting<String> unit(String key, String preset, String meaning) {
        return new Setting<>(key, "a unit's name", preset, meaning, SystemSettings::requireUnit);
    }

    private static URI broker(String text) {
        URI url = URI.create(text);
        boolean scheme = "tcp".equals(url.getScheme()) || "ssl".equals(url.getScheme());
        if (!scheme
                || url.getHost() == null
                || url.getPort() < 1
                || !url.getPath().isEmpty()) {
            throw new IllegalArgumentException("is tcp://host:port or ssl://host:port");
        }
        return url;
    }
}
