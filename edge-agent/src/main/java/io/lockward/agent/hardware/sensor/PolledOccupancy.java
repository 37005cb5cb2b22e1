package io.lockward.agent.hardware.sensor;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.hardware.Occupancy;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads sensors in turn, with a thread for each group that shares a bus. A sensor that has nothing new is
/// asked again soon, one that fails rests for a second. While nothing happens samples are told twice a second,
/// so that the rest of the agent can sleep.
///
/// Thread rule: any thread.
public final class PolledOccupancy implements Occupancy {
    private static final long SOON_MILLIS = 10;
    private static final long FAILED_MILLIS = 1_000;
    private static final long TOLD_MILLIS = 500;
    private static final long END_MILLIS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(PolledOccupancy.class);

    private final List<List<Polled>> groups = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<AutoCloseable> shared;
    private final LongSupplier up;
    private final Set<CompartmentId> fast = ConcurrentHashMap.newKeySet();
    private volatile Listener listener = (compartment, samples) -> {};
    private volatile boolean closed;

    /// One sensor of one compartment.
    ///
    /// @param sensor closed with the occupancy
    public record Fitted(CompartmentId compartment, Sensor sensor) {}

    private static final class Polled {
        private final Fitted fitted;
        private long dueUp;
        private boolean failing;

        Polled(Fitted fitted) {
            this.fitted = fitted;
        }
    }

    /// Nothing is read before [#start()].
    ///
    /// @param groups sensors that share a bus, each group with a thread of its own
    /// @param shared closed after the sensors: the buses
    /// @param up the controller's uptime in milliseconds
    public PolledOccupancy(List<List<Fitted>> groups, List<AutoCloseable> shared, LongSupplier up) {
        groups.forEach(group -> this.groups.add(group.stream().map(Polled::new).toList()));
        this.shared = List.copyOf(shared);
        this.up = up;
    }

    /// Begins to read.
    public PolledOccupancy start() {
        for (List<Polled> group : groups) {
            threads.add(Thread.ofPlatform().name("sensors").daemon().start(() -> follow(group)));
        }
        return this;
    }

    @Override
    public void listen(Listener hearing) {
        listener = hearing;
    }

    @Override
    public void sampleFast(CompartmentId compartment, boolean on) {
        if (on) {
            fast.add(compartment);
        } else {
            fast.remove(compartment);
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(LockSupport::unpark);
        for (Thread thread : threads) {
            try {
                thread.join(END_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        groups.forEach(group -> group.forEach(polled -> polled.fitted.sensor().close()));
        for (AutoCloseable one : shared) {
            try {
                one.close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("A bus cannot be closed");
            }
        }
    }

    /// On the group's thread.
    private void follow(List<Polled> group) {
        Map<CompartmentId, List<Sample>> waiting = new TreeMap<>();
        while (!closed) {
            long next = round(group, waiting);
            tell(waiting);
            long wait = Math.clamp(next - up.getAsLong(), 1, FAILED_MILLIS);
            LockSupport.parkNanos(wait * 1_000_000);
        }
    }

    /// Reads every sensor that is due.
    ///
    /// @param heard takes what they say
    /// @return the uptime at which the next one is
    private long round(List<Polled> group, Map<CompartmentId, List<Sample>> heard) {
        long next = Long.MAX_VALUE;
        for (Polled polled : group) {
            long now = up.getAsLong();
            if (now >= polled.dueUp) {
                poll(polled, now, heard);
            }
            next = Math.min(next, polled.dueUp);
        }
        return next;
    }

    private void poll(Polled polled, long now, Map<CompartmentId, List<Sample>> heard) {
        CompartmentId compartment = polled.fitted.compartment();
        Sensor sensor = polled.fitted.sensor();
        try {
            Double value = sensor.read();
            if (value == null) {
                polled.dueUp = now + SOON_MILLIS;
            } else {
                heard.computeIfAbsent(compartment, _ -> new ArrayList<>())
                        .add(new Sample(sensor.channel(), value, now));
                polled.dueUp = now + (fast.contains(compartment) ? sensor.fastMillis() : sensor.everyMillis());
            }
            failing(polled, null);
        } catch (IOException | RuntimeException e) {
            polled.dueUp = now + FAILED_MILLIS;
            failing(polled, e);
        }
    }

    /// Tells changes only: a broken wire would fill the log.
    private static void failing(Polled polled, @org.jspecify.annotations.Nullable Exception problem) {
        boolean fails = problem != null;
        if (polled.failing != fails) {
            polled.failing = fails;
            (fails ? LOG.atWarn().setCause(problem) : LOG.atInfo())
                    .addKeyValue("compartment", polled.fitted.compartment())
                    .addKeyValue("channel", polled.fitted.sensor().channel())
                    .log(fails ? "An occupancy sensor cannot be read" : "An occupancy sensor is read again");
        }
    }

    /// Tells what cannot wait any longer.
    private void tell(Map<CompartmentId, List<Sample>> waiting) {
        long now = up.getAsLong();
        waiting.entrySet().removeIf(entry -> {
            boolean isDue = fast.contains(entry.getKey())
                    || now - entry.getValue().getFirst().up() >= TOLD_MILLIS;
            if (isDue) {
                tell(entry.getKey(), entry.getValue());
            }
            return isDue;
        });
    }

    private void tell(CompartmentId compartment, List<Sample> samples) {
        try {
            listener.heard(compartment, samples);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Listener of occupancy samples failed");
        }
    }
}
