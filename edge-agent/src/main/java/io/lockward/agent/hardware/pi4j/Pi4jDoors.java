package io.lockward.agent.hardware.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import io.lockward.agent.hardware.Debounce;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.Doors;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Door switches on Pi4J's digital inputs. Debounced here: several of Pi4J's providers, its mock among them, take a
/// debounce setting and ignore it.
///
/// Not yet proven on a device: the gpiod provider. Tested with Pi4J's mock.
public final class Pi4jDoors implements Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Pi4jDoors.class);

    private final Context pi4j;
    private final Duration window;
    private final LongSupplier nanoTime;
    private final List<Switch> switches = new ArrayList<>();
    private final ScheduledExecutorService debouncer;
    private volatile Consumer<DoorEdge> listener = edge -> {};

    private Pi4jDoors(Context pi4j, Duration window, LongSupplier nanoTime) {
        Debounce.guardWindow(window);
        this.pi4j = pi4j;
        this.window = window;
        this.nanoTime = nanoTime;
        this.debouncer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("door-debounce").daemon().factory());
    }

    /// @param pi4j     made by [Pi4jContext]; it stays the caller's to shut down, after these doors
    /// @param provider id of the input provider, such as `gpiod-digital-input`
    /// @param window   debounce, 1 ms to 500 ms
    /// @throws IOException when a line cannot be had
    public static Doors open(
            Context pi4j, String provider, List<DoorWiring> wiring, Duration window, LongSupplier nanoTime)
            throws IOException {
        Pi4jDoors doors = new Pi4jDoors(pi4j, window, nanoTime);
        try {
            for (DoorWiring door : wiring) {
                doors.add(door, provider);
            }
        } catch (Pi4JException e) {
            doors.close();
            throw new IOException("Pi4J refuses a door line: " + e.getMessage(), e);
        }
        return doors;
    }

    @Override
    public void listen(Consumer<DoorEdge> listener) {
        this.listener = listener;
    }

    @Override
    public Map<CompartmentId, DoorPosition> readAll() {
        Map<CompartmentId, DoorPosition> positions = new TreeMap<>();
        switches.forEach(door -> positions.put(door.wiring.compartment(), door.read()));
        return positions;
    }

    @Override
    public void close() {
        debouncer.shutdownNow();
        for (Switch door : switches) {
            try {
                if (pi4j.hasIO(door.input.id())) {
                    pi4j.shutdown(door.input.id());
                }
            } catch (Pi4JException e) {
                LOG.atWarn()
                        .addKeyValue("compartment", door.wiring.compartment())
                        .setCause(e)
                        .log("Door line cannot be released");
            }
        }
    }

    private void add(DoorWiring wiring, String provider) {
        DigitalInput input = pi4j.create(DigitalInput.newConfigBuilder(pi4j)
                .id("door-" + wiring.compartment().value())
                .address(wiring.line())
                .pull(pull(wiring.pull()))
                .debounce(0L)
                .provider(provider)
                .build());
        Switch door = new Switch(wiring, input, Debounce.at(input.state().isHigh(), nanoTime.getAsLong()));
        switches.add(door);
        input.addListener(event -> seen(door, event.state()));
    }

    private static PullResistance pull(DoorWiring.Pull pull) {
        return switch (pull) {
            case NONE -> PullResistance.OFF;
            case UP -> PullResistance.PULL_UP;
            case DOWN -> PullResistance.PULL_DOWN;
        };
    }

    /// On a thread of Pi4J. The future is not needed: what it runs catches what it throws.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void seen(Switch door, DigitalState state) {
        if (state == DigitalState.UNKNOWN) {
            return;
        }
        long now = nanoTime.getAsLong();
        try {
            debouncer.execute(() -> door.debounce = door.debounce.seen(state.isHigh(), now));
            debouncer.schedule(() -> settle(door), window.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: nobody wants to know.
            LOG.atTrace().log("Door edge after close");
        }
    }

    /// On the debouncer's thread.
    private void settle(Switch door) {
        boolean before = door.debounce.settled();
        door.debounce = door.debounce.settle(nanoTime.getAsLong(), window);
        if (door.debounce.settled() != before) {
            DoorPosition position = door.wiring.position(door.debounce.settled());
            try {
                listener.accept(new DoorEdge(door.wiring.compartment(), position));
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("Listener of door edges failed");
            }
        }
    }

    /// One door; `debounce` belongs to the debouncer's thread.
    private static final class Switch {
        private final DoorWiring wiring;
        private final DigitalInput input;
        private Debounce debounce;

        Switch(DoorWiring wiring, DigitalInput input, Debounce debounce) {
            this.wiring = wiring;
            this.input = input;
            this.debounce = debounce;
        }

        DoorPosition read() {
            try {
                DigitalState state = input.state();
                return state == DigitalState.UNKNOWN ? DoorPosition.UNKNOWN : wiring.position(state.isHigh());
            } catch (Pi4JException e) {
                LOG.atWarn()
                        .addKeyValue("compartment", wiring.compartment())
                        .setCause(e)
                        .log("Door cannot be read");
                return DoorPosition.UNKNOWN;
            }
        }
    }
}
