package io.lockward.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.TestKeys;
import io.lockward.agent.bank.ServiceSetup;
import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.PowerCycleSettings;
import io.lockward.agent.hardware.hat.FuelGauge;
import io.lockward.agent.hardware.kiosk.Face;
import io.lockward.agent.hardware.lockboard.BoardFamily;
import io.lockward.agent.hardware.lockboard.LockBoardSettings;
import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channel;
import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channels;
import io.lockward.agent.hardware.sensor.LoadCell;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    private static final Path FOLDER = Path.of("/etc/lockward");
    private static final String LEAST = """
            bank = harbour-7
            broker.url = tcp://127.0.0.1:1883
            broker.password-file = mqtt-password
            compartment.A01 = size M, lock 17, door 27
            """;

    private static String key() {
        return "root-key = " + TestKeys.ROOT.verifyingKey() + "\n";
    }

    private static AgentConfig good(String text) {
        return assertInstanceOf(ConfigReader.Outcome.Good.class, ConfigReader.read(text, FOLDER))
                .config();
    }

    private static List<String> problems(String text) {
        return assertInstanceOf(ConfigReader.Outcome.Bad.class, ConfigReader.read(text, FOLDER)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void pinsEveryDefault() {
        AgentConfig config = good(LEAST + key());
        assertEquals(Path.of("/etc/lockward/mqtt-password"), config.passwordFile());
        assertNull(config.authorities());
        assertEquals(
                new AgentConfig.Gpio(
                        AgentConfig.Adapter.GPIOCHIP,
                        "/dev/gpiochip0",
                        true,
                        false,
                        DoorWiring.Pull.UP,
                        Duration.ofMillis(20)),
                config.gpio());
        assertNull(config.ups());
        assertNull(config.powerCycle());
        assertNull(config.boards());
        assertNull(config.tamper());
        assertEquals(new ServiceSetup(3, Duration.ofMinutes(1)), config.service());
        assertEquals(
                new Sensors(new TreeMap<>(), Path.of("/dev/i2c-1"), new LoadCell(80_000, 1_000)), config.sensors());
        assertEquals(new ShutdownRule(15, 180, ShutdownRule.Floors.EITHER, 2), config.shutdown());
        assertEquals(Timing.DEFAULT, config.timing());
        assertEquals(
                new AgentConfig.Screen(
                        8473, new Face(new BankId("harbour-7"), "harbour-7", null, List.of("en", "de", "fr"))),
                config.screen());
        assertEquals(new TreeSet<>(), config.outOfReach());
        assertEquals(Path.of("/var/lib/lockward/journal"), config.journalFolder());
        assertEquals(64, config.journalMebibytes());
        assertEquals(
                new AgentConfig.Restarts(
                        AgentConfig.Orders.SYSTEMCTL,
                        Path.of("/usr/bin/systemctl"),
                        "lockward-agent.service",
                        "lockward-kiosk.service"),
                config.restarts());
        assertEquals(TestKeys.ROOT.verifyingKey(), config.rootKey());
        assertNull(config.keySetFile());
        assertEquals(new AgentConfig.Wires("M", 17, 27), config.compartments().get(new CompartmentId("A01")));
    }

    @Test
    void takesTheWiringOfOtherLocksAndSwitches() {
        AgentConfig config = good(LEAST + key() + """
                hardware = pi4j
                gpio.chip = pinctrl-rp1
                lock.active-high = no
                door.closed-high = yes
                door.pull = none
                door.debounce-milliseconds = 50
                shutdown.floors = both
                controller = dry-run
                controller.systemctl = /opt/orders
                controller.agent-unit = agent@7.service
                controller.kiosk-unit = cage.service
                """);
        assertEquals(
                new AgentConfig.Gpio(
                        AgentConfig.Adapter.PI4J,
                        "pinctrl-rp1",
                        false,
                        true,
                        DoorWiring.Pull.NONE,
                        Duration.ofMillis(50)),
                config.gpio());
        assertEquals(ShutdownRule.Floors.BOTH, config.shutdown().floors());
        assertEquals(
                new AgentConfig.Restarts(
                        AgentConfig.Orders.DRY_RUN, Path.of("/opt/orders"), "agent@7.service", "cage.service"),
                config.restarts());
    }

    @Test
    void refusesWiringThatMeansNothing() {
        assertEquals(
                List.of(
                        "line 6: `lock.active-high`: is one of yes, no",
                        "line 7: `door.pull`: is one of none, up, down",
                        "line 8: `lock.pulse-milliseconds`: lies outside 20 to 3000 ms",
                        "line 9: `controller.kiosk-unit`: a unit is 1 to 100 characters of [A-Za-z0-9:_.@-]",
                        "line 10: `shutdown.floors`: is one of either, both"),
                problems(LEAST + key() + """
                        lock.active-high = high
                        door.pull = sideways
                        lock.pulse-milliseconds = 19
                        controller.kiosk-unit = --force
                        shutdown.floors = neither
                        """));
    }

    @Test
    void takesAUpsWithItsDefaults() {
        assertEquals(
                new AgentConfig.UpsAccess.Nut("bank", "127.0.0.1", 3493, null, null, null),
                good(LEAST + key() + "ups.name = bank\n").ups());
    }

    @Test
    void takesAPowerCycleWithALoginAndTheDayItWasProven() {
        String ups = LEAST + key() + "ups.name = bank\nups.user = bank\nups.password-file = ups-password\n";
        assertEquals(
                new PowerCycleSettings(null, null),
                good(ups + "power-cycle = ups\n").powerCycle());
        assertEquals(
                new PowerCycleSettings(12, LocalDate.of(2026, 11, 22)),
                good(ups + "power-cycle = ups-outlet-12\npower-cycle.proven = 2026-11-22\n")
                        .powerCycle());
        assertNull(good(ups + "power-cycle.proven = 2026-11-22\n").powerCycle());
        String needed = "`power-cycle` needs `ups.name` and `ups.user`: upsd takes no order without a login";
        for (String without : List.of("", "ups.name = bank\n", "ups.gauge = ina219\n")) {
            assertEquals(List.of(needed), problems(LEAST + key() + without + "power-cycle = ups\n"));
        }
        for (String wrong : List.of("load.off", "ups-outlet-0", "ups-outlet-100", "ups-outlet-1.load", "yes")) {
            assertEquals(
                    List.of("line 9: `power-cycle`: is none, ups or ups-outlet-1 to ups-outlet-99"),
                    problems(ups + "power-cycle = " + wrong + "\n"));
        }
        assertEquals(
                List.of("line 10: `power-cycle.proven`: is a day as YYYY-MM-DD"),
                problems(ups + "power-cycle = ups\npower-cycle.proven = 22.11.2026\n"));
    }

    @Test
    void takesAHatInPlaceOfAUpsAndNotBoth() {
        assertEquals(
                new AgentConfig.UpsAccess.Hat(FuelGauge.MAX17040, Path.of("/dev/i2c-1"), null, true),
                good(LEAST + key() + "ups.gauge = max17040\n").ups());
        assertEquals(
                new AgentConfig.UpsAccess.Hat(FuelGauge.INA219, Path.of("/dev/i2c-0"), 6, false),
                good(LEAST + key() + """
                        ups.gauge = ina219
                        ups.i2c-bus = /dev/i2c-0
                        ups.mains-line = 6
                        ups.mains-lost-high = no
                        """).ups());
        assertTrue(problems(LEAST + key() + "ups.gauge = ina219\nups.name = bank\n")
                .getFirst()
                .contains("a bank has one"));
        assertTrue(problems(LEAST + key() + "ups.gauge = ina219\nups.mains-line = 17\n")
                .getFirst()
                .contains("more than once"));
    }

    private static final String BOARDS = """
            bank = harbour-7
            broker.url = tcp://127.0.0.1:1883
            broker.password-file = mqtt-password
            hardware = lockboard
            """;

    @Test
    void takesLockBoardsWithTheDefaultsOfTheirFamily() {
        AgentConfig config = good(BOARDS + key() + """
                lock-board = cu16
                compartment.A01 = size M, board 1, lock 5
                compartment.A02 = size S, board 0, lock 16, door 2
                """);
        assertEquals(
                new LockBoardSettings(
                        BoardFamily.CU16,
                        Path.of("/dev/ttyUSB0"),
                        19_200,
                        Duration.ofMillis(200),
                        Duration.ofMillis(250),
                        true,
                        false,
                        new TreeMap<>(Map.of(
                                new CompartmentId("A01"),
                                new Channels(1, 5, 5),
                                new CompartmentId("A02"),
                                new Channels(0, 16, 2))),
                        null),
                config.boards());
        assertNull(config.tamper());
    }

    @Test
    void takesLockBoardsAsTheyAreWiredAndATamperSwitch() {
        String a01 = "compartment.A01 = size M, board 1, lock 5\n";
        LockBoardSettings boards = good(BOARDS + key() + a01 + """
                        lock-board = yh
                        lock-board.device = /dev/serial/by-id/usb-1a86
                        lock-board.baud = 57600
                        lock-board.reply-milliseconds = 500
                        lock-board.poll-milliseconds = 1000
                        lock-board.closed-is-one = no
                        tamper = board 2, channel 24
                        """).boards();
        assertEquals(
                new LockBoardSettings(
                        BoardFamily.YH,
                        Path.of("/dev/serial/by-id/usb-1a86"),
                        57_600,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        false,
                        false,
                        new TreeMap<>(Map.of(new CompartmentId("A01"), new Channels(1, 5, 5))),
                        new Channel(2, 24)),
                boards);
        assertEquals(
                new AgentConfig.TamperLine(22, true),
                good(LEAST + key() + "tamper = line 22\ntamper.closed-high = yes\n")
                        .tamper());
    }

    @Test
    void refusesBoardsThatCannotBe() {
        String a01 = "compartment.A01 = size M, board 1, lock 5\n";
        assertEquals(
                List.of("`hardware = lockboard` and `lock-board` belong together"), problems(BOARDS + key() + a01));
        assertEquals(
                List.of("`hardware = lockboard` and `lock-board` belong together"),
                problems(LEAST + key() + "lock-board = yh\n"));
        String yh = BOARDS + key() + "lock-board = yh\n";
        assertEquals(
                List.of("A02: board 1 channel 5 is wired more than once"),
                problems(yh + a01 + "compartment.A02 = size M, board 1, lock 6, door 5\n"));
        assertEquals(
                List.of("A01: boards of this family are numbered 1 to 63"),
                problems(yh + "compartment.A01 = size M, board 0, lock 5\n"));
        assertEquals(
                List.of("A01: channels of this family are numbered 1 to 24"),
                problems(yh + "compartment.A01 = size M, board 1, lock 25\n"));
        assertEquals(
                List.of("boards of the family YH tell nothing of items"),
                problems(yh + a01 + "lock-board.items = yes\n"));
        assertEquals(
                List.of("the tamper switch: board 1 channel 5 is wired more than once"),
                problems(yh + a01 + "tamper = board 1, channel 5\n"));
        assertEquals(
                List.of(
                        "no compartment is set: `compartment.A01 = size M, board 1, lock 5`",
                        "line 7: `compartment.A01`: is `size M, board 1, lock 5`, with `, door 21` where the door has a"
                                + " contact of its own"),
                problems(yh + "compartment.A01 = size M, lock 17, door 27\n"));
        assertEquals(
                List.of("line 17 of the chip is wired more than once"), problems(LEAST + key() + "tamper = line 17\n"));
        assertEquals(
                List.of("`tamper` names a channel, and the channels of boards need `hardware = lockboard`"),
                problems(LEAST + key() + "tamper = board 1, channel 5\n"));
        assertEquals(
                List.of("`tamper` is none, `line 22` or `board 1, channel 16`"),
                problems(LEAST + key() + "tamper = roof\n"));
    }

    @Test
    void tellsAllProblemsAtOnceWithTheirLines() {
        assertEquals(
                List.of(
                        "`broker.password-file` is missing: path. Holds the bank's MQTT password.",
                        "line 1: `bank`: a bank id is 3 to 40 characters of [a-z0-9-]",
                        "line 3: is not `key = value`",
                        "line 4: `door.ajar-seconds`: lies outside 1 to 86400 s",
                        "line 5: no setting is called `jurnal.folder`; did you mean `journal.folder`?",
                        "line 6: `broker.url` was already set in line 2",
                        "line 7: `hardware`: is one of gpiochip, pi4j, lockboard, none",
                        "line 9: `root-key`: an Ed25519 key has 43 characters of base64url"),
                problems("""
                        bank = X
                        broker.url = tcp://127.0.0.1:1883
                        what is this
                        door.ajar-seconds = 0
                        jurnal.folder = /x
                        broker.url = tcp://127.0.0.1:1884
                        hardware = gpio
                        compartment.A01 = size M, lock 17, door 27
                        root-key = AAAA
                        """));
    }

    @Test
    void asksForAuthoritiesWithSslAndForDistinctLines() {
        assertEquals(
                List.of(
                        "line 17 of the chip is wired more than once",
                        "`broker.authorities-file` is missing: ssl needs to know who vouches for the broker"),
                problems(LEAST.replace("tcp:", "ssl:") + key() + "compartment.A02 = size M, lock 17, door 28\n"));
    }

    @Test
    void takesOccupancySensorsAsTheyAreWired() {
        AgentConfig config = good(LEAST + key() + """
                compartment.A02 = size S, lock 18, door 28
                compartment.A03 = size S, lock 19, door 29
                occupancy.A01 = hx711 data 5 clock 6, vl6180x mux 0x70/3
                occupancy.A02 = nau7802, ads1115 0x4b/2 mux 0x77/0
                sensor.i2c-bus = /dev/i2c-3
                sensor.load-cell-capacity-grams = 20000
                """);
        assertEquals(
                Map.of(
                        new CompartmentId("A01"),
                        List.of(new SensorWiring.Hx711(5, 6), new SensorWiring.Vl6180x(new SensorWiring.Mux(0x70, 3))),
                        new CompartmentId("A02"),
                        List.of(
                                new SensorWiring.Nau7802(null),
                                new SensorWiring.Ads1115(0x4B, 2, new SensorWiring.Mux(0x77, 0)))),
                config.sensors().wiring());
        assertEquals(Path.of("/dev/i2c-3"), config.sensors().bus());
        assertEquals(new LoadCell(20_000, 1_000), config.sensors().cell());
        assertEquals(
                SensingSetup.ofProfiles(List.of(SensorProfile.LOAD_CELL_10, SensorProfile.TIME_OF_FLIGHT)),
                config.sensors().setups().get(new CompartmentId("A01")));
    }

    @Test
    void takesTheItemBitsOfLockBoardsByThemselves() {
        AgentConfig config = good(LEAST.replace("lock 17, door 27", "board 1, lock 5") + key() + """
                hardware = lockboard
                lock-board = cu16
                lock-board.items = yes
                occupancy.A01 = nau7802
                """);
        assertEquals(
                Map.of(new CompartmentId("A01"), List.of(new SensorWiring.Nau7802(null), new SensorWiring.ItemBit())),
                config.sensors().wiring());
    }

    @Test
    void refusesSensorsThatCannotBe() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "occupancy.A01 = hx712 data 5 clock 6", "is one or more of `hx711 data 5 clock 6`",
                        "occupancy.A01 = hx711 data 5 clock 600", "lines are 0 to 511",
                        "occupancy.A01 = hx711 data 17 clock 6", "line 17 of the chip is wired more than once",
                        "occupancy.A01 = hx711 data 5 clock 5", "line 5 of the chip is wired more than once",
                        "occupancy.A01 = nau7802, hx711 data 5 clock 6", "names two sensors of one kind",
                        "occupancy.Z09 = nau7802", "there is no compartment Z09",
                        "occupancy.A01 = ads1115 0x48/4", "is one or more of",
                        "sensor.load-cell-capacity-grams = 5", "lies outside 100 to 1000000 g")
                .entrySet()) {
            List<String> problems = problems(LEAST + key() + wrong.getKey() + "\n");
            assertTrue(problems.toString().contains(wrong.getValue()), wrong.getKey() + ": " + problems);
        }
        List<String> twice = problems(LEAST + key() + """
                compartment.A02 = size S, lock 18, door 28
                occupancy.A01 = ads1115 0x48/1
                occupancy.A02 = ads1115 0x48/1
                """);
        assertTrue(
                twice.toString().contains("two compartments have the same sensor: ads1115 0x48/1"), twice.toString());
    }

    @Test
    void isWhatTheReferencePageSays() throws IOException {
        Path page = Path.of("..", "docs", "reference", "agent-config.md");
        if (Boolean.getBoolean("update")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, ConfigReference.markdown());
        }
        assertEquals(ConfigReference.markdown(), Files.readString(page), "run this test with -Dupdate=true");
    }
}
