package io.lockward.simulator.sensing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.agent.bank.sensing.Verdict;
import io.lockward.agent.bank.sensing.Verdict.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A small part of the study in `./lockward bench sensing`.
class DoorEventTest {
    private static final int RUNS = Boolean.getBoolean("long") ? 20_000 : 500;
    private static final Thing TWO_SHEETS = new Thing(9, 0.2, 40, false);

    private int added;
    private int removed;
    private int nothing;
    private int undecided;
    private int late;

    @ParameterizedTest(name = "seed {0}: {1} does not mistake 9 g for nothing, nor nothing for 9 g")
    @CsvSource({"20261130, LOAD_CELL_80", "20261131, LOAD_CELL_10", "20261132, REFLECTANCE"})
    void tells_two_sheets_from_nothing(long seed, SensorProfile profile) {
        count(seed, profile, NoiseModel.of(profile), null);
        assertEquals(0, added + removed, "false alarms");
        assertTrue(undecided <= RUNS / 50, undecided + " undecided");
        assertTrue(late <= RUNS / 20, late + " late");
        count(seed + 1_000_000, profile, NoiseModel.of(profile), TWO_SHEETS);
        assertEquals(0, nothing + removed, "missed");
        assertTrue(undecided <= RUNS / 50, undecided + " undecided");
        assertTrue(late <= RUNS / 20, late + " late");
    }

    @ParameterizedTest(name = "seed {0}: {1} says that it cannot tell 0.2 mm and 9 g")
    @CsvSource({"20261133, TIME_OF_FLIGHT", "20261134, LOAD_CELL_BATHROOM"})
    void does_not_guess_what_it_cannot_see(long seed, SensorProfile profile) {
        SensorProfile sharp = profile;
        NoiseModel model = NoiseModel.of(profile);
        double change = profile == SensorProfile.TIME_OF_FLIGHT ? -0.2 : 9;
        for (int i = 0; i < RUNS / 10; i++) {
            Verdict verdict = new DoorEvent(seed + i, i % 2 == 0 ? null : TWO_SHEETS)
                    .run(
                            Map.of(sharp.channel(), model),
                            SensingSetup.of(
                                    Map.of(sharp.channel(), sharp.tuning().seeing(change))))
                    .verdict();
            undecided +=
                    verdict instanceof Verdict.Undecided(Reason reason, var _) && reason == Reason.TOO_CLOSE ? 1 : 0;
        }
        assertTrue(undecided >= RUNS / 10 * 9 / 10, undecided + " undecided");
    }

    private void count(long seed, SensorProfile profile, NoiseModel model, @Nullable Thing put) {
        added = 0;
        removed = 0;
        nothing = 0;
        undecided = 0;
        late = 0;
        SensingSetup setup = SensingSetup.of(Map.of(profile.channel(), profile.tuning()));
        Map<SensorChannel, NoiseModel> models = Map.of(profile.channel(), model);
        for (int i = 0; i < RUNS; i++) {
            DoorEvent.Outcome outcome = new DoorEvent(seed + i, put).run(models, setup);
            switch (outcome.verdict()) {
                case Verdict.Added _ -> added++;
                case Verdict.Removed _ -> removed++;
                case Verdict.NoChange _ -> nothing++;
                case Verdict.Undecided _ -> undecided++;
                case Verdict.Pending _ -> throw new AssertionError("no verdict");
            }
            late += outcome.millis() > 3_200 ? 1 : 0;
        }
    }
}
