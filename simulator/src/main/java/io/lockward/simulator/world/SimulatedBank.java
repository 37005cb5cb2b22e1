package io.lockward.simulator.world;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.Cabinet;
import io.lockward.agent.hardware.Cameras;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.Ups;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CompartmentId;
import io.lockward.simulator.sensing.Ailment;
import io.lockward.simulator.sensing.NoiseModel;
import io.lockward.simulator.sensing.Thing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One simulated bank: what stays when its agent dies. The agent sees it through [#hardware]. May be used from any
/// thread; listeners are called without the lock held.
public final class SimulatedBank {
    private static final Duration BATTERY_CHARGE_TIME = Duration.ofHours(2);
    /// What a switch needs to follow the bolt.
    private static final Duration DOOR_MOVES = Duration.ofMillis(150);
    /// Whoever stands at a door has so long to close it; then somebody who comes by does.
    private static final Duration SOMEBODY_COMES_BY = Duration.ofMinutes(10);
    private static final Duration SAMPLES = Duration.ofMillis(200);

    private final Scheduler scheduler;
    private final Habits habits;
    private final RandomGenerator random;
    private final BankPower power;
    private final Map<CompartmentId, DoorPosition> doors = new TreeMap<>();
    private final Set<CompartmentId> jammed = new HashSet<>();
    private final Map<CompartmentId, Long> pulses = new TreeMap<>();
    private final Map<CompartmentId, Long> openings = new TreeMap<>();
    private final Contents contents;
    private final Battery battery;
    private Predicate<CompartmentId> attended = _ -> false;
    private final SimulatedScreen screen;
    private boolean mains = true;
    private BootId bootId;
    private volatile Instant bootedAt;
    private @Nullable Consumer<DoorEdge> doorListener;

    /// A bank without occupancy sensors.
    public SimulatedBank(
            Collection<CompartmentId> compartments,
            Scheduler scheduler,
            Habits habits,
            RandomGenerator random,
            BankPower power) {
        this(compartments, scheduler, habits, random, power, Map.of());
    }

    /// @param sensors what every compartment has, possibly none
    public SimulatedBank(
            Collection<CompartmentId> compartments,
            Scheduler scheduler,
            Habits habits,
            RandomGenerator random,
            BankPower power,
            Map<SensorChannel, NoiseModel> sensors) {
        this.scheduler = scheduler;
        this.habits = habits;
        this.random = random;
        this.power = power;
        compartments.forEach(compartment -> doors.put(compartment, DoorPosition.CLOSED));
        battery = new Battery(habits.batteryRuntime(), BATTERY_CHARGE_TIME, 1.0, scheduler.now());
        bootId = newBootId();
        bootedAt = scheduler.now();
        contents = sensors.isEmpty()
                ? Contents.unseen(compartments)
                : Contents.sensed(compartments, sensors, random.nextLong(), () -> uptime().toMillis());
        screen = new SimulatedScreen(scheduler, habits);
        if (!sensors.isEmpty()) {
            sense();
        }
    }

    /// The bank as its agent sees it, without cameras.
    public AgentHardware hardware(@Nullable Ups ups) {
        return hardware(ups, Cameras.NONE);
    }

    /// The bank as its agent sees it. `ups` replaces the simulated UPS, for a bank that reads a real `upsd`.
    public AgentHardware hardware(@Nullable Ups ups, Cameras cameras) {
        return new AgentHardware(
                new BankLocks(),
                new BankDoors(),
                contents.sensors(),
                ups == null ? new BankUps() : ups,
                screen,
                new SimulatedController(habits, power, this::bootId, this::uptime),
                Cabinet.unwatched(),
                cameras);
    }

    /// Where heartbeats of the screen go; `null` while no agent runs.
    ///
    /// @param listener told the uptime in milliseconds at which the page began
    public void onHeartbeat(@Nullable LongConsumer listener) {
        screen.onBeat(
                listener == null
                        ? null
                        : age -> listener.accept(Math.max(0, uptime().minus(age).toMillis())));
    }

    /// A real page shows the bank's screen, and says that it lives. While it does, the simulated screen is
    /// silent; one that hangs is silent whatever the page says. It is a window on that screen, so
    /// a restart of the screen begins it anew.
    public void pageBeat() {
        screen.pageBeat();
    }

    /// How a real page that shows the bank's screen is made to show itself.
    public void onLocate(BiConsumer<Duration, Consumer<Outcome>> shown) {
        screen.onLocate(shown);
    }

    /// A new kernel runs: a reboot, or power that came back.
    public void boot() {
        synchronized (this) {
            bootId = newBootId();
            bootedAt = scheduler.now();
        }
        screen.boot();
        contents.rebooted();
    }

    public synchronized void mains(boolean present) {
        mains = present;
        battery.mains(present, scheduler.now());
    }

    public synchronized boolean hasMains() {
        return mains;
    }

    /// The screen's page hangs until it is restarted.
    public void freezeKiosk() {
        screen.freeze(false);
    }

    /// The screen's page hangs, and only a reboot of the controller helps: a graphics driver gone wrong.
    public void jamKiosk() {
        screen.freeze(true);
    }

    /// The screen's page lives again without anybody's doing.
    public void thawKiosk() {
        screen.thaw();
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
        contents.doorMoved(compartment, position);
        if (listener != null) {
            listener.accept(new DoorEdge(compartment, position));
        }
    }

    /// Asked when a lock has opened a door: whether a person stands there who closes it again. Doors nobody
    /// stands at fall shut by themselves, as [Habits] say.
    ///
    /// @param standing asked on the scheduler's thread
    public synchronized void whoStandsAt(Predicate<CompartmentId> standing) {
        attended = standing;
    }

    /// A hand lays something into a compartment.
    ///
    /// @return false when its door is shut, or there is none
    public boolean put(CompartmentId compartment, Thing thing) {
        if (doors().get(compartment) != DoorPosition.OPEN) {
            return false;
        }
        contents.put(compartment, thing);
        return true;
    }

    /// A hand takes out what came in last.
    ///
    /// @return what it was; `null` when the door is shut or nothing is inside
    public @Nullable Thing take(CompartmentId compartment) {
        return doors().get(compartment) == DoorPosition.OPEN ? contents.take(compartment) : null;
    }

    /// A hand takes out one particular thing.
    ///
    /// @return false when the door is shut or it is not there
    public boolean take(CompartmentId compartment, Thing thing) {
        return doors().get(compartment) == DoorPosition.OPEN && contents.take(compartment, thing);
    }

    /// One of a compartment's sensors fails, or is mended; the others are well.
    public void ail(CompartmentId compartment, SensorChannel channel, Ailment ailment) {
        contents.ail(compartment, channel, ailment);
    }

    /// A hand closes a door.
    public void close(CompartmentId compartment) {
        move(compartment, DoorPosition.CLOSED);
    }

    /// What is really inside, first in first.
    public List<Thing> inside(CompartmentId compartment) {
        return contents.inside(compartment);
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
    public Duration uptime() {
        return Duration.between(bootedAt, scheduler.now());
    }

    private BootId newBootId() {
        long version = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new BootId(new UUID(version, variant));
    }

    private void sense() {
        contents.tick();
        scheduler.after(SAMPLES, this::sense);
    }

    private void open(CompartmentId compartment) {
        Predicate<CompartmentId> standing;
        long opening;
        synchronized (this) {
            standing = attended;
            opening = openings.merge(compartment, 1L, Long::sum);
        }
        Duration stays = standing.test(compartment) ? SOMEBODY_COMES_BY : habits.doorStaysOpen();
        move(compartment, DoorPosition.OPEN);
        scheduler.after(stays, () -> {
            if (isNewest(compartment, opening)) {
                move(compartment, DoorPosition.CLOSED);
            }
        });
    }

    /// Whether the lock has not opened it again since.
    private synchronized boolean isNewest(CompartmentId compartment, long opening) {
        return Long.valueOf(opening).equals(openings.get(compartment));
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
}
