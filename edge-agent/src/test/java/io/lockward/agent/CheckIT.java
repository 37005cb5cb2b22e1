package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.lockboard.BoardEmulator;
import io.lockward.agent.hardware.lockboard.BoardFamily;
import io.lockward.agent.hardware.lockboard.Pty;
import io.lockward.agent.hardware.nut.NutSettings;
import io.lockward.agent.hardware.nut.ScriptedUpsd;
import io.lockward.agent.journal.FileDisk;
import io.lockward.agent.link.CloudEnd;
import io.lockward.agent.link.Mosquitto;
import io.lockward.protocol.BankId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `agent check` as a person runs it, against a real Mosquitto and a scripted upsd.
@SuppressWarnings("NullAway.Init")
final class CheckIT {
    private static final String DEVICE = """
            BEGIN LIST VAR ups
            VAR ups battery.charge "100"
            VAR ups device.model "Model 7"
            VAR ups ups.status "OL CHRG"
            END LIST VAR ups
            """;

    @TempDir
    Path folder;

    private record Said(ExitCode code, String words) {
        void contains(String expected) {
            assertTrue(words.contains(expected), () -> expected + " is not in\n" + words);
        }
    }

    private Said check(String... lines) throws Exception {
        return check("compartment.A01 = size M, lock 17, door 27", lines);
    }

