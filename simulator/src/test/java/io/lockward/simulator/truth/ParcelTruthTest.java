package io.lockward.simulator.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.simulator.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The machines of deposits and pickups against a world that knows the truth. One life is replayed, with every entry
/// and everything people did, by `-Dseed=NUMBER`.
@Tag("slow") // left out of ./lockward test --quick
class ParcelTruthTest {
    private static final int BEHAVIOURS = Boolean.getBoolean("long") ? 1_000_000 : 20_000;

    /// Of a load cell at two sheets of paper (docs/concepts/sensing.md).
    private static final double STATED_ERROR = 1e-4;

    /// Lives of the long run that once showed a fault of the rules.
    private static final long[] FOUND = {
        509, 634, 734, 1074, 1223, 1388, 1534, 1690, 2308, 2661, 3193, 3293, 3506, 3555, 4793, 4872, 5076, 5275, 5745,
        5958, 5972, 6264, 6778, 7014, 7528, 7848, 7906, 8156, 8430, 8459
    };

    @Test
    void whatIsVerifiedIsThereAndNothingIsLostOrReleasedToTheWrongPerson() {
        Long only = Long.getLong("seed");
        long lives = BEHAVIOURS / Life.BEHAVIOURS;
        LongStream first = LongStream.range(0, lives);
        LongStream again = LongStream.of(FOUND).filter(seed -> seed >= lives);
        LongStream seeds = only == null ? LongStream.concat(first, again) : LongStream.of(only);
        List<String> broken = new ArrayList<>();
        Counts counts = seeds.parallel()
                .mapToObj(seed -> {
                    Life.Result life = Life.live(
                            seed,
                            SimulatedDisk.Honesty.HONEST,
                            Life.BEHAVIOURS,
                            only == null ? _ -> {} : System.out::println);
                    if (!life.broken().isEmpty()) {
                        synchronized (broken) {
                            broken.add("seed " + seed + ", replay with -Dseed=" + seed + ": "
                                    + life.broken().getFirst());
                        }
                    }
                    return life.counts();
                })
                .collect(Counts::new, Counts::add, Counts::add);
        System.out.println("truth: " + counts.words(""));
        long judged = counts.of("deposits of something") + counts.of("deposits of nothing") + counts.of("releases");
        long allowed = 1 + Math.round(judged * STATED_ERROR + 4 * Math.sqrt(judged * STATED_ERROR));
        assertTrue(
                counts.of("wrong within the stated error") <= allowed,
                () -> "more wrong verdicts about light things than " + allowed);
        assertTrue(
                broken.isEmpty(),
                () -> broken.size() + " broken\n" + String.join("\n", broken.subList(0, Math.min(40, broken.size()))));
    }

    /// What this test is worth: a disk that forgets what it was told to keep must be found.
    @Test
    void aDiskThatForgetsIsFound() {
        assertTrue(LongStream.range(0, 20)
                .anyMatch(
                        seed -> !Life.live(seed, SimulatedDisk.Honesty.IGNORES_FORCE_OF_FILES, Life.BEHAVIOURS, _ -> {})
                                .broken()
                                .isEmpty()));
    }

    @Test
    void theSameSeedGivesTheSameLife() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        Life.live(7, SimulatedDisk.Honesty.HONEST, 30, first::add);
        Life.live(7, SimulatedDisk.Honesty.HONEST, 30, second::add);
        assertEquals(first, second);
    }
}
