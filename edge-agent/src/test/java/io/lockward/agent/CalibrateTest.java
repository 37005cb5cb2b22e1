package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.config.ConfigReader;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Occupancy;
import io.lockward.agent.hardware.lockboard.BoardEmulator;
import io.lockward.agent.hardware.lockboard.BoardFamily;
import io.lockward.agent.hardware.lockboard.Pty;
import io.lockward.agent.journal.FileDisk;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.journal.JournalSetup;
import io.lockward.agent.journal.Recorded;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `agent calibrate` as an installer runs it: the real program with its journal on a disk. The compartment is a
/// simulated platform whose minute passes at once, or, where time may pass, lock boards behind a real serial device.
@SuppressWarnings("NullAway.Init")
@Timeout(60)
class CalibrateTest {
    private static final CompartmentId A01 = new CompartmentId("A01");

    @TempDir
    Path folder;

    private final RecordingWorld world = new RecordingWorld();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /// Load cells under every floor. Samples are delivered when the program asks for hands off.
    private final class Platforms implements Occupancy {
        private final SplittableRandom random = new SplittableRandom(3);
        private final CompartmentId under;
        private final double tare;
        private double load;
        private boolean silent;
        private long up;
        private @Nullable Listener listener;

        Platforms(CompartmentId under, double tare) {
            this.under = under;
            this.tare = tare;
        }

        /// With nothing to hear, time passes as it is asked for.
        long up() {
            up += silent ? 5_000 : 0;
            return up;
        }

        void handsOff() {
            for (int i = 0; i < 700 && listener != null && !silent; i++) {
                up += 100;
                long now = 1_000 + up;
                double value = tare + load + random.nextGaussian();
                listener.heard(under, List.of(new Sample(SensorChannel.LOAD_CELL, value, now)));
                listener.heard(new CompartmentId("A09"), List.of(new Sample(SensorChannel.LOAD_CELL, 9e6, now)));
            }
        }

        @Override
        public void listen(Listener hearing) {
            listener = hearing;
        }

        @Override
        public void sampleFast(CompartmentId compartment, boolean fast) {}

        @Override
        public void close() {
            world.story.add("sensors closed");
        }
    }

    /// What somebody types, and what their hands do just before: `+9.98` lays two sheets in (grams), `-500` takes them
    /// out, `pull` pulls the sensor's plug; a door that is open is shut by hand. Everything else is typed.
    private final class Installer extends Reader {
        private final Platforms platforms;
        private final List<String> script;

        Installer(Platforms platforms, String script) {
            this.platforms = platforms;
            this.script = new ArrayList<>(List.of(script.split(" ")));
        }

        @Override
        public int read(char[] into, int from, int length) {
            while (!script.isEmpty()) {
                String next = script.removeFirst();
                switch (next.charAt(0)) {
                    case '+', '-' -> platforms.load += Double.parseDouble(next);
                    case 'p' -> platforms.silent = true;
                    case 's' -> world.doors.put(platforms.under, DoorPosition.CLOSED);
                    case 'r' -> {
                        into[from] = '\n';
                        return 1;
                    }
                    default -> {
                        (next + "\n").getChars(0, next.length() + 1, into, from);
                        return next.length() + 1;
                    }
                }
            }
            return -1;
        }

        @Override
        public void close() {}
    }

    private AgentConfig config(String... lines) throws IOException {
        String text = text("hardware = none", lines);
        return assertInstanceOf(ConfigReader.Outcome.Good.class, ConfigReader.read(text, folder))
                .config();
    }

    private String text(String hardware, String... lines) throws IOException {
        Files.writeString(folder.resolve("password"), "right\n");
        return """
                bank = harbour-7
                broker.url = tcp://127.0.0.1:1
                broker.password-file = password
                controller = dry-run
                journal.folder = journal
                root-key = %s
                %s
                %s
                """.formatted(TestKeys.ROOT.verifyingKey().x(), hardware, String.join("\n", lines));
    }

