package io.lockward.agent.bank.parcel;

import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.parcel.Size;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a bank's compartments are like, and how long its people are waited for. Constant for as long as the agent
/// lives.
///
/// @param boxes by compartment; one that is missing is as [Box#DEFAULT]
/// @param pace how long things may take
public record ParcelSetup(SortedMap<CompartmentId, Box> boxes, Pace pace) {
    /// Compartments of medium size within reach.
    public static final ParcelSetup DEFAULT = new ParcelSetup(new TreeMap<>(), Pace.DEFAULT);

    /// One compartment.
    ///
    /// @param reachable whether it can be reached from a wheelchair (38 to 122 cm above the floor; ADA 308.2.1)
    public record Box(Size size, boolean reachable) {
        public static final Box DEFAULT = new Box(Size.MEDIUM, true);
    }

    /// @param idle without a sign of life a person is asked for one, 60 s to 10 min (WCAG 2.2.1 asks for no less)
    /// @param answer how long the question stands, 20 s to 5 min (20 s by WCAG 2.2.1)
    /// @param doorOpen how long a door may stand open before the movement is told as left open, 30 s to 1 h
    /// @param settle how long the books must contradict the sensors before that is told, 1 s to 1 h
    /// @param grace how long after a pickup its door opens once more for the same person, 0 to 10 min
    /// @param follow how long after an empty deposit its parcel may turn up elsewhere, 0 to 1 h
    /// @param pulses how often a lock is driven for one movement, 1 to 5
    /// @param haltGrace how long a movement holds back the end of a bank whose battery is, 0 to 5 min
    public record Pace(
            Duration idle,
            Duration answer,
            Duration doorOpen,
            Duration settle,
            Duration grace,
            Duration follow,
            int pulses,
            Duration haltGrace) {
        public static final Pace DEFAULT = new Pace(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                3,
                Duration.ofSeconds(90));

        public Pace {
            within(idle, Duration.ofSeconds(60), Duration.ofMinutes(10), "idle");
            within(answer, Duration.ofSeconds(20), Duration.ofMinutes(5), "answer");
            within(doorOpen, Duration.ofSeconds(30), Duration.ofHours(1), "doorOpen");
            within(settle, Duration.ofSeconds(1), Duration.ofHours(1), "settle");
            within(grace, Duration.ZERO, Duration.ofMinutes(10), "grace");
            within(follow, Duration.ZERO, Duration.ofHours(1), "follow");
            within(haltGrace, Duration.ZERO, Duration.ofMinutes(5), "haltGrace");
            if (pulses < 1 || pulses > 5) {
                throw new IllegalArgumentException("pulses is between 1 and 5");
            }
        }

        private static void within(Duration value, Duration least, Duration most, String name) {
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(name + " is between " + least + " and " + most);
            }
        }
    }

    public ParcelSetup {
        boxes = Collections.unmodifiableSortedMap(new TreeMap<>(boxes));
    }

    public static ParcelSetup of(Map<CompartmentId, Box> boxes) {
        return new ParcelSetup(new TreeMap<>(boxes), Pace.DEFAULT);
    }

    public Box box(CompartmentId compartment) {
        return boxes.getOrDefault(compartment, Box.DEFAULT);
    }
}
