package io.lockward.agent;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.hardware.Ups;
import io.lockward.agent.hardware.system.LinuxProbe;
import io.lockward.agent.journal.Disk;
import io.lockward.agent.journal.FileDisk;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;

/// `agent check`: tries what the agent will need and says in words what is wrong and what to do. Changes nothing.
final class Check {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// One thing to try; throws with a sentence for people when it does not work.
    private interface Trial {
        void run() throws IOException;
    }

    private final PrintStream out;
    private int bad;

    private Check(PrintStream out) {
        this.out = out;
    }

    static ExitCode run(AgentConfig config, PrintStream out) {
        Check check = new Check(out);
        check.tryOut("secrets and certificates", "make the files readable for the agent's user", () -> {
            RealWorld.setup(config, "check");
            RealWorld.transport(config);
        });
        check.tryOut("journal folder " + config.journalFolder(), "give it to the agent's user", () -> journal(config));
        check.tryOut("broker " + config.broker(), "check host, port and firewall", () -> broker(config));
        check.tryOut("UPS", "check `upsc`, the name in ups.name, and user and password", () -> ups(config));
        check.tryOut("kernel", "the agent needs /proc", () -> {
            LinuxProbe probe = LinuxProbe.of(config.journalFolder());
            out.println("       boot " + probe.bootId() + ", up for " + probe.uptime());
        });
        if (config.adapter() == AgentConfig.Adapter.GPIOCHIP) {
            check.tryOut(
                    "GPIO chip " + config.gpioChip(), "see `ls /dev/gpiochip*`; join the group that owns it", () -> {
                        if (!Files.isReadable(config.gpioChip()) || !Files.isWritable(config.gpioChip())) {
                            throw new IOException("cannot be opened for reading and writing");
                        }
                    });
        }
        return check.bad == 0 ? ExitCode.OK : ExitCode.UNUSABLE;
    }

    private void tryOut(String what, String advice, Trial trial) {
        try {
            trial.run();
            out.println("ok     " + what);
        } catch (IOException | RuntimeException e) {
            bad++;
            out.println("WRONG  " + what + ": " + e.getMessage() + "; " + advice);
        }
    }

    private static void journal(AgentConfig config) throws IOException {
        Files.createDirectories(config.journalFolder());
        try (FileDisk disk = FileDisk.open(config.journalFolder())) {
            disk.list();
        } catch (Disk.InUse _) {
            // The agent itself holds it: it works.
        }
    }

    private static void broker(AgentConfig config) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            config.broker().getHost(), config.broker().getPort()),
                    (int) PATIENCE.toMillis());
        }
    }

    private static void ups(AgentConfig config) throws IOException {
        try (Ups ups = RealWorld.ups(config)) {
            if (ups.poll() instanceof UpsReading.Lost(UpsReading.LostReason reason, String detail)
                    && reason != UpsReading.LostReason.NOT_FITTED) {
                throw new IOException(reason + ", " + detail);
            }
        }
    }
}