    private ExitCode calibrate(String named, double tare, String script) throws Exception {
        AgentConfig config = config(
                "compartment.A01 = size M, lock 17, door 27",
                "compartment.A02 = size M, lock 18, door 28",
                "occupancy.A01 = nau7802 mux 0x70/1",
                "occupancy.A02 = nau7802 mux 0x70/2");
        Platforms platforms = new Platforms(new CompartmentId(named), tare);
        world.alsoUp = platforms::up;
        world.opensDoors = true;
        world.listener = _ -> {};
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8) {
            @Override
            public void println(@Nullable String line) {
                super.println(line);
                if (line != null && line.startsWith("Hands off")) {
                    platforms.handsOff();
                }
            }
        };
        AgentHardware plain = world.hardware();
        return Calibrate.run(
                config,
                named,
                () -> new AgentHardware(
                        plain.locks(), plain.doors(), platforms, plain.ups(), plain.kiosk(), plain.controller()),
                new BufferedReader(new Installer(platforms, script)),
                out);
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private void says(String expected) {
        assertTrue(text().contains(expected), () -> expected + " is not in\n" + text());
    }

    private List<String> journal(List<OccupancyEntry.Calibrated> calibrated) throws IOException {
        List<String> types = new ArrayList<>();
        try (Journal journal = Journal.open(
                FileDisk.open(folder.resolve("journal")),
                JournalLimits.DEFAULT,
                new JournalSetup(
                        new BootId(new UUID(0x4000L, 0x8000_0000_0000_0009L)),
                        new SecureRandom(),
                        () -> 1,
                        (_, _, _, _) -> new byte[0],
                        1))) {
            journal.replay(_ -> {}, (Recorded entry) -> {
                types.add(entry.type());
                if (WireJson.entry(entry.bytes()) instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                        && stamped.entry() instanceof OccupancyEntry.Calibrated one) {
                    calibrated.add(one);
                }
            });
        }
        return types;
    }

    private static final String WELL = "return o +9.98 return shut return o -9.98 shut return o +500 shut return yes";

