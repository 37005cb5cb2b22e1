package io.lockward.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.TestKeys;
import io.lockward.agent.bank.ServiceSetup;
import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.PowerCycleSettings;
import io.lockward.agent.hardware.camera.CameraSettings;
import io.lockward.agent.hardware.camera.CameraSource;
import io.lockward.agent.hardware.camera.RecorderSettings;
import io.lockward.agent.hardware.hat.FuelGauge;
import io.lockward.agent.hardware.kiosk.Face;
import io.lockward.agent.hardware.sensor.LoadCell;
import io.lockward.agent.upload.UploadSettings;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    private static final Path FOLDER = Path.of("/etc/lockward");
    static final String LEAST = """
            bank = harbour-7
            broker.url = tcp://127.0.0.1:1883
            broker.password-file = mqtt-password
            compartment.A01 = size M, lock 17, door 27
            """;

    static String key() {
        return "root-key = " + TestKeys.ROOT.verifyingKey() + "\n";
    }

    static AgentConfig good(String text) {
        return assertInstanceOf(ConfigReader.Outcome.Good.class, ConfigReader.read(text, FOLDER))
                .config();
    }

    static List<String> problems(String text) {
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
    void isWhatTheReferencePageSays() throws IOException {
        Path page = Path.of("..", "docs", "reference", "agent-config.md");
        if (Boolean.getBoolean("update")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, ConfigReference.markdown());
        }
        assertEquals(ConfigReference.markdown(), Files.readString(page), "run this test with -Dupdate=true");
    }

    @Test
    void readsCamerasAndWhatIsDoneWithTheirPictures() {
        assertNull(good(LEAST + key()).footage());
        Footage footage =
                java.util.Objects.requireNonNull(good(LEAST + key() + """
                        camera.left = rtsp://viewer@10.0.0.5/stream1, password-file left.password
                        camera.front = v4l2 /dev/video0, size 640x480, rate 10, mask 200x80+0+0, mask 10x10+5+5
                        camera.pi = rpicam 1
                        camera.test = synthetic
                        camera.upload-url = https://cloud.example
                        """).footage());
        assertEquals(
                new CameraSettings(
                        "front",
                        new CameraSource.V4l2(Path.of("/dev/video0")),
                        640,
                        480,
                        10,
                        List.of(new CameraSettings.Mask(200, 80, 0, 0), new CameraSettings.Mask(10, 10, 5, 5))),
                footage.cameras().get(1));
        assertEquals(
                new CameraSource.Rtsp(
                        java.net.URI.create("rtsp://viewer@10.0.0.5/stream1"), FOLDER.resolve("left.password")),
                footage.cameras().getFirst().source());
        assertEquals(
                new ClipSetup(
                        new TreeSet<>(List.of("front", "left", "pi", "test")),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        2L << 30),
                footage.clips());
        assertEquals(
                new RecorderSettings(
                        Path.of("/var/lib/lockward/footage"),
                        4L << 30,
                        Duration.ofHours(24),
                        512L << 20,
                        Duration.ofSeconds(10),
                        RecorderSettings.Programs.USUAL),
                footage.recorder());
        assertEquals(
                new UploadSettings(
                        new BankId("harbour-7"), java.net.URI.create("https://cloud.example"), 256_000, null),
                footage.upload());
    }

    @Test
    void camerasThatCannotBeAreTold() {
        for (String bad : List.of(
                "camera.left = webcam",
                "camera.left = rtsp://viewer:secret@10.0.0.5/stream1",
                "camera.left = rtsp:///stream1",
                "camera.left = v4l2 /etc/passwd",
                "camera.left = v4l2 /dev/video0; rm -rf /",
                "camera.left = rpicam 9",
                "camera.left = synthetic, size 15x15",
                "camera.left = synthetic, mask 0x10+0+0",
                "camera.left = synthetic, rate 0",
                "camera.left = synthetic, loud",
                "camera.left = synthetic, password-file p",
                "camera.LEFT = synthetic",
                "camera.upload-url = http://cloud.example",
                "camera.upload-url = https://cloud.example/path",
                "camera.ring-hours = 0")) {
            assertEquals(1, problems(LEAST + key() + bad + "\n").size(), bad);
        }
    }
}
