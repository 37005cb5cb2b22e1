package io.lockward.agent.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.PulseResult.Failed;
import io.lockward.agent.hardware.PulseResult.Fault;
import io.lockward.agent.hardware.PulseResult.Pulsed;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PulsedLocksTest {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");
    private static final Duration SHORT = Duration.ofMillis(30);
    private static final AtomicInteger NOTHING = new AtomicInteger();

    /// Far more than any scheduling delay of a busy machine.
    private static final int PATIENCE_SECONDS = 10;

    @Test
    void drives_all_coils_inactive_at_the_start() throws IOException {
        TestCoil first = new TestCoil();
        TestCoil second = new TestCoil();
        first.on = true;
        Locks locks = locks(Map.of(A01, first, A02, second), LockLimits.DEFAULT);
        assertEquals(List.of("off"), first.heard());
        assertEquals(List.of("off"), second.heard());
        locks.close();
    }

    @Test
    void does_not_start_when_a_coil_cannot_be_driven_inactive() {
        TestCoil stuck = new TestCoil();
        stuck.failingOffs.set(1);
        assertThrows(IOException.class, () -> locks(Map.of(A01, stuck), LockLimits.DEFAULT));
        assertEquals("close", stuck.heard().getLast());
    }

    @Test
    void pulses_a_coil_for_the_length_asked() throws Exception {
        TestCoil coil = new TestCoil();
        try (Locks locks = locks(Map.of(A01, coil), LockLimits.DEFAULT)) {
            Pulsed pulsed = assertInstanceOf(Pulsed.class, get(pulse(locks, A01, SHORT)));
            assertTrue(pulsed.energised().compareTo(SHORT) >= 0, pulsed.toString());
            assertEquals(List.of("off", "on", "off"), coil.heard());
        }
    }

    @Test
    void switches_off_while_the_caller_hangs() throws Exception {
        TestCoil coil = new TestCoil();
        CountDownLatch never = new CountDownLatch(1);
        try (Locks locks = locks(Map.of(A01, coil), LockLimits.DEFAULT)) {
            Thread caller = Thread.ofPlatform().start(() -> {
                locks.pulse(A01, SHORT, result -> hang(never));
                hang(never);
            });
            coil.awaitOffAfterOn();
            assertTrue(caller.isAlive(), "the caller still hangs");
            never.countDown();
            caller.join();
        }
    }

    @Test
    void switches_off_while_switching_on_still_hangs() throws Exception {
        TestCoil coil = new TestCoil();
        CountDownLatch hanging = new CountDownLatch(1);
        coil.whileSwitchingOn = () -> hang(hanging);
        try (Locks locks = locks(Map.of(A01, coil), LockLimits.DEFAULT)) {
            CompletableFuture<PulseResult> outcome = pulse(locks, A01, SHORT);
            get(outcome);
            // The coil comes on only now, after its switch-off: that must not stand.
            hanging.countDown();
            coil.await(() -> coil.heard().equals(List.of("off", "off", "on", "off")));
            assertEquals(false, coil.on);
        }
    }

    @Test
    void tries_again_until_the_coil_is_off() throws Exception {
        TestCoil coil = new TestCoil();
        try (Locks locks = locks(Map.of(A01, coil), LockLimits.DEFAULT)) {
            coil.failingOffs.set(5);
            assertInstanceOf(Pulsed.class, get(pulse(locks, A01, SHORT)));
            assertEquals(false, coil.on);
        }
    }

    @Test
    void reports_a_coil_that_stays_on_and_goes_on_trying() throws Exception {
        TestCoil coil = new TestCoil();
        TestCoil other = new TestCoil();
        LockLimits impatient = new LockLimits(Duration.ofSeconds(2), 4, Duration.ofSeconds(1));
        try (Locks locks = locks(Map.of(A01, coil, A02, other), impatient)) {
            coil.failingOffs.set(Integer.MAX_VALUE);
            assertFault(Fault.STUCK_ON, pulse(locks, A01, SHORT));
            assertFault(Fault.BUSY, pulse(locks, A02, SHORT));
            assertEquals(List.of("off"), other.heard(), "no other coil is energised meanwhile");
            coil.failingOffs.set(0);
            coil.await(() -> !coil.on);
            assertInstanceOf(Pulsed.class, get(pulse(locks, A02, SHORT)));
        }
    }

    @Test
    void reports_a_coil_that_does_not_switch_on() throws Exception {
        TestCoil coil = new TestCoil();
        coil.failsToSwitchOn = true;
        try (Locks locks = locks(Map.of(A01, coil), LockLimits.DEFAULT)) {
            assertFault(Fault.DEVICE, pulse(locks, A01, SHORT));
            coil.failsToSwitchOn = false;
            assertInstanceOf(Pulsed.class, get(pulse(locks, A01, SHORT)));
        }
    }

    @Test
    void energises_one_coil_at_a_time_in_the_order_asked() throws Exception {
        AtomicInteger energised = new AtomicInteger();
        List<TestCoil> coils = List.of(new TestCoil(energised), new TestCoil(energised), new TestCoil(energised));
        Map<CompartmentId, TestCoil> wired =
                Map.of(A01, coils.get(0), A02, coils.get(1), new CompartmentId("A03"), coils.get(2));
        try (Locks locks = locks(wired, LockLimits.DEFAULT)) {
            List<CompletableFuture<PulseResult>> outcomes = new ArrayList<>();
            for (String name : List.of("A02", "A01", "A03", "A02")) {
                outcomes.add(pulse(locks, new CompartmentId(name), SHORT));
            }
            for (CompletableFuture<PulseResult> outcome : outcomes) {
                assertInstanceOf(Pulsed.class, get(outcome));
            }
            coils.forEach(coil -> assertEquals(1, coil.mostEnergised.get()));
        }
    }

    @Test
    void refuses_more_than_may_wait() throws Exception {
        TestCoil coil = new TestCoil();
        LockLimits narrow = new LockLimits(Duration.ofSeconds(2), 1, Duration.ofSeconds(5));
        try (Locks locks = locks(Map.of(A01, coil), narrow)) {
            CompletableFuture<PulseResult> running = pulse(locks, A01, Duration.ofMillis(300));
            CompletableFuture<PulseResult> waiting = pulse(locks, A01, SHORT);
            assertFault(Fault.BUSY, pulse(locks, A01, SHORT));
            assertInstanceOf(Pulsed.class, get(running));
            assertInstanceOf(Pulsed.class, get(waiting));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 0, 19, 2001, 3600_000})
    void refuses_lengths_out_of_range(long millis) throws Exception {
        TestCoil coil = new TestCoil();
        try (Locks locks = locks(Map.of(A01, coil), LockLimits.DEFAULT)) {
            assertFault(Fault.OUT_OF_RANGE, pulse(locks, A01, Duration.ofMillis(millis)));
            assertEquals(List.of("off"), coil.heard());
        }
    }

    @Test
    void refuses_a_compartment_without_a_lock() throws Exception {
        try (Locks locks = locks(Map.of(), LockLimits.DEFAULT)) {
            assertFault(Fault.UNKNOWN_COMPARTMENT, pulse(locks, A01, SHORT));
        }
    }

    @Test
    void closing_ends_the_running_pulse_and_fails_what_waits() throws Exception {
        TestCoil coil = new TestCoil();
        Locks locks = locks(Map.of(A01, coil), LockLimits.DEFAULT);
        CompletableFuture<PulseResult> running = pulse(locks, A01, Duration.ofSeconds(2));
        CompletableFuture<PulseResult> waiting = pulse(locks, A01, SHORT);
        coil.await(() -> coil.on);
        locks.close();
        assertEquals(false, coil.on);
        Pulsed pulsed = assertInstanceOf(Pulsed.class, get(running));
        assertTrue(pulsed.energised().compareTo(Duration.ofSeconds(2)) < 0, "cut short");
        assertFault(Fault.CLOSED, waiting);
        assertFault(Fault.CLOSED, pulse(locks, A01, SHORT));
        locks.close();
        assertEquals("close", coil.heard().getLast());
    }

    @Test
    void pins_the_defaults() {
        assertEquals(new LockLimits(Duration.ofSeconds(2), 4, Duration.ofSeconds(5)), LockLimits.DEFAULT);
        assertThrows(
                IllegalArgumentException.class,
                () -> new LockLimits(Duration.ofMillis(3001), 4, Duration.ofSeconds(5)));
        assertThrows(
                IllegalArgumentException.class, () -> new LockLimits(Duration.ofMillis(99), 4, Duration.ofSeconds(5)));
    }

    private static Locks locks(Map<CompartmentId, TestCoil> coils, LockLimits limits) throws IOException {
        return new PulsedLocks(coils, limits, System::nanoTime);
    }

    private static CompletableFuture<PulseResult> pulse(Locks locks, CompartmentId compartment, Duration length) {
        CompletableFuture<PulseResult> outcome = new CompletableFuture<>();
        locks.pulse(compartment, length, outcome::complete);
        return outcome;
    }

    private static PulseResult get(CompletableFuture<PulseResult> outcome) throws Exception {
        return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void assertFault(Fault fault, CompletableFuture<PulseResult> outcome) throws Exception {
        assertEquals(fault, assertInstanceOf(Failed.class, get(outcome)).fault());
    }

    private static void hang(CountDownLatch until) {
        try {
            assertTrue(until.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A coil that remembers what it was told and fails as it is told.
    private static final class TestCoil implements Coil {
        private final List<String> heard = new ArrayList<>();
        private final AtomicInteger energised;
        final AtomicInteger mostEnergised = new AtomicInteger();
        final AtomicInteger failingOffs = new AtomicInteger();
        volatile boolean on;
        volatile boolean failsToSwitchOn;
        volatile Runnable whileSwitchingOn = NOTHING::get;

        TestCoil() {
            this(new AtomicInteger());
        }

        TestCoil(AtomicInteger energised) {
            this.energised = energised;
        }

        @Override
        public void on() throws IOException {
            if (failsToSwitchOn) {
                throw new IOException("no current");
            }
            whileSwitchingOn.run();
            synchronized (this) {
                on = true;
                mostEnergised.accumulateAndGet(energised.incrementAndGet(), Math::max);
                heard.add("on");
                notifyAll();
            }
        }

        @Override
        public synchronized void off() throws IOException {
            if (failingOffs.get() > 0) {
                failingOffs.decrementAndGet();
                throw new IOException("stuck");
            }
            if (on) {
                energised.decrementAndGet();
            }
            on = false;
            heard.add("off");
            notifyAll();
        }

        @Override
        public synchronized void close() {
            heard.add("close");
        }

        synchronized List<String> heard() {
            return List.copyOf(heard);
        }

        void awaitOffAfterOn() throws InterruptedException {
            await(() -> heard().contains("on") && heard().getLast().equals("off"));
        }

        synchronized void await(BooleanSupplier condition) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!condition.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                assertTrue(left > 0, () -> "waited in vain; heard " + heard);
                wait(left);
            }
        }
    }
}
