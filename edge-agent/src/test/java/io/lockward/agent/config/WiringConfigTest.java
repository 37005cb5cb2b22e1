package io.lockward.agent.config;

import static io.lockward.agent.config.ConfigReaderTest.LEAST;
import static io.lockward.agent.config.ConfigReaderTest.good;
import static io.lockward.agent.config.ConfigReaderTest.key;
import static io.lockward.agent.config.ConfigReaderTest.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.agent.hardware.lockboard.BoardFamily;
import io.lockward.agent.hardware.lockboard.LockBoardSettings;
import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channel;
import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channels;
import io.lockward.agent.hardware.sensor.LoadCell;
import io.lockward.protocol.CompartmentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// How lock boards and occupancy sensors are set; the rest is in [ConfigReaderTest].
class WiringConfigTest {
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
    void takesWklyBoardsFromAddressZero() {
        String wkly = BOARDS + key() + "lock-board = wkly\n";
        assertEquals(
                new LockBoardSettings(
                        BoardFamily.WKLY,
                        Path.of("/dev/ttyUSB0"),
                        9_600,
                        Duration.ofMillis(200),
                        Duration.ofMillis(250),
                        true,
                        false,
                        new TreeMap<>(Map.of(new CompartmentId("A01"), new Channels(0, 24, 24))),
                        null),
                good(wkly + "compartment.A01 = size M, board 0, lock 24\n").boards());
        assertEquals(
                List.of("A01: boards of this family are numbered 0 to 31"),
                problems(wkly + "compartment.A01 = size M, board 32, lock 1\n"));
        assertEquals(
                List.of("A01: channels of this family are numbered 1 to 24"),
                problems(wkly + "compartment.A01 = size M, board 0, lock 25\n"));
    }

    @Test
    void takesALightOnALineThatNothingElseHas() {
        assertEquals(
                new AgentConfig.LightLine(23, true),
                good(LEAST + key() + "locate.light-line = 23\n").light());
        assertEquals(
                new AgentConfig.LightLine(23, false),
                good(LEAST + key() + "locate.light-line = 23\nlocate.light-active-high = no\n")
                        .light());
        assertNull(good(LEAST + key()).light());
        assertEquals(
                List.of("line 17 of the chip is wired more than once"),
                problems(LEAST + key() + "locate.light-line = 17\n"));
        assertEquals(
                List.of("`locate.light-line` is none, or a line, 0 to 511"),
                problems(LEAST + key() + "locate.light-line = 512\n"));
        assertEquals(
                List.of("`locate.light-line` is none, or a line, 0 to 511"),
                problems(LEAST + key() + "locate.light-line = roof\n"));
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
}
