package io.lockward.agent.hardware.gpiochip;

import io.lockward.agent.hardware.Debounce;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.DoorWiring.Pull;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.kernel.DeviceFault;
import io.lockward.protocol.CompartmentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Door switches on a kernel GPIO chip, debounced by the kernel. One request per kind of pull resistor and up to 64
/// lines, each with a thread that waits for its edges. When the kernel's buffer overflowed, the doors are read anew.
/// Proven in the hardware lab on gpio-sim, not on a board.
public final class GpiochipDoors implements Doors {
    /// How long a thread waits before it looks whether it should end.
    private static final Duration WAIT = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(GpiochipDoors.class);

    private final List<Group> groups = new ArrayList<>();
    private volatile Consumer<DoorEdge> listener = edge -> {};
    private volatile boolean closed;

    private GpiochipDoors() {}

    /// @param chip   stays the caller's to close; it may be closed once this returns
    /// @param window debounce, 1 ms to 500 ms
    /// @throws DeviceFault when a line cannot be had
    public static Doors open(GpioChip chip, List<DoorWiring> wiring, Duration window) throws DeviceFault {
        Debounce.guardWindow(window);
        GpiochipDoors doors = new GpiochipDoors();
        try {
            for (Pull pull : Pull.values()) {
                List<DoorWiring> alike =
                        wiring.stream().filter(door -> door.pull() == pull).toList();
                for (int from = 0; from < alike.size(); from += GpioAbi.MOST_LINES) {
                    int to = Math.min(alike.size(), from + GpioAbi.MOST_LINES);
                    doors.add(chip, alike.subList(from, to), bias(pull), window);
                }
            }
        } catch (DeviceFault e) {
            doors.close();
            throw e;
        }
        for (Group group : doors.groups) {
            Thread.ofPlatform().name("door-edges").daemon().start(() -> doors.follow(group));
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
        groups.forEach(group -> positions.putAll(group.read()));
        return positions;
    }

    @Override
    public void close() {
        closed = true;
        groups.forEach(group -> group.lines.close());
    }

    private void add(GpioChip chip, List<DoorWiring> wiring, long bias, Duration window) throws DeviceFault {
        List<Integer> offsets = wiring.stream().map(DoorWiring::line).toList();
        groups.add(new Group(wiring, chip.inputs(offsets, bias, window)));
    }

    private static long bias(Pull pull) {
        return switch (pull) {
            case NONE -> GpioAbi.FLAG_BIAS_DISABLED;
            case UP -> GpioAbi.FLAG_BIAS_PULL_UP;
            case DOWN -> GpioAbi.FLAG_BIAS_PULL_DOWN;
        };
    }

    /// On the group's thread.
    private void follow(Group group) {
        int seen = 0;
        while (!closed) {
            try {
                for (GpioLines.Edge edge : group.lines.edges(WAIT)) {
                    boolean missedSome = edge.seqno() != seen + 1;
                    seen = edge.seqno();
                    if (missedSome) {
                        LOG.atWarn().addKeyValue("seqno", seen).log("Door edges were lost, reading all doors");
                        group.read().forEach((compartment, position) -> tell(new DoorEdge(compartment, position)));
                    } else {
                        group.edgeOf(edge, this::tell);
                    }
                }
            } catch (DeviceFault e) {
                if (!closed) {
                    LOG.atError().setCause(e).log("Door edges cannot be read any more");
                }
                return;
            }
        }
    }

    private void tell(DoorEdge edge) {
        try {
            listener.accept(edge);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Listener of door edges failed");
        }
    }

    private record Group(List<DoorWiring> wiring, GpioLines lines) {
        Map<CompartmentId, DoorPosition> read() {
            Map<CompartmentId, DoorPosition> positions = new TreeMap<>();
            try {
                long bits = lines.values();
                for (int i = 0; i < wiring.size(); i++) {
                    DoorWiring door = wiring.get(i);
                    positions.put(door.compartment(), door.position((bits >>> i & 1) == 1));
                }
            } catch (DeviceFault e) {
                LOG.atWarn().setCause(e).log("Doors cannot be read");
                wiring.forEach(door -> positions.put(door.compartment(), DoorPosition.UNKNOWN));
            }
            return positions;
        }

        void edgeOf(GpioLines.Edge edge, Consumer<DoorEdge> listener) {
            for (DoorWiring door : wiring) {
                if (door.line() == edge.line()) {
                    listener.accept(new DoorEdge(door.compartment(), door.position(edge.rising())));
                }
            }
        }
    }
}