    private Said check(String compartment, String[] lines) throws Exception {
        Path file = folder.resolve("agent.conf");
        Files.writeString(file, """
                bank = harbour-7
                broker.password-file = password
                journal.folder = state/journal
                root-key = %s
                %s
                %s
                """.formatted(TestKeys.ROOT.verifyingKey().x(), compartment, String.join("\n", lines)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExitCode code = Main.main(
                new String[] {"check", "--config", file.toString()},
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Said(code, out.toString(StandardCharsets.UTF_8));
    }

    private void password(String words) throws IOException {
        Files.writeString(folder.resolve("password"), words + "\n");
    }

    private static String url(int port) {
        return "broker.url = tcp://127.0.0.1:" + port;
    }

    @Test
    void findsNothingWrongWhereNothingIsAndChangesNothing() throws Exception {
        password("right");
        try (Mosquitto broker = new Mosquitto(folder);
                CloudEnd cloud = new CloudEnd(broker.port(), new BankId("harbour-7"));
                ScriptedUpsd upsd = new ScriptedUpsd(ScriptedUpsd.answering("LIST VAR ups", DEVICE))) {
            NutSettings ups = upsd.settings();
            Said said = check(url(broker.port()), "hardware = none", "ups.name = ups", "ups.port = " + ups.port());
            assertEquals(ExitCode.OK, said.code(), said.words());
            said.contains("logged in as harbour-7");
            said.contains("3 variables; status OL CHRG");
            said.contains("battery.charge 100, shutting down at 15");
            said.contains("note   it gives no battery.runtime: the floor of 180 is never reached");
            said.contains("does not exist yet; the agent will make it in " + folder);
            assertFalse(Files.exists(folder.resolve("state")), "nothing is made");
            assertEquals(List.of(), cloud.presences);
        }
    }

    @Test
    void saysWhatTheLockBoardsSayAndOpensNothing() throws Exception {
        password("right");
        Pty pty = Pty.open();
        try (BoardEmulator boards = new BoardEmulator(BoardFamily.CU16, pty, 1)) {
            boards.contact(1, 7, false);
            String[] wired = {
                url(1),
                "hardware = lockboard",
                "lock-board = cu16",
                "lock-board.device = " + pty.device(),
                "compartment.A02 = size M, board 1, lock 6, door 7",
                ""
            };
            Said said = check("compartment.A01 = size M, board 1, lock 5", wired);
            said.contains("ok     lock boards on " + pty.device() + " at 19200 baud (no lock was opened)");
            said.contains("board 1: A01 closed, A02 open with its bolt home");
            wired[5] = "compartment.A03 = size M, board 2, lock 1";
            Said silent = check("compartment.A01 = size M, board 1, lock 5", wired);
            silent.contains("WRONG  lock boards on " + pty.device());
            silent.contains("no answer from board 2");
            wired[3] = "lock-board.device = " + folder.resolve("ttyUSB7");
            check("compartment.A01 = size M, board 1, lock 5", wired)
                    .contains("there is no " + folder.resolve("ttyUSB7"));
            assertTrue(boards.heard().stream().noneMatch(words -> words.startsWith("open")), "nothing is opened");
            assertFalse(Files.exists(folder.resolve("state")), "nothing is made");
        }
    }

    @Test
    void saysHowThePowerWouldBeCutAndOrdersNothing() throws Exception {
        password("right");
        String[] script = {
            "USERNAME", "OK\n",
            "PASSWORD", "OK\n",
            "LOGIN", "OK\n",
            "LIST VAR ups", DEVICE,
            "LIST CMD ups", "BEGIN LIST CMD ups\nCMD ups load.off\nCMD ups shutdown.return\nEND LIST CMD ups\n",
            "GET VAR", "ERR VAR-NOT-SUPPORTED\n"
        };
        try (ScriptedUpsd upsd = new ScriptedUpsd(ScriptedUpsd.answering(script))) {
            String[] ups = {
                url(1),
                "hardware = none",
                "ups.name = ups",
                "ups.port = " + upsd.settings().port(),
                "ups.user = bank",
                "ups.password-file = password",
                "power-cycle = ups",
                ""
            };
            Said unproven = check(ups);
            unproven.contains("ok     power cycle by the UPS (nothing was ordered)");
            unproven.contains("it would be ordered by shutdown.return");
            unproven.contains("note   nobody has seen the power come back by the UPS");
            ups[7] = "power-cycle.proven = 2026-11-22";
            check(ups).contains("it was proven on 2026-11-22");
            ups[6] = "power-cycle = ups-outlet-2";
            check(ups).contains("WRONG  power cycle by outlet 2 of the UPS (nothing was ordered)");
        }
    }

    @Test
    void tellsARefusedPasswordFromABrokerThatIsNotThere() throws Exception {
        password("wrong");
        int port;
        try (Mosquitto broker = new Mosquitto(folder)) {
            port = broker.port();
            Said refused = check(url(port), "hardware = none");
            assertEquals(ExitCode.UNUSABLE, refused.code());
            refused.contains("WRONG  broker tcp://127.0.0.1:" + port + ": refused: user name or password;");
        }
        Said unreachable = check(url(port), "hardware = none");
        assertEquals(ExitCode.UNUSABLE, unreachable.code());
        unreachable.contains("WRONG  broker tcp://127.0.0.1:" + port + ": unreachable: ");
        unreachable.contains("note   no UPS is configured");
    }

    @Test
    void doesNotThrowARunningAgentOut() throws Exception {
        password("right");
        try (Mosquitto broker = new Mosquitto(folder);
                FileDisk _ = FileDisk.open(folder.resolve("state/journal"))) {
            Said said = check(url(broker.port()), "hardware = none");
            assertEquals(ExitCode.OK, said.code(), said.words());
            said.contains("login not tried: the agent is running");
        }
    }

    @Test
    void namesEveryPartThatIsMissing() throws Exception {
        Files.writeString(folder.resolve("state"), "a file, not a folder");
        Said said = check(
                url(Mosquitto.freePort()),
                "gpio.chip = /nowhere/gpiochip9",
                "ups.name = ups",
                "ups.port = " + Mosquitto.freePort());
        assertEquals(ExitCode.UNUSABLE, said.code());
        said.contains("WRONG  secrets and certificates: ");
        said.contains("WRONG  journal folder " + folder.resolve("state/journal") + ": ");
        said.contains("state is no folder");
        said.contains("WRONG  UPS ups@127.0.0.1:");
        said.contains("WRONG  GPIO chip /nowhere/gpiochip9: open /nowhere/gpiochip9 failed: NO_DEVICE");
        Said labelled = check(url(Mosquitto.freePort()), "gpio.chip = no-such-chip");
        labelled.contains("WRONG  GPIO chip no-such-chip: no GPIO chip is labelled no-such-chip");
    }

    @Test
    void saysThatARestartDoesNotMendAConfiguration() throws Exception {
        Said said = check("broker.url = nonsense");
        assertEquals(ExitCode.USAGE, said.code());
        said.contains("`broker.url`: is tcp://host:port or ssl://host:port");
    }

    @Test
    void filmsWithEachCameraForAMomentAndKeepsNothing() throws Exception {
        password("right");
        Said said = check(
                url(1),
                "hardware = none",
                "camera.folder = " + folder.resolve("footage"),
                "camera.test = synthetic, size 320x240, rate 5",
                "camera.none = v4l2 /dev/no-such-video");
        said.contains("ok     ffmpeg");
        said.contains("ok     camera test");
        said.contains("KiB in the first 2 s");
        said.contains("WRONG  camera none: ");
        said.contains("note   camera.upload-url is not set");
        assertFalse(Files.exists(folder.resolve("footage")), "nothing is made");
        Said without = check(
                url(1),
                "hardware = none",
                "camera.ffmpeg = /no/ffmpeg",
                "camera.test = synthetic",
                "camera.upload-url = https://127.0.0.1:1",
                "camera.upload-authorities-file = nobody.pem");
        without.contains("WRONG  ffmpeg: /no/ffmpeg is not there; apt-get install ffmpeg");
        without.contains("WRONG  authorities of uploads: ");
    }
}
