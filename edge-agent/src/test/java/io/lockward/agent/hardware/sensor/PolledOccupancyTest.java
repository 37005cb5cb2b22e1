package io.lockward.agent.hardware.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.hardware.sensor.PolledOccupancy.Fitted;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PolledOccupancyTest {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");

    private final BlockingQueue<Sample> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Sample> heardOfOther = new LinkedBlockingQueue<>();
    private final List<String> closed = new ArrayList<>();

    private static final class Counting implements Sensor {
        private final AtomicInteger reads = new AtomicInteger();
        private final List<String> closed;
        private volatile boolean broken;
        private volatile boolean silent;

        Counting(List<String> closed) {
            this.closed = closed;
        }

        @Override
        public SensorChannel channel() {
            return SensorChannel.LOAD_CELL;
        }

        @Override
        public long everyMillis() {
            return 200;
        }

        @Override
        public long fastMillis() {
            return 5;
        }

        @Override
        public @Nullable Double read() throws IOException {
            if (broken) {
                throw new IOException("no answer");
            }
            return silent ? null : Double.valueOf(reads.incrementAndGet());
        }

        @Override
        public void close() {
            closed.add("sensor");
        }
    }

    private PolledOccupancy open(Counting sensor, Counting other) {
        PolledOccupancy occupancy = new PolledOccupancy(
                List.of(List.of(new Fitted(A01, sensor)), List.of(new Fitted(A02, other))),
                List.of(() -> closed.add("bus")),
                () -> System.nanoTime() / 1_000_000);
        occupancy.listen((compartment, samples) -> (compartment.equals(A01) ? heard : heardOfOther).addAll(samples));
        return occupancy.start();
    }

    @Test
    void tells_what_each_sensor_says_in_order_and_closes_sensors_before_their_bus() throws InterruptedException {
        Counting sensor = new Counting(closed);
        try (PolledOccupancy _ = open(sensor, new Counting(closed))) {
            long before = -1;
            for (int i = 1; i <= 3; i++) {
                Sample sample = take(heard);
                assertEquals(i, sample.value());
                assertTrue(sample.up() > before);
                before = sample.up();
            }
            assertNotNull(take(heardOfOther));
        }
        assertEquals(List.of("sensor", "sensor", "bus"), closed);
    }

    @Test
    void reads_a_compartment_fast_while_it_is_asked_to() throws InterruptedException {
        Counting sensor = new Counting(closed);
        Counting other = new Counting(closed);
        try (PolledOccupancy occupancy = open(sensor, other)) {
            occupancy.sampleFast(A01, true);
            Sample first = take(heard);
            Sample last = first;
            for (int i = 0; i < 20; i++) {
                last = take(heard);
            }
            assertTrue(other.reads.get() < sensor.reads.get() / 2, other.reads + " against " + sensor.reads);
            assertTrue(last.up() > first.up());
            occupancy.sampleFast(A01, false);
            occupancy.sampleFast(new CompartmentId("Z99"), true);
        }
    }

    @Test
    void lets_a_broken_sensor_rest_and_goes_on_with_the_others() throws InterruptedException {
        Counting broken = new Counting(closed);
        broken.broken = true;
        Counting silent = new Counting(closed);
        silent.silent = true;
        try (PolledOccupancy occupancy = new PolledOccupancy(
                        List.of(List.of(
                                new Fitted(A01, broken),
                                new Fitted(A01, silent),
                                new Fitted(A02, new Counting(closed)))),
                        List.of(),
                        () -> System.nanoTime() / 1_000_000)
                .start()) {
            occupancy.listen(
                    (compartment, samples) -> (compartment.equals(A01) ? heard : heardOfOther).addAll(samples));
            take(heardOfOther);
            take(heardOfOther);
            assertTrue(heard.isEmpty());
            broken.broken = false;
            assertEquals(1, take(heard).value(), "it is asked again");
        }
    }

    @Test
    void outlives_a_listener_that_throws() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        try (PolledOccupancy occupancy = open(new Counting(closed), new Counting(closed))) {
            occupancy.listen((compartment, samples) -> {
                if (calls.incrementAndGet() < 3) {
                    throw new IllegalStateException("a listener's bug");
                }
                heard.addAll(samples);
            });
            assertNotNull(take(heard));
        }
    }

    private static Sample take(BlockingQueue<Sample> queue) throws InterruptedException {
        Sample sample = queue.poll(20, TimeUnit.SECONDS);
        if (sample == null) {
            throw new AssertionError("nothing was heard");
        }
        return sample;
    }
}
