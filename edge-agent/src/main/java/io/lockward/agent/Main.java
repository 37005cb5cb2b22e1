package io.lockward.agent;

import com.sun.net.httpserver.HttpHandler;
import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.config.ConfigReader;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.kiosk.Heartbeat;
import io.lockward.agent.hardware.kiosk.KioskPage;
import io.lockward.agent.hardware.kiosk.KioskServer;
import io.lockward.agent.hardware.kiosk.PageOrders;
import io.lockward.agent.hardware.pi4j.Pi4jBoard;
import io.lockward.agent.hardware.systemd.Supervisor;
import io.lockward.agent.journal.FileDisk;
import io.lockward.agent.journal.JournalFailed;
import io.lockward.protocol.key.SigningKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent's program: `run --config FILE`, `check --config FILE` and `calibrate --config FILE COMPARTMENT`.
/// Exit codes are those of [ExitCode].
public final class Main {
    private static final Path DEVICES = Path.of("/dev");
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) throws InterruptedException {
        ExitCode code = main(args, System.out);
        // Halting also ends what a broken library left running; everything of ours is closed.
        System.exit(code.value());
    }

    static ExitCode main(String[] args, PrintStream out) throws InterruptedException {
        boolean calibrates = args.length == 4 && args[0].equals("calibrate");
        boolean known = calibrates || (args.length == 3 && (args[0].equals("run") || args[0].equals("check")));
        if (!known || !args[1].equals("--config")) {
            out.println("usage: lockward-agent run|check --config FILE, or calibrate --config FILE COMPARTMENT");
            return ExitCode.USAGE;
        }
        AgentConfig config = read(Path.of(args[2]), out);
        if (config == null) {
            return ExitCode.USAGE;
        }
        if (calibrates) {
            PageOrders page = new PageOrders(System::nanoTime);
            return Calibrate.run(
                    config,
                    args[3],
                    () -> RealWorld.hardware(config, DEVICES, Pi4jBoard::gpiod, page),
                    terminal(),
                    out);
        }
        return args[0].equals("check") ? Check.run(config, DEVICES, out) : run(config, out);
    }

    private static BufferedReader terminal() {
        return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    }

    private static @Nullable AgentConfig read(Path file, PrintStream out) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            out.println("WRONG  " + file + " cannot be read as UTF-8 text: " + e);
            return null;
        }
        Path folder = file.toAbsolutePath().getParent();
        return switch (ConfigReader.read(text, folder == null ? Path.of("/") : folder)) {
            case ConfigReader.Outcome.Good(AgentConfig config) -> config;
            case ConfigReader.Outcome.Bad bad -> {
                bad.problems().forEach(problem -> out.println("WRONG  " + file + ", " + problem));
                yield null;
            }
        };
    }

    private static ExitCode run(AgentConfig config, PrintStream out) throws InterruptedException {
        AgentThreads threads;
        PageOrders page = new PageOrders(System::nanoTime);
        Agent agent;
        try {
            Files.createDirectories(config.journalFolder());
            SigningKey own = BankKey.in(config.journalFolder());
            AgentSetup setup = RealWorld.setup(config, version(), own, SecretFile.in(config.journalFolder()));
            AgentHardware hardware = RealWorld.hardware(config, DEVICES, Pi4jBoard::gpiod, page);
            SecureRandom random = new SecureRandom();
            RecentLog log = RecentLog.installed();
            agent = new Agent(
                    setup,
                    new AgentPorts(
                            FileDisk.open(config.journalFolder()),
                            hardware,
                            RealWorld.transport(config),
                            FootageLines.uploads(config, own, hardware.controller(), random),
                            InstantSource.system(),
                            random));
            agent.recentLogFrom(log::lines);
            threads = AgentThreads.start(
                    agent,
                    Supervisor.of(System.getenv(), ProcessHandle.current().pid()));
        } catch (IOException | IllegalArgumentException e) {
            out.println("WRONG  cannot start: " + e.getMessage() + "; `check --config FILE` tells more");
            return ExitCode.UNUSABLE;
        } catch (JournalFailed e) {
            LOG.atError().setCause(e).log("journal cannot be opened");
            return ExitCode.JOURNAL_FAILED;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(threads::close, "stop"));
        try (KioskServer _ = kiosk(config, agent, page)) {
            return threads.await();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the screen's page cannot be served");
            return ExitCode.UNUSABLE;
        } finally {
            LOG.atInfo().log("agent stops");
        }
    }

    private static @Nullable KioskServer kiosk(AgentConfig config, Agent agent, PageOrders page) throws IOException {
        AgentConfig.Screen screen = config.screen();
        if (screen == null) {
            return null;
        }
        Map<String, HttpHandler> routes = new HashMap<>(new KioskPage(screen.face(), agent.desk()).routes());
        routes.put(Heartbeat.PATH, new Heartbeat(agent::kioskBeat, page, agent::up, System::nanoTime));
        return KioskServer.open(screen.port(), routes);
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
