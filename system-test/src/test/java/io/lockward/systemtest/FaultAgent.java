package io.lockward.systemtest;

import io.lockward.agent.Agent;
import io.lockward.agent.AgentPorts;
import io.lockward.agent.AgentSetup;
import io.lockward.agent.AgentThreads;
import io.lockward.agent.BankKey;
import io.lockward.agent.SecretFile;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.journal.FileDisk;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.link.Backoff;
import io.lockward.agent.link.LinkLimits;
import io.lockward.agent.link.PahoTransport;
import io.lockward.agent.link.Seal;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.simulator.fleet.FleetKeys;
import io.lockward.simulator.world.BankPower;
import io.lockward.simulator.world.Habits;
import io.lockward.simulator.world.RealTime;
import io.lockward.simulator.world.SimulatedBank;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A bank that is busy: the unchanged agent on a real disk and a real network, with simulated doors that people open
/// and close all the time, a screen that hangs and mains that come and go. It is there to be killed.
/// Arguments are `name=value`: `folder`, `bank`, `broker` (a port), `password-file`, `keys`, `moves` (of doors, in a
/// second; 0 for a bank where nothing happens), and perhaps `die-at` (an [AgentStep]).
final class FaultAgent {
    /// Doors that only commands open.
    static final List<String> COMMANDED =
            List.of("A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10", "A11", "A12");
    /// Doors that people force.
    static final List<String> FORCED = List.of("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08");

    private static final Habits HABITS = new Habits(
            Duration.ofMillis(800),
            Duration.ofDays(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofHours(12));
    private static final Timing TIMING = new Timing(
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofMinutes(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            600,
            10_000,
            10);
    private static final LinkLimits LINK = new LinkLimits(
            8,
            64 * 1024,
            1_000,
            new Backoff(1_000, 1_000, 8_000),
            new Backoff(100, 200, 1_000),
            new Backoff(100, 200, 1_000),
            5_000,
            4_000,
            5_000,
            2_000,
            500,
            5,
            256);
    private static final JournalLimits JOURNAL = new JournalLimits(256L << 20, 256 << 10, 16 << 10, 1 << 20, 64 << 10);
    private static final AgentSetup.Pace PACE = new AgentSetup.Pace(
            Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMinutes(1), Duration.ofSeconds(2));

    private FaultAgent() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            options.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Path folder = Path.of(option(options, "folder"));
        TreeSet<CompartmentId> compartments = new TreeSet<>();
        COMMANDED.forEach(id -> compartments.add(new CompartmentId(id)));
        FORCED.forEach(id -> compartments.add(new CompartmentId(id)));
        RandomGenerator random = new SecureRandom();
        SimulatedBank bank = new SimulatedBank(
                compartments, new RealTime(InstantSource.system()), HABITS, random, new NeverRestarted());
        KillPoint kill =
                new KillPoint(options.containsKey("die-at") ? AgentStep.valueOf(option(options, "die-at")) : null);
        AtomicReference<@Nullable Agent> running = new AtomicReference<>();
        AgentHardware simulated = bank.hardware(null);
        AgentHardware hardware = new AgentHardware(
                kill.locks(new WitnessedLocks(simulated.locks(), folder.resolve("pulses"), running::get)),
                kill.doors(simulated.doors()),
                simulated.ups(),
                simulated.kiosk(),
                BootFile.controller(folder));
        Agent agent = new Agent(
                new AgentSetup(
                        new BankSetup(
                                new BankId(option(options, "bank")), compartments, ShutdownRule.DEFAULT, true, TIMING),
                        "0.1.0-test",
                        JOURNAL,
                        Files.readString(Path.of(option(options, "password-file"))),
                        FleetKeys.trust(Path.of(option(options, "keys"))),
                        Seal.with(BankKey.in(folder)),
                        SecretFile.in(folder),
                        LINK,
                        PACE),
                new AgentPorts(
                        new KeepingDisk(
                                FileDisk.open(folder.resolve("journal")), folder.resolve("archive"), kill::appender),
                        hardware,
                        kill.transport(PahoTransport.plain(URI.create("tcp://127.0.0.1:" + option(options, "broker")))),
                        InstantSource.system(),
                        random));
        running.set(agent);
        AgentThreads threads = AgentThreads.start(agent);
        int moves = Integer.parseInt(option(options, "moves"));
        Thread.ofPlatform().daemon().name("people").start(() -> live(bank, agent, moves, random));
        Thread.ofPlatform().daemon().name("parent").start(FaultAgent::endWithParent);
        System.out.println("ready seq=" + agent.journal().lastSeq());
        int code = threads.await().value();
        System.out.println("the agent ended by itself with " + code);
        threads.close();
        System.exit(code);
    }

    private static String option(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("missing: " + name);
        }
        return value;
    }

    /// People, the screen and the mains; ends with the process.
    private static void live(SimulatedBank bank, Agent agent, int moves, RandomGenerator random) {
        List<CompartmentId> doors = FORCED.stream().map(CompartmentId::new).toList();
        int pace = moves == 0 ? 100 : 1_000 / moves;
        for (long elapsed = 0; ; elapsed += pace) {
            Await.pass(Duration.ofMillis(pace));
            boolean busy = moves > 0;
            if (busy) {
                CompartmentId door = doors.get(random.nextInt(doors.size()));
                bank.move(door, bank.doors().get(door) == DoorPosition.OPEN ? DoorPosition.CLOSED : DoorPosition.OPEN);
                bank.mains(elapsed % 3_000 < 2_000);
            }
            boolean hanging = busy && elapsed % 6_000 > 4_000;
            if (!hanging) {
                agent.kioskBeat(bank.uptime().toMillis());
            }
        }
    }

    /// Nobody else ends an agent whose test was itself killed.
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Only the end of the input says anything.
            }
        } catch (IOException _) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(0);
    }

    private static final class NeverRestarted implements BankPower {
        @Override
        public void restart(RebootLevel level, Duration delay) {
            throw new IllegalStateException("nobody asked for a restart");
        }

        @Override
        public void halt() {
            throw new IllegalStateException("nobody asked for a halt");
        }
    }
}
