package io.lockward.simulator.sensing;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.Verdict;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One opening of a door from shut to verdict, as the study runs it a hundred thousand times: 15 to 60 s shut,
/// a door open for 4 to 40 s with a hand in it for most of that, the door slammed, and up to 30 s to decide.
/// Pure: the seed says it all.
///
/// @param seed of everything random in it
/// @param put what is put in meanwhile; `null` when nothing is
/// @param quietMillis for how long the door was shut before the usual minute, from 0
public record DoorEvent(long seed, @Nullable Thing put, long quietMillis) {
    private static final long STEP = 100;

    public DoorEvent(long seed, @Nullable Thing put) {
        this(seed, put, 0);
    }

    /// What happened, and how long it took.
    ///
    /// @param millis from the closing of the door; the cap when undecided
    public record Outcome(Verdict verdict, long millis) {}

    public Outcome run(Map<SensorChannel, NoiseModel> models, SensingSetup setup) {
        SplittableRandom random = new SplittableRandom(seed);
        Play play = new Play(new SensedCompartment(models, random, 0), setup);
        play.until(quietMillis + 15_000 + random.nextLong(45_000));
        play.world.open();
        play.world.fast(true);
        play.watch = Sensing.doorOpened(play.watch, play.up);
        long open = 4_000 + random.nextLong(36_000);
        long reach = play.up + 500 + random.nextLong(1_500);
        long shut = play.up + open;
        play.until(reach);
        play.world.hands(true);
        play.until(reach + (shut - reach) / 2);
        if (put != null) {
            play.world.put(put);
        }
        // The hand leaves 0.1 to 1 s before the door falls shut.
        play.until(shut - 100 - random.nextLong(900));
        play.world.hands(false);
        play.until(shut);
        play.world.close();
        play.watch = Sensing.doorClosed(play.watch, play.up);
        long closed = play.up;
        while (!Sensing.verdict(play.watch).isConcluded()) {
            play.until(play.up + STEP);
        }
        return new Outcome(Sensing.verdict(play.watch), play.up - closed);
    }

    private static final class Play {
        private final SensedCompartment world;
        private SensingWatch watch;
        private long up;

        Play(SensedCompartment world, SensingSetup setup) {
            this.world = world;
            this.watch = Sensing.doorClosed(Sensing.start(setup, 0), 0);
        }

        void until(long end) {
            while (up < end) {
                up = Math.min(end, up + STEP);
                for (Sample sample : world.until(up)) {
                    watch = Sensing.step(watch, sample);
                }
                watch = Sensing.tick(watch, up);
            }
        }
    }
}
