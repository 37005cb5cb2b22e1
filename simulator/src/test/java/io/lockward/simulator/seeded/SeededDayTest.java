package io.lockward.simulator.seeded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The whole system through a simulated day for each seed. A failing seed prints the command that replays it.
@Tag("slow") // left out of ./lockward test --quick
class SeededDayTest {
    private static final int SEEDS = Boolean.getBoolean("long") ? 5_000 : 150;

    @Test
    void nothingIsLostDoubledOrDoneUnaskedOnAnyDay() {
        List<SeededDay.Result> days = LongStream.range(0, SEEDS)
                .parallel()
                .mapToObj(seed -> SeededDay.live(seed, _ -> {}))
                .toList();
        List<String> broken = new ArrayList<>();
        for (SeededDay.Result day : days) {
            if (!day.broken().isEmpty()) {
                broken.add("seed " + day.seed() + ", replay with ./lockward sim seed " + day.seed() + ": "
                        + day.broken().getFirst());
            }
        }
        System.out.printf(
                "seeded days %d, entries %d, commands %d, pulses %d, agent starts %d, faults %d, messages forgotten %d,"
                        + " repeated %d, broken %d%n",
                days.size(),
                days.stream().mapToLong(SeededDay.Result::entries).sum(),
                days.stream().mapToLong(SeededDay.Result::commands).sum(),
                days.stream().mapToLong(SeededDay.Result::pulses).sum(),
                days.stream().mapToLong(SeededDay.Result::starts).sum(),
                days.stream().mapToLong(SeededDay.Result::faults).sum(),
                days.stream().mapToLong(SeededDay.Result::forgotten).sum(),
                days.stream().mapToLong(SeededDay.Result::repeated).sum(),
                broken.size());
        assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
    }

    @Test
    void theSameSeedGivesTheSameDay() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        SeededDay.live(7, first::add);
        SeededDay.live(7, second::add);
        assertEquals(first, second);
    }
}
