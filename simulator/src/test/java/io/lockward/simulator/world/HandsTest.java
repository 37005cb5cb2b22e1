package io.lockward.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.simulator.sensing.NoiseModel;
import io.lockward.simulator.sensing.SensedCompartment;
import io.lockward.simulator.sensing.Thing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HandsTest {
    private static final CompartmentId DOOR = new CompartmentId("A01");
    private static final CompartmentId OTHER = new CompartmentId("A02");
    private static final Duration SHORT = Habits.DEMO.doorStaysOpen().plusSeconds(1);

    private final Time time = new Time();
    private final SimulatedBank bank = new SimulatedBank(
            List.of(DOOR, OTHER),
            time,
            Habits.DEMO,
            new Random(5),
            new NoPower(),
            Map.of(SensorChannel.LOAD_CELL, NoiseModel.CELL_SPARING));
    private final AgentHardware hardware = bank.hardware(null);

    @Test
    void nobody_reaches_through_a_closed_door() {
        assertFalse(bank.put(DOOR, Thing.sheets(2)));
        unlock();
        assertTrue(bank.put(DOOR, Thing.sheets(2)));
        bank.close(DOOR);
        assertNull(bank.take(DOOR));
        assertEquals(List.of(Thing.sheets(2)), bank.inside(DOOR));
    }

    @Test
    void a_door_nobody_stands_at_falls_shut() {
        unlock();
        time.pass(SHORT);
        assertEquals(DoorPosition.CLOSED, bank.doors().get(DOOR));
    }

    @Test
    void a_door_somebody_stands_at_waits_for_their_hand() {
        bank.whoStandsAt(DOOR::equals);
        unlock();
        time.pass(Duration.ofMinutes(9));
        assertEquals(DoorPosition.OPEN, bank.doors().get(DOOR));
        time.pass(Duration.ofMinutes(2));
        assertEquals(DoorPosition.CLOSED, bank.doors().get(DOOR), "somebody came by");
    }

    @Test
    void a_door_that_was_opened_again_is_not_closed_for_its_first_opening() {
        unlock();
        bank.close(DOOR);
        time.pass(Habits.DEMO.doorStaysOpen().minusSeconds(1));
        unlock();
        time.pass(Duration.ofSeconds(2));
        assertEquals(DoorPosition.OPEN, bank.doors().get(DOOR));
    }

    @Test
    void the_scale_feels_what_a_hand_puts_in_also_after_a_reboot() {
        List<Sample> heard = new ArrayList<>();
        hardware.occupancy().listen((compartment, samples) -> {
            if (compartment.equals(DOOR)) {
                heard.addAll(samples);
            }
        });
        double empty = SensedCompartment.emptyLevel(SensorChannel.LOAD_CELL);
        assertEquals(empty, restingReading(heard), 30);
        unlock();
        assertTrue(bank.put(DOOR, Thing.box(1_200, 120)));
        bank.close(DOOR);
        bank.boot();
        time.pass(Duration.ofSeconds(5));
        heard.clear();
        assertEquals(empty + 1_200, restingReading(heard), 30);
        assertTrue(heard.getLast().up() <= bank.uptime().toMillis());
        assertTrue(heard.size() <= 2 * 10 + 1, "two samples a second are enough while nothing happens");
    }

    @Test
    void the_page_that_is_open_gives_the_sign_of_life_and_the_simulated_screen_goes_on_without_it() {
        int[] beats = {0};
        bank.onHeartbeat(_ -> beats[0]++);
        bank.pageBeat();
        assertEquals(1, beats[0]);
        time.pass(Duration.ofSeconds(9));
        assertEquals(1, beats[0], "the page is open");
        time.pass(Duration.ofSeconds(20));
        assertTrue(beats[0] >= 4, "it was closed");
        bank.freezeKiosk();
        int before = beats[0];
        bank.pageBeat();
        assertEquals(before, beats[0], "a screen that hangs says nothing");
    }

    private void unlock() {
        hardware.locks().pulse(DOOR, Duration.ofMillis(500), _ -> {});
        time.pass(Duration.ofSeconds(1));
    }

    /// The median of 10 s, which no spike reaches.
    private double restingReading(List<Sample> heard) {
        time.pass(Duration.ofSeconds(10));
        List<Double> sorted = heard.stream().map(Sample::value).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static final class NoPower implements BankPower {
        @Override
        public void restart(RebootLevel level, Duration delay) {}

        @Override
        public void halt() {}
    }

    /// Passes when it is told to.
    private static final class Time implements Scheduler {
        private final TreeMap<Instant, List<Runnable>> due = new TreeMap<>();
        private Instant now = Instant.EPOCH;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void after(Duration delay, Runnable task) {
            due.computeIfAbsent(now.plus(delay), _ -> new ArrayList<>()).add(task);
        }

        void pass(Duration length) {
            Instant end = now.plus(length);
            while (!due.isEmpty() && !due.firstKey().isAfter(end)) {
                Map.Entry<Instant, List<Runnable>> next = due.pollFirstEntry();
                now = next.getKey();
                next.getValue().forEach(Runnable::run);
            }
            now = end;
        }
    }
}