    @Test
    void leadsThroughFourStepsAndKeepsWhatItMeasuredForThatCompartmentAlone() throws Exception {
        assertEquals(ExitCode.OK, calibrate("A01", 1_234, WELL), this::text);
        assertTrue(
                text().matches("(?s).*Leave the compartment empty.*Hands off.*  80 %.*Lay two sheets of A4 paper.*"
                        + "The lock was pulsed\\..*The door is open: shut it first\\..*Take the paper out.*Put a box in.*"
                        + "Load cell: two sheets of paper stand out \\d+\\.\\d times from the noise: reliable\\.\\R"
                        + "Keep this calibration\\? \\[yes/no] Written\\. Take the box out.*next start.*"),
                this::text);
        assertEquals(ExitCode.OK, calibrate("A02", -77, WELL), this::text);
        assertEquals(
                List.of("pulse A01", "pulse A01", "pulse A01", "locks off", "sensors closed"),
                world.story.subList(0, 5));
        List<OccupancyEntry.Calibrated> calibrated = new ArrayList<>();
        String pulsed = "lock.pulsed";
        String kept = "occupancy.calibrated";
        assertEquals(List.of(pulsed, pulsed, pulsed, kept, pulsed, pulsed, pulsed, kept), journal(calibrated));
        assertEquals(A01, calibrated.getFirst().compartment());
        assertEquals(1_234, calibrated.getFirst().sensors().getFirst().empty(), 0.5);
        assertTrue(calibrated.getFirst().sensors().getFirst().seesSheets());
        assertEquals(new CompartmentId("A02"), calibrated.getLast().compartment());
        assertEquals(-77, calibrated.getLast().sensors().getFirst().empty(), 0.5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pull return                                       | does not answer: look at its wiring, then begin anew
            return return                                     | feels nothing of the two sheets
            return +9.98 return return                        | something is loose, or still inside. Begin anew
            return +500 return return                         | something is loose, or still inside. Begin anew
            return +9.98 return -9.98 return return           | does not see the box
            return +9.98 return pull -9.98 return             | does not answer
            return +9.98 return -9.98 q                       | Given up; nothing was changed.
            return +9.98 return -9.98                         | Given up; nothing was changed.
            return +9.98 return -9.98 return +500 return no   | Not kept; nothing was changed.
            return +9.98 return -9.98 return +500 return y no | Not kept; nothing was changed.
            return +9.98 return -9.98 return +500 return y    | Not kept; nothing was changed.
            """)
    void keepsNothingOfWhatIsNoCalibrationAndSaysWhatToDo(String script, String words) throws Exception {
        assertEquals(ExitCode.UNUSABLE, calibrate("A01", 1_234, script), this::text);
        says(words);
        says("othing was changed.");
        assertEquals(List.of(), journal(new ArrayList<>()));
        assertEquals(List.of("locks off", "sensors closed"), world.story);
    }

    private ExitCode main(String named, String... lines) throws Exception {
        Path file = folder.resolve("agent.conf");
        Files.writeString(file, text("hardware = none", lines));
        said.reset();
        return Main.main(
                new String[] {"calibrate", "--config", file.toString(), named},
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Test
    void refusesACompartmentThatCannotBeCalibratedAndNamesThoseThatCan() throws Exception {
        String[] lines = {
            "compartment.A01 = size M, lock 17, door 27", "compartment.A02 = size M, lock 18, door 28", "", ""
        };
        assertEquals(ExitCode.USAGE, main("A02", lines));
        says("WRONG  A02 has no occupancy sensors; no compartment has sensors: name them in the configuration");
        lines[2] = "occupancy.A01 = nau7802 mux 0x70/1";
        assertEquals(ExitCode.USAGE, main("A02", lines));
        says("WRONG  A02 has no occupancy sensors; those with sensors: A01");
        assertEquals(ExitCode.USAGE, main("B07", lines));
        says("WRONG  B07 is no compartment of this bank; those with sensors: A01");
        assertEquals(ExitCode.USAGE, main("../A01", lines));
        says("WRONG  ../A01 is no compartment of this bank");
        try (FileDisk _ = FileDisk.open(folder.resolve("journal"))) {
            assertEquals(ExitCode.UNUSABLE, main("A01", lines));
            says("WRONG  the agent is running and has the sensors: stop it first (systemctl stop lockward-agent)");
        }
        lines[3] = "nonsense = 1";
        assertEquals(ExitCode.USAGE, main("A01", lines));
        assertEquals(List.of(), journal(new ArrayList<>()));
    }

    @Test
    void isInterruptedHalfWayWithAllAsItWas() throws Exception {
        Pty pty = Pty.open();
        try (BoardEmulator boards = new BoardEmulator(BoardFamily.CU16, pty, 1)) {
            Files.writeString(
                    folder.resolve("agent.conf"),
                    text(
                            "hardware = lockboard",
                            "lock-board = cu16",
                            "lock-board.items = yes",
                            "lock-board.device = " + pty.device(),
                            "compartment.A01 = size M, board 1, lock 5"));
            Process program = process("calibrate", "--config", "agent.conf", "A01");
            try (BufferedReader heard = program.inputReader();
                    Writer typed = program.outputWriter()) {
                hear(heard, "Leave the compartment empty");
                typed.write("o\n");
                do {
                    typed.write("\n");
                    typed.flush();
                    boards.contact(1, 5, boards.pulses(1, 5) == 1);
                } while (!hear(heard, "The door is open: shut it first.", "Hands off: measuring ...")
                        .contains("Hands off"));
                new ProcessBuilder("kill", "-INT", String.valueOf(program.pid()))
                        .start()
                        .waitFor();
                hear(heard, "Given up; nothing was changed.");
                assertTrue(program.waitFor(20, TimeUnit.SECONDS));
                assertEquals(128 + 2, program.exitValue());
                assertEquals(1, boards.pulses(1, 5));
            } finally {
                program.destroyForcibly();
            }
        }
        assertEquals(List.of("lock.pulsed"), journal(new ArrayList<>()));
    }

    private Process process(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectError(folder.resolve("log").toFile())
                .start();
    }

    /// @return the line that has one of these
    private String hear(BufferedReader heard, String... expected) throws IOException {
        for (String line = heard.readLine(); line != null; line = heard.readLine()) {
            said.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
            if (Stream.of(expected).anyMatch(line::contains)) {
                return line;
            }
        }
        throw new AssertionError(List.of(expected) + " is not in\n" + text() + Files.readString(folder.resolve("log")));
    }
}
