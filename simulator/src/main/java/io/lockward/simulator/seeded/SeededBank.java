package io.lockward.simulator.seeded;

import io.lockward.agent.Agent;
import io.lockward.agent.AgentPorts;
import io.lockward.agent.AgentSetup;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalFailed;
import io.lockward.agent.link.Transport;
import io.lockward.protocol.BankId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.simulator.disk.SimulatedDisk;
import io.lockward.simulator.sensing.NoiseModel;
import io.lockward.simulator.world.BankPower;
import io.lockward.simulator.world.Habits;
import io.lockward.simulator.world.ScriptedCameras;
import io.lockward.simulator.world.ScriptedUploads;
import io.lockward.simulator.world.SimulatedBank;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One bank of a seeded day: a simulated bank, a simulated disk, and the agent between them, which dies and
/// starts again as often as it has to. One thread.
public final class SeededBank implements BankPower {
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
    private SimulatedDisk disk;
    private Duration clockError = Duration.ZERO;
    private @Nullable Agent agent;
    private long generation;
    private long livelyUntil;
    private boolean halted;
    /// Whether the next start is a new boot.
    private boolean cold;

    private long starts;
    /// What a power cut in the middle of writing left, until the agent has noticed.
    private @Nullable SimulatedDisk survivor;

    private long survivorOffMillis;

    SeededBank(
            AgentSetup setup,
            VirtualTime time,
            RandomGenerator random,
            Transport transport,
            Habits habits,
            Ledger ledger,
            Trace trace) {
        this(setup, time, random, transport, habits, Map.of(), SimulatedDisk.Honesty.HONEST, ledger, trace);
    }

    /// @param sensors what every compartment has, possibly none
    public SeededBank(
            AgentSetup setup,
            VirtualTime time,
            RandomGenerator random,
            Transport transport,
            Habits habits,
            Map<SensorChannel, NoiseModel> sensors,
            SimulatedDisk.Honesty honesty,
            Ledger ledger,
            Trace trace) {
        this.setup = setup;
        this.time = time;
        this.random = random;
        this.transport = transport;
        this.ledger = ledger;
        this.trace = trace;
        this.disk = new SimulatedDisk(honesty);
        this.world = new SimulatedBank(setup.bank().compartments(), time, habits, random, this, sensors);
        this.cameras = new ScriptedCameras(time, () -> world.uptime().toMillis());
        this.uploads = new ScriptedUploads(time);
    }

    public BankId id() {
        return setup.bank().bank();
    }

    public SimulatedBank world() {
        return world;
    }

    /// The agent while it runs.
    public @Nullable Agent agent() {
        return agent;
    }

    public long starts() {
        return starts;
    }

    boolean isHalted() {
        return halted;
    }

    public void start() {
        if (agent != null || halted) {
            return;
        }
        SimulatedDisk left = survivor;
        if (left != null) {
            survivor = null;
            disk = left;
            cold = true;
        }
        if (cold) {
            cold = false;
            world.boot();
        }
        InstantSource wall = () -> time.now().plus(clockError);
        Agent fresh;
        try {
            fresh = new Agent(
                    setup,
                    new AgentPorts(
                            disk,
                            world.hardware(null, cameras.forProcess()),
                            transport,
                            uploads.forProcess(),
                            wall,
                            random));
        } catch (JournalFailed | PowerGone failed) {
            left = survivor;
            if (left == null) {
                throw failed;
            }
            cut(left, survivorOffMillis);
            return;
        }
        starts++;
        agent = fresh;
        world.onHeartbeat(fresh::kioskBeat);
        ledger.restarted(id(), fresh.journal());
        livelyUntil = time.millis();
        lively();
    }

    /// The controller loses all power now and comes back later. What was not forced is gone or torn.
    public void powerCut(long offMillis) {
        trace.note(id() + " loses power");
        cut(disk.powerCut(random), offMillis);
    }

    /// The controller loses all power in the middle of writing, at one of the next steps of its disk. What it was about
    /// to do after that is not done.
    ///
    /// @param steps from 1
    public void powerCutWhileWriting(int steps, long offMillis) {
        int[] left = {steps};
        disk.afterEachStep(written -> {
            if (--left[0] == 0) {
                trace.note(id() + " loses power while it writes");
                survivor = written.powerCut(random);
                survivorOffMillis = offMillis;
                throw new PowerGone();
            }
        });
    }

    private void cut(SimulatedDisk left, long offMillis) {
        stopHere();
        survivor = null;
        disk = left;
        cold = true;
        time.after(offMillis, this::start);
    }

    /// The agent's process is killed; what it had handed to the kernel is still there, so the disk stays as it
    /// is.
    public void killAgent() {
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

    /// Something came from outside: the agent looks at it now.
    public void wake() {
        livelyUntil = time.millis() + LIVELY_MILLIS;
        long current = ++generation;
        time.after(1L, () -> drive(current));
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

    /// Ends what the agent is doing in the middle of it.
    private static final class PowerGone extends RuntimeException {
        private static final long serialVersionUID = 1;

        PowerGone() {
            super("the power is gone", null, false, false);
        }
    }

    private void drive(long driven) {
        Agent running = agent;
        if (running == null || driven != generation) {
            return;
        }
        long next = running.doWork();
        SimulatedDisk left = survivor;
        if (left != null) {
            cut(left, survivorOffMillis);
            return;
        }
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
            if (survivor == null) {
                ledger.observe(id(), running.journal());
            }
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
