package io.lockward.simulator.world;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.Controller;
import io.lockward.agent.hardware.DiskUse;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.Kiosk;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.Ups;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.RebootLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One simulated bank: what stays when its agent dies. The agent sees it through [#hardware()].
///
/// Thread rule: may be used from any thread; listeners are called without the lock held.
public final class SimulatedBank {
    private static final Duration BATTERY_CHARGE_TIME = Duration.ofHours(2);
    /// What a switch needs to follow the bolt.
    private static final Duration DOOR_MOVES = Duration.ofMillis(150);

    private final Scheduler scheduler;
    private final Habits habits;
    private final RandomGenerator random;
    private final Power power;
    private final Map<CompartmentId, DoorPosition> doors = new TreeMap<>();
    private final Set<CompartmentId> jammed = new HashSet<>();
    private final Map<CompartmentId, Long> pulses = new TreeMap<>();
    private final Battery battery;
    private boolean mains = true;
    private boolean kioskAlive = true;
    /// Whether only a new boot makes the screen live again.
    private boolean kioskStuck;
    private int kioskGeneration;
    private BootId bootId;
    private Instant bootedAt;
    private @Nullable Consumer<DoorEdge> doorListener;
    private @Nullable Runnable heartbeat;

    /// What a bank's people and power do to its agent; the owner of the agent's process carries it out.
    public interface Power {
        /// The agent's process ends now and starts again after `delay`; a level of
        /// `CONTROLLER` also changes the boot, and with `POWER` it ends as when the plug is pulled.
        void restart(RebootLevel level, Duration delay);

        /// The controller is off until somebody switches it on.
        void halt();
    }

    public SimulatedBank(
            Collection<CompartmentId> compartments,
            Scheduler scheduler,
            Habits habits,
            RandomGenerator random,
            Power power) {
        this.scheduler = scheduler;
        this.habits = habits;
        this.random = random;
        this.power = power;
        compartments.forEach(compartment -> doors.put(compartment, DoorPosition.CLOSED));
        battery = new Battery(habits.batteryRuntime(), BATTERY_CHARGE_TIME, 1.0, scheduler.now());
        bootId = newBootId();
        bootedAt = scheduler.now();
        beat(kioskGeneration);
    }

    /// The bank as its agent sees it. `ups` replaces the simulated UPS, for a bank that reads a real `upsd`.
    public AgentHardware hardware(@Nullable Ups ups) {
        return new AgentHardware(
                new BankLocks(),
                new BankDoors(),
                ups == null ? new BankUps() : ups,
                new BankKiosk(),
                new BankController());
    }

    /// Where heartbeats of the screen go; `null` while no agent runs.
    public synchronized void onHeartbeat(@Nullable Runnable listener) {
        heartbeat = listener;
    }

    /// A new kernel runs: a reboot, or power that came back.
    public synchronized void boot() {
        bootId = newBootId();
        bootedAt = scheduler.now();
        kioskAlive = true;
        kioskStuck = false;
        kioskGeneration++;
        beat(kioskGeneration);
    }

    public synchronized void mains(boolean present) {
        mains = present;
        battery.mains(present, scheduler.now());
    }

    public synchronized boolean hasMains() {
        return mains;
    }

    /// The screen's page hangs until it is restarted.
    public synchronized void freezeKiosk() {
        kioskAlive = false;
    }

    /// The screen's page hangs, and only a reboot of the controller helps: a graphics driver gone wrong.
    public synchronized void jamKiosk() {
        kioskAlive = false;
        kioskStuck = true;
    }

    /// The screen's page lives again without anybody's doing.
    public synchronized void thawKiosk() {
        kioskAlive = true;
        kioskStuck = false;
    }

    /// The next pulses of this lock move nothing.
    public synchronized void jam(CompartmentId compartment, boolean stuck) {
        if (stuck) {
            jammed.add(compartment);
        } else {
            jammed.remove(compartment);
        }
    }

    /// Somebody opens or closes a door by hand; opening a locked one takes a crowbar.
    public void move(CompartmentId compartment, DoorPosition position) {
        Consumer<DoorEdge> listener;
        synchronized (this) {
            if (doors.get(compartment) == null || doors.put(compartment, position) == position) {
                return;
            }
            listener = doorListener;
        }
        if (listener != null) {
            listener.accept(new DoorEdge(compartment, position));
        }
    }

    public synchronized Map<CompartmentId, DoorPosition> doors() {
        return Map.copyOf(doors);
    }

    /// How often each lock was really driven: what an independent checker counts.
    public synchronized Map<CompartmentId, Long> pulses() {
        return Map.copyOf(pulses);
    }

    public synchronized BootId bootId() {
        return bootId;
    }

    /// Since the simulated kernel started.
    public synchronized Duration uptime() {
        return Duration.between(bootedAt, scheduler.now());
    }

    private BootId newBootId() {
        long version = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new BootId(new UUID(version, variant));
    }

    private void beat(int generation) {
        scheduler.after(habits.kioskBeat(), () -> {
            Runnable listener;
            synchronized (this) {
                if (generation != kioskGeneration) {
                    return;
                }
                listener = kioskAlive ? heartbeat : null;
            }
            if (listener != null) {
                listener.run();
            }
            beat(generation);
        });
    }

    private void open(CompartmentId compartment) {
        move(compartment, DoorPosition.OPEN);
        scheduler.after(habits.doorStaysOpen(), () -> move(compartment, DoorPosition.CLOSED));
    }

    private final class BankLocks implements Locks {
        private boolean closed;

        @Override
        public void pulse(CompartmentId compartment, Duration length, Consumer<PulseResult> outcome) {
            boolean moves;
            synchronized (SimulatedBank.this) {
                if (closed || !doors.containsKey(compartment)) {
                    PulseResult.Fault fault = closed ? PulseResult.Fault.CLOSED : PulseResult.Fault.UNKNOWN_COMPARTMENT;
                    outcome.accept(new PulseResult.Failed(fault, "simulated"));
                    return;
                }
                pulses.merge(compartment, 1L, Long::sum);
                moves = !jammed.contains(compartment);
            }
            if (moves) {
                scheduler.after(DOOR_MOVES, () -> open(compartment));
            }
            scheduler.after(length, () -> outcome.accept(new PulseResult.Pulsed(length)));
        }

        @Override
        public void close() {
            synchronized (SimulatedBank.this) {
                closed = true;
            }
        }
    }

    private final class BankDoors implements Doors {
        @Override
        public void listen(Consumer<DoorEdge> listener) {
            synchronized (SimulatedBank.this) {
                doorListener = listener;
            }
        }

        @Override
        public Map<CompartmentId, DoorPosition> readAll() {
            return doors();
        }

        @Override
        public void close() {
            synchronized (SimulatedBank.this) {
                doorListener = null;
            }
        }
    }

    private final class BankUps implements Ups {
        @Override
        public UpsReading poll() {
            synchronized (SimulatedBank.this) {
                Instant now = scheduler.now();
                int charge = (int) Math.round(battery.charge(now) * 100);
                int runtime = (int) battery.runtime(now).toSeconds();
                String status = mains ? (charge < 100 ? "OL CHRG" : "OL") : "OB DISCHRG" + (charge <= 10 ? " LB" : "");
                return new UpsReading.Read(UpsState.of(status, charge, runtime));
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private final class BankKiosk implements Kiosk {
        @Override
        public void restart(Consumer<Outcome> outcome) {
            scheduler.after(habits.kioskRestart(), () -> {
                synchronized (SimulatedBank.this) {
                    kioskAlive |= !kioskStuck;
                }
            });
            outcome.accept(new Outcome.Done());
        }

        @Override
        public void locate(Duration length, Consumer<Outcome> outcome) {
            synchronized (SimulatedBank.this) {
                outcome.accept(kioskAlive ? new Outcome.Done() : new Outcome.Failed("the screen's page hangs"));
            }
        }
    }

    private final class BankController implements Controller {
        @Override
        public void reboot(RebootLevel level, Consumer<Outcome> outcome) {
            switch (level) {
                case AGENT -> restart(level, habits.agentRestart(), outcome);
                case CONTROLLER, POWER -> restart(level, habits.controllerBoot(), outcome);
                case KIOSK -> outcome.accept(new Outcome.Failed("this controller cannot restart " + level));
            }
        }

        private void restart(RebootLevel level, Duration delay, Consumer<Outcome> outcome) {
            outcome.accept(new Outcome.Done());
            power.restart(level, delay);
        }

        @Override
        public void halt(Consumer<Outcome> outcome) {
            outcome.accept(new Outcome.Done());
            power.halt();
        }

        @Override
        public BootId bootId() {
            return SimulatedBank.this.bootId();
        }

        @Override
        public Duration uptime() {
            return SimulatedBank.this.uptime();
        }

        @Override
        public @Nullable DiskUse disk() {
            return new DiskUse(32_000_000_000L, 24_000_000_000L);
        }

        @Override
        public @Nullable Integer temperatureMilliCelsius() {
            return 41_500;
        }
    }
}
