package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.nut.ScriptedUpsd;
import io.lockward.agent.link.CloudEnd;
import io.lockward.agent.link.Mosquitto;
import io.lockward.protocol.BankId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent's own process on a battery at its end, with a script in the place of `systemctl` that takes its time.
@SuppressWarnings("NullAway.Init")
final class HaltIT {
    private static final String[] AT_ITS_END = {
        "GET VAR ups ups.status", "VAR ups ups.status \"FSD OB LB\"\n",
        "GET", "ERR VAR-NOT-SUPPORTED\n"
    };

    @TempDir
    Path folder;

    @Test
    void endsOnlyAfterItsOrderToPowerOffWasTaken() throws Exception {
        Path taken = folder.resolve("taken");
        Path systemctl = folder.resolve("systemctl");
        // The first try is refused after a second, so that the second one begins late.
        Files.writeString(systemctl, """
                #!/bin/sh
                sleep 1
                echo "$@" >> '%s'
                [ "$2" = --force ]
                """.formatted(taken));
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwx------"));
        try (Mosquitto broker = new Mosquitto(folder);
                // It acknowledges, so that the bank need not wait for a cloud that is silent.
                CloudEnd cloud = new CloudEnd(broker.port(), new BankId("harbour-7"));
                ScriptedUpsd upsd = new ScriptedUpsd(ScriptedUpsd.answering(AT_ITS_END))) {
            Process agent = agent(broker.port(), upsd.settings().port(), systemctl);
            try {
                assertTrue(agent.waitFor(60, TimeUnit.SECONDS), () -> "it does not end\n" + log());
                // At once: systemd kills what is left of a unit as soon as its main process is gone.
                assertTrue(Files.exists(taken), () -> "nothing was ordered\n" + log());
                assertEquals(List.of("--no-block poweroff", "poweroff --force"), Files.readAllLines(taken));
                assertEquals(ExitCode.OK.value(), agent.exitValue());
                assertTrue(cloud.entries.size() > 1, "the cloud has heard of it");
            } finally {
                agent.destroyForcibly();
            }
        }
    }

    private Process agent(int broker, int upsd, Path systemctl) throws Exception {
        Files.writeString(folder.resolve("password"), "right\n");
        Files.writeString(folder.resolve("key-set"), TestKeys.signed(TestKeys.set(1, TestKeys.COMMAND)));
        Path config = folder.resolve("agent.conf");
        Files.writeString(
                config, """
                bank = harbour-7
                broker.url = tcp://127.0.0.1:%d
                broker.password-file = password
                journal.folder = journal
                root-key = %s
                key-set-file = key-set
                hardware = none
                kiosk = no
                ups.name = ups
                ups.port = %d
                controller.systemctl = %s
                compartment.A01 = size M, lock 17, door 27
                """.formatted(broker, TestKeys.ROOT.verifyingKey().x(), upsd, systemctl));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "run",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("agent.log"));
        } catch (java.io.IOException problem) {
            return problem.toString();
        }
    }
}
