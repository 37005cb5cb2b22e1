package io.lockward.simulator.seeded;

import io.lockward.agent.Agent;
import io.lockward.agent.AgentPorts;
import io.lockward.agent.AgentSetup;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.link.Transport;
import io.lockward.protocol.BankId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.simulator.disk.SimulatedDisk;
import io.lockward.simulator.world.Habits;
import io.lockward.simulator.world.ScriptedCameras;
import io.lockward.simulator.world.ScriptedUploads;
import io.lockward.simulator.world.SimulatedBank;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One bank of a seeded day: a simulated bank, a simulated disk, and the agent between them, which dies and
/// starts again as often as it has to. One thread.
final class SeededBank implements SimulatedBank.Power {
    /// In quiet times an agent is driven this often; production drives it at least twice a second, and any
    /// event here lets it be driven as finely as it asks for a while.
    private static final long QUIET_MILLIS = 10_000;

    private static final long LIVELY_MILLIS = 15_000;
    private static final Duration CAMERA_BROKEN = Duration.ofMinutes(20);

    private final AgentSetup setup;
    private final VirtualTime time;
    private final RandomGenerator random;
    private final Transport transport;
    private final Ledger ledger;
    private final Trace trace;
    private final SimulatedBank world;
    private final ScriptedCameras cameras;
    private final ScriptedUploads uploads;
    private SimulatedDisk disk = new SimulatedDisk();
    private Duration clockError = Duration.ZERO;
    private @Nullable Agent agent;
    private long generation;
    private long livelyUntil;
    private boolean halted;
    /// Whether the next start is a new boot.
    private boolean cold;

    private long starts;

    SeededBank(
            AgentSetup setup,
            VirtualTime time,
            RandomGenerator random,
            Transport transport,
            Habits habits,
            Ledger ledger,
            Trace trace) {
        this.setup = setup;
        this.time = time;
        this.random = random;
        this.transport = transport;
        this.ledger = ledger;
        this.trace = trace;
        this.world = new SimulatedBank(setup.bank().compartments(), time, habits, random, this);
        this.cameras = new ScriptedCameras(time, () -> world.uptime().toMillis());
        this.uploads = new ScriptedUploads(time);
    }

    BankId id() {
        return setup.bank().bank();
    }

    SimulatedBank world() {
        return world;
    }

    long starts() {
        return starts;
    }

    boolean isHalted() {
        return halted;
    }

    void start() {
        if (agent != null || halted) {
            return;
        }
        if (cold) {
            cold = false;
            world.boot();
        }
        InstantSource wall = () -> time.now().plus(clockError);
        Agent fresh = new Agent(
                setup,
                new AgentPorts(
                        disk,
                        world.hardware(null, cameras.forProcess()),
                        transport,
                        uploads.forProcess(),
                        wall,
                        random));
        starts++;
        agent = fresh;
        world.onHeartbeat(fresh::kioskBeat);
        ledger.restarted(id(), fresh.journal());
        livelyUntil = time.millis();
        lively();
    }

    /// The controller loses all power now and comes back later. What was not forced is gone or torn.
    void powerCut(long offMillis) {
        trace.note(id() + " loses power");
        stopHere();
        disk = disk.powerCut(random);
        cold = true;
        time.after(offMillis, this::start);
    }

    /// The agent's process is killed; what it had handed to the kernel is still there, so the disk stays as it
    /// is.
    void killAgent() {
        trace.note(id() + " agent killed");
        if (starts % 3 == 0) {
            cameras.breakFor(CAMERA_BROKEN);
        }
        stopHere();
        time.after(3_000L, this::start);
    }

    void clock(Duration error) {
        clockError = error;
    }

    void mainsBack() {
        world.mains(true);
        if (halted) {
            halted = false;
            cold = true;
            start();
        }
    }

    /// Lets the agent be driven as finely as it asks for a while.
    void lively() {
        boolean quiet = time.millis() >= livelyUntil;
        livelyUntil = time.millis() + LIVELY_MILLIS;
        if (quiet) {
            long current = ++generation; // replaces the drowsy round that is waiting
            time.after(1L, () -> drive(current));
        }
    }

    /// Whether everything durable is acknowledged by the cloud.
    boolean isDrained() {
        Agent running = agent;
        if (running == null) {
            return false;
        }
        Journal journal = running.journal();
        return journal.acknowledged() >= journal.durableSeq() && journal.durableSeq() == journal.lastSeq();
    }

    @Override
    public void restart(RebootLevel level, Duration delay) {
        trace.note(id() + " restarts " + level);
        ledger.rebooted(id());
        time.after(50L, () -> {
            if (level == RebootLevel.POWER) {
                powerCut(delay.toMillis());
                return;
            }
            stopInOrder();
            cold |= level != RebootLevel.AGENT;
            time.after(delay, this::start);
        });
    }

    @Override
    public void halt() {
        trace.note(id() + " halts");
        halted = true;
    }

    private void drive(long driven) {
        Agent running = agent;
        if (running == null || driven != generation) {
            return;
        }
        long next = running.doWork();
        ledger.observe(id(), running.journal());
        if (running.ended() != null) {
            stopInOrder();
            if (!halted) {
                throw new IllegalStateException(id() + " ended by itself: " + running.ended());
            }
            return;
        }
        long now = time.millis();
        long asked = Math.max(1, next - world.uptime().toMillis());
        time.after(now < livelyUntil ? asked : Math.max(asked, QUIET_MILLIS), () -> drive(driven));
    }

    private void stopInOrder() {
        Agent running = agent;
        agent = null;
        world.onHeartbeat(null);
        if (running != null) {
            running.link().leave();
            running.link().doWork(world.uptime().toMillis());
            ledger.observe(id(), running.journal());
            running.close();
        }
    }

    private void stopHere() {
        agent = null;
        cameras.processDied();
        uploads.processDied();
        generation++;
        world.onHeartbeat(null);
    }
}
