package io.lockward.bench;

import io.lockward.agent.Agent;
import io.lockward.agent.AgentPorts;
import io.lockward.agent.AgentSetup;
import io.lockward.agent.AgentThreads;
import io.lockward.agent.BankKey;
import io.lockward.agent.SecretFile;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.journal.FileDisk;
import io.lockward.agent.journal.JournalLimits;
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
import io.lockward.simulator.world.Scheduler;
import io.lockward.simulator.world.SimulatedBank;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// A whole agent, with its threads and its journal on the disk, in a simulated bank whose bolts and doors move at once:
/// what is measured is software.
final class BenchAgent implements AutoCloseable {
    private static final Habits QUICK = new Habits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(6),
            Duration.ofSeconds(3),
            Duration.ofSeconds(12),
            Duration.ofMinutes(45));
    /// What a bolt and a switch take in the simulated world; shorter waits of it are left out here.
    private static final Duration AT_ONCE = Duration.ofMillis(600);

    private final RealTime time;
    private final AgentThreads threads;

    private BenchAgent(RealTime time, AgentThreads threads) {
        this.time = time;
        this.threads = threads;
    }

    /// So many that each door is closed again before its next turn.
    static List<CompartmentId> compartments() {
        return IntStream.rangeClosed(1, 60)
                .mapToObj(i -> new CompartmentId("%s%02d".formatted((char) ('A' + i / 20), i % 20 + 1)))
                .toList();
    }

    /// @param keys folder with what the bank trusts
    static BenchAgent start(String bank, Stage.Broker broker, Path keys, Path journal) throws IOException {
        RealTime time = new RealTime(InstantSource.system());
        SimulatedBank world =
                new SimulatedBank(compartments(), new QuickWorld(time), QUICK, new SecureRandom(), new NoPower());
        Timing usual = Timing.DEFAULT;
        Timing timing = new Timing(
                usual.pulse(),
                usual.verify(),
                usual.lateOpening(),
                usual.ajar(),
                usual.kioskSilence(),
                usual.kioskRestart(),
                usual.reboot(),
                usual.commandSlack(),
                usual.refusalsPerMinute(),
                10_000,
                usual.diskFreePercent());
        AgentSetup setup = new AgentSetup(
                new BankSetup(new BankId(bank), new TreeSet<>(compartments()), ShutdownRule.DEFAULT, false, timing),
                "bench",
                JournalLimits.DEFAULT,
                broker.password(bank),
                FleetKeys.trust(keys),
                Seal.with(BankKey.in(journal)),
                SecretFile.in(journal),
                LinkLimits.DEFAULT,
                AgentSetup.Pace.DEFAULT);
        Agent agent = new Agent(
                setup,
                new AgentPorts(
                        FileDisk.open(journal),
                        world.hardware(null),
                        PahoTransport.plain(URI.create("tcp://127.0.0.1:" + broker.port())),
                        InstantSource.system(),
                        new SecureRandom()));
        return new BenchAgent(time, AgentThreads.start(agent));
    }

    @Override
    public void close() {
        threads.close();
        time.close();
    }

    /// The real time without the world's short waits.
    private record QuickWorld(RealTime time) implements Scheduler {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            time.after(delay.compareTo(AT_ONCE) <= 0 ? Duration.ZERO : delay, task);
        }
    }

    /// Nothing is restarted here.
    private static final class NoPower implements BankPower {
        @Override
        public void restart(RebootLevel level, Duration delay) {
            throw new IllegalStateException("no restart was asked for");
        }

        @Override
        public void halt() {
            throw new IllegalStateException("no halt was asked for");
        }
    }
}
