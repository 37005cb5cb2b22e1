package io.lockward.agent.hardware.pi4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.DoorWiring.Pull;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.LockLimits;
import io.lockward.agent.hardware.LockWiring;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.PulseResult.Pulsed;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Pi4jTest {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");
    private static final String OUTPUTS = "mock-digital-output";
    private static final String INPUTS = "mock-digital-input";
    private static final Duration WINDOW = Duration.ofMillis(40);

    private final Context pi4j =
            Pi4jContext.of(MockDigitalOutputProvider.newInstance(), MockDigitalInputProvider.newInstance());

    @AfterEach
    void shutDown() {
        pi4j.shutdown();
    }

    @Test
    void pulses_the_wired_line_and_no_other() throws Exception {
        List<LockWiring> wiring = List.of(new LockWiring(A01, 17, true), new LockWiring(A02, 27, true));
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Locks locks = Pi4jLocks.open(pi4j, OUTPUTS, wiring, LockLimits.DEFAULT, System::nanoTime)) {
            watch("A01", seen);
            watch("A02", seen);
            assertInstanceOf(Pulsed.class, pulse(locks, A01));
            assertEquals(List.of("A01 HIGH", "A01 LOW"), seen);
            assertEquals(17, output("A01").config().address());
        }
    }

    @Test
    void rests_high_where_the_lock_is_active_low() throws Exception {
        List<LockWiring> wiring = List.of(new LockWiring(A01, 17, false));
        List<String> seen = new CopyOnWriteArrayList<>();
        DigitalOutput line;
        try (Locks locks = Pi4jLocks.open(pi4j, OUTPUTS, wiring, LockLimits.DEFAULT, System::nanoTime)) {
            line = output("A01");
            assertEquals(DigitalState.HIGH, line.state());
            watch("A01", seen);
            assertInstanceOf(Pulsed.class, pulse(locks, A01));
            assertEquals(List.of("A01 LOW", "A01 HIGH"), seen);
        }
        assertEquals(DigitalState.HIGH, line.state());
    }

    @Test
    void leaves_every_line_inactive_when_closed() throws Exception {
        List<LockWiring> wiring = List.of(new LockWiring(A01, 17, true));
        Locks locks = Pi4jLocks.open(pi4j, OUTPUTS, wiring, LockLimits.DEFAULT, System::nanoTime);
        DigitalOutput line = output("A01");
        assertEquals(DigitalState.LOW, line.config().shutdownState());
        assertEquals(DigitalState.LOW, line.config().initialState());
        CompletableFuture<DigitalState> switchedOn = new CompletableFuture<>();
        line.addListener(event -> switchedOn.complete(event.state()));
        locks.pulse(A01, Duration.ofSeconds(2), result -> {});
        assertEquals(DigitalState.HIGH, switchedOn.get(10, TimeUnit.SECONDS));
        locks.close();
        assertEquals(DigitalState.LOW, line.state());
        assertTrue(!pi4j.hasIO("lock-A01"), "the line is given back");
    }

    @Test
    void refuses_a_provider_that_is_not_there() {
        List<LockWiring> wiring = List.of(new LockWiring(A01, 17, true));
        assertThrows(
                IOException.class,
                () -> Pi4jLocks.open(pi4j, "gpiod-digital-output", wiring, LockLimits.DEFAULT, System::nanoTime));
    }

    @Test
    void debounces_although_the_provider_does_not() throws Exception {
        List<DoorWiring> wiring = List.of(new DoorWiring(A01, 5, false, Pull.UP));
        BlockingQueue<DoorEdge> edges = new LinkedBlockingQueue<>();
        try (Doors doors = Pi4jDoors.open(pi4j, INPUTS, wiring, WINDOW, System::nanoTime)) {
            doors.listen(edges::add);
            MockDigitalInput line = input("A01");
            chatter(line, DigitalState.HIGH);
            assertEquals(new DoorEdge(A01, DoorPosition.OPEN), edges.poll(10, TimeUnit.SECONDS));
            chatter(line, DigitalState.LOW);
            assertEquals(new DoorEdge(A01, DoorPosition.CLOSED), edges.poll(10, TimeUnit.SECONDS));
            assertNull(edges.poll(), "chatter is no edge");
        }
    }

    @Test
    void reads_every_door_in_its_polarity() throws Exception {
        List<DoorWiring> wiring =
                List.of(new DoorWiring(A01, 5, false, Pull.UP), new DoorWiring(A02, 6, true, Pull.DOWN));
        try (Doors doors = Pi4jDoors.open(pi4j, INPUTS, wiring, WINDOW, System::nanoTime)) {
            input("A01").mockState(DigitalState.LOW);
            input("A02").mockState(DigitalState.LOW);
            assertEquals(Map.of(A01, DoorPosition.CLOSED, A02, DoorPosition.OPEN), doors.readAll());
            input("A01").mockState(DigitalState.HIGH);
            input("A02").mockState(DigitalState.UNKNOWN);
            assertEquals(Map.of(A01, DoorPosition.OPEN, A02, DoorPosition.UNKNOWN), doors.readAll());
        }
    }

    private static void chatter(MockDigitalInput line, DigitalState end) {
        for (int i = 0; i < 5; i++) {
            line.mockState(end);
            line.mockState(DigitalState.inverseState(end));
        }
        line.mockState(end);
    }

    private static PulseResult pulse(Locks locks, CompartmentId compartment) throws Exception {
        CompletableFuture<PulseResult> outcome = new CompletableFuture<>();
        locks.pulse(compartment, Duration.ofMillis(30), outcome::complete);
        return outcome.get(10, TimeUnit.SECONDS);
    }

    private void watch(String compartment, List<String> seen) {
        output(compartment).addListener(event -> seen.add(compartment + " " + event.state()));
    }

    private DigitalOutput output(String compartment) {
        return pi4j.io("lock-" + compartment, DigitalOutput.class);
    }

    private MockDigitalInput input(String compartment) {
        return pi4j.io("door-" + compartment, MockDigitalInput.class);
    }
}
