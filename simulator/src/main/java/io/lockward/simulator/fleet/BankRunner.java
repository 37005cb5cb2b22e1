package io.lockward.simulator.fleet;

import io.lockward.agent.Agent;
import io.lockward.agent.AgentPorts;
import io.lockward.agent.AgentSetup;
import io.lockward.agent.bank.parcel.KioskDesk;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.agent.bank.parcel.KioskView.Step;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.hardware.Cameras;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Ups;
import io.lockward.agent.hardware.kiosk.Face;
import io.lockward.agent.journal.FileDisk;
import io.lockward.agent.upload.ClipUploads;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.simulator.sensing.NoiseModel;
import io.lockward.simulator.world.BankPower;
import io.lockward.simulator.world.Habits;
import io.lockward.simulator.world.Scheduler;
import io.lockward.simulator.world.SimulatedBank;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One bank of the demo: a simulated bank, and the unchanged agent that is started, restarted and cut off in
/// it. Thread rule: everything on the world's thread, except [#close()].
final class BankRunner implements BankPower, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BankRunner.class);
    private static final Duration POWER_RETURNS = Duration.ofSeconds(15);
    private static final Duration FORCED_DOOR_CLOSES = Duration.ofSeconds(20);
    private static final Duration JAM_LASTS = Duration.ofSeconds(60);

    private final AgentSetup setup;
    private final Path folder;
    private final Scheduler scheduler;
    private final InstantSource wall;
    private final RandomGenerator random;
    private final SwitchableTransport network;
    private final MainsSwitch mains;
    private final SimulatedBank bank;
    private final @Nullable Screen screen;
    private final @Nullable DemoCamera camera;
    private Cameras cameras = Cameras.NONE;
    private ClipUploads uploads = ClipUploads.NONE;
    private @Nullable AgentDriver driver;
    private volatile @Nullable KioskDesk desk;
    /// Whether the next start is a new boot.
    private boolean cold;

    private boolean closed;

    /// A bank whose UPS is elsewhere is told there when its mains come and go.
    interface MainsSwitch {
        void mains(boolean present);

        /// The UPS the agent reads; `null` for the simulated one.
        @Nullable
        Ups ups();
    }

    /// @param face of the screen's page; `null` for a bank whose screen is only simulated and which senses
    ///     nothing
    /// @param camera `null` for a bank that films nothing
    BankRunner(
            AgentSetup setup,
            Path folder,
            Scheduler scheduler,
            InstantSource wall,
            RandomGenerator random,
            SwitchableTransport network,
            MainsSwitch mains,
            @Nullable Face face,
            @Nullable DemoCamera camera) {
        this.camera = camera;
        this.setup = setup;
        this.folder = folder;
        this.scheduler = scheduler;
        this.wall = wall;
        this.random = random;
        this.network = network;
        this.mains = mains;
        Map<SensorChannel, NoiseModel> sensors = face == null ? Map.of() : Scales.NOISE;
        this.bank = new SimulatedBank(setup.bank().compartments(), scheduler, Habits.DEMO, random, this, sensors);
        this.screen = face == null ? null : new Screen(face, bank::pageBeat);
        if (screen != null) {
            bank.onLocate(screen::locate);
        }
        bank.whoStandsAt(this::isAttended);
    }

    /// What the agent is in: its doors, and hands at them.
    SimulatedBank world() {
        return bank;
    }

    /// Where its screen's page is, on loopback; 0 when it has none.
    synchronized int screenPort() {
        return screen == null ? 0 : screen.port();
    }

    synchronized void start() {
        if (closed || driver != null) {
            return;
        }
        if (cold) {
            cold = false;
            bank.boot();
        }
        try {
            FileDisk disk = FileDisk.open(folder);
            film();
            AgentPorts ports =
                    new AgentPorts(disk, bank.hardware(mains.ups(), cameras), network, uploads, wall, random);
            Agent agent = new Agent(setup, ports);
            bank.onHeartbeat(agent::kioskBeat);
            driver = new AgentDriver(agent, disk, setup.bank().bank().value(), this::ended);
            desk = agent.desk();
            if (screen != null) {
                screen.serve(agent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void film() throws IOException {
        DemoCamera fitted = camera;
        if (fitted != null) {
            cameras = fitted.cameras(() -> bank.uptime().toMillis(), wall);
            uploads = fitted.uploads(() -> bank.uptime().toMillis(), random);
        }
    }

    void cause(Fault fault) {
        switch (fault) {
            case POWER_CUT -> powerCut(POWER_RETURNS);
            case MAINS_LOSS -> mains(false);
            case MAINS_BACK -> {
                mains(true);
                start(); // a bank that halted on its battery boots when mains return
            }
            case NETWORK_LOSS -> network.cut(true);
            case NETWORK_BACK -> network.cut(false);
            case KIOSK_FREEZE -> bank.freezeKiosk();
            case KIOSK_STUCK -> bank.jamKiosk();
            case DOOR_FORCED -> forceDoor();
            case DOOR_JAM -> jam();
        }
    }

    @Override
    public void restart(RebootLevel level, Duration delay) {
        scheduler.after(Duration.ofMillis(100), () -> {
            if (level == RebootLevel.POWER) {
                powerCut(delay);
                return;
            }
            stop(false);
            cold |= level != RebootLevel.AGENT;
            scheduler.after(delay, this::start);
        });
    }

    @Override
    public void halt() {
        LOG.atInfo().addKeyValue("bank", setup.bank().bank()).log("the simulated controller is off");
        scheduler.after(Duration.ZERO, () -> {
            stop(false);
            cold = true;
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        stop(false);
    }

    private void mains(boolean present) {
        bank.mains(present);
        mains.mains(present);
    }

    /// The controller loses all power at once.
    void powerCut(Duration returns) {
        network.cut(true);
        stop(true);
        network.cut(false);
        cold = true;
        scheduler.after(returns, this::start);
    }

    private void forceDoor() {
        List<CompartmentId> closedDoors = bank.doors().entrySet().stream()
                .filter(door -> door.getValue() == DoorPosition.CLOSED)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!closedDoors.isEmpty()) {
            CompartmentId door = closedDoors.get(random.nextInt(closedDoors.size()));
            bank.move(door, DoorPosition.OPEN);
            scheduler.after(FORCED_DOOR_CLOSES, () -> bank.move(door, DoorPosition.CLOSED));
        }
    }

    private void jam() {
        setup.bank().compartments().forEach(compartment -> bank.jam(compartment, true));
        scheduler.after(
                JAM_LASTS, () -> setup.bank().compartments().forEach(compartment -> bank.jam(compartment, false)));
    }

    /// Whether somebody at the screen was just given this door.
    private boolean isAttended(CompartmentId compartment) {
        KioskDesk asked = desk;
        KioskView.Visitor visitor = asked == null ? null : asked.view().visitor();
        return visitor != null
                && switch (visitor.step()) {
                    case Step.Opening opening -> opening.compartment().equals(compartment);
                    case Step.Open open -> open.compartment().equals(compartment);
                    case Step.Calibrating calibrating ->
                        calibrating.compartment().equals(compartment);
                    case Step.Installing _, Step.Ready _, Step.Deciding _, Step.Ended _ -> false;
                };
    }

    private void ended() {
        scheduler.after(Duration.ZERO, () -> stop(false));
    }

    private synchronized void stop(boolean abruptly) {
        bank.onHeartbeat(null);
        desk = null;
        if (screen != null) {
            screen.close();
        }
        AgentDriver running = driver;
        driver = null;
        if (running != null) {
            running.stop(abruptly);
        }
        // An agent that died closed nothing.
        uploads.close();
        cameras.close();
    }
}
