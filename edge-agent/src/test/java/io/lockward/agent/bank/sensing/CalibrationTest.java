package io.lockward.agent.bank.sensing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.Calibration.Progress;
import io.lockward.agent.bank.sensing.Calibration.Step;
import io.lockward.protocol.entry.SensorScale;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final SensingSetup CELL = SensingSetup.ofProfiles(List.of(SensorProfile.LOAD_CELL_10));

    private final SplittableRandom random = new SplittableRandom(11);
    private Calibration calibration = Calibration.start(CELL);
    private long up = 5_000;

    @Test
    void saysInPlainWordsHowFarTwoSheetsStandOut() {
        measure(1_234, 1);
        measure(1_244, 1);
        measure(1_234, 1);
        measure(1_734, 1);
        Progress.Done done = assertInstanceOf(Progress.Done.class, calibration.progress());
        SensorScale scale = done.scales().getFirst();
        assertEquals(9, scale.change(), 0.3);
        assertEquals(1, scale.noise(), 0.15);
        assertTrue(scale.seesSheets());
        assertEquals(
                String.format(
                        java.util.Locale.ROOT,
                        "Load cell: two sheets of paper stand out %.1f times from the noise: reliable.",
                        scale.margin()),
                done.words().getFirst());
        assertTrue(scale.margin() > 8 && scale.margin() < 13, scale.toString());
    }

    @Test
    void asksStepByStepAndCountsWhileItMeasures() {
        for (Step step : Step.values()) {
            assertEquals(new Progress.Asking(step), calibration.progress());
            calibration = calibration.ready(up);
            assertEquals(new Progress.Measuring(step, 0), calibration.progress());
            sample(step == Step.EMPTY ? 33 : step == Step.BOX ? 6 : 11, level(step), 1);
            Progress.Measuring measuring = assertInstanceOf(Progress.Measuring.class, calibration.progress());
            assertTrue(measuring.percent() >= 45 && measuring.percent() <= 100, measuring.toString());
            sample(60, level(step), 1);
        }
        assertInstanceOf(Progress.Done.class, calibration.progress());
    }

    @Test
    void saysWhatASensorSeesThatCannotSeeTwoSheets() {
        calibration = Calibration.start(SensingSetup.ofProfiles(List.of(SensorProfile.TIME_OF_FLIGHT)));
        for (double level : new double[] {300, 299.8, 300, 200}) {
            measure(SensorChannel.DISTANCE, level, 2);
        }
        Progress.Done done = assertInstanceOf(Progress.Done.class, calibration.progress());
        assertFalse(done.scales().getFirst().seesSheets());
        assertEquals(-10, done.scales().getFirst().change(), 3);
        assertTrue(
                done.words().getFirst().contains("they cannot be seen. It sees what changes the reading by "),
                done.words().toString());
    }

    @Test
    void failsWithWhatToDo() {
        measure(1_234, 1);
        measure(1_244, 1);
        measure(1_284, 1);
        assertTrue(failure().contains("something is loose, or still inside"), failure());

        calibration = Calibration.start(CELL);
        measure(1_234, 1);
        measure(1_244, 1);
        measure(1_234, 1);
        measure(1_000, 1);
        assertTrue(failure().contains("does not see the box"), failure());

        calibration = Calibration.start(CELL).ready(up);
        calibration = calibration.tick(up + 180_000);
        assertTrue(failure().contains("does not answer"), failure());

        calibration = Calibration.start(CELL).ready(up);
        sample(200, 1_234, 40);
        assertTrue(failure().contains("does not come to rest"), failure());

        calibration = Calibration.start(SensingSetup.NONE);
        assertEquals("This compartment has no sensors.", failure());
    }

    @Test
    void namesTheSensorThatIsSilentAndNotTheOneThatWaitsForIt() {
        calibration = Calibration.start(
                        SensingSetup.ofProfiles(List.of(SensorProfile.LOAD_CELL_10, SensorProfile.REFLECTANCE)))
                .ready(up);
        sample(9.8, 1_234, 1);
        assertInstanceOf(Progress.Measuring.class, calibration.progress());
        sample(0.3, 1_234, 1);
        assertTrue(failure().startsWith("The " + SensorChannel.REFLECTANCE.words() + " does not answer"), failure());
    }

    @Test
    void believesThatSheetsWereLaidInWhereTheSensorCouldNotTell() {
        calibration = Calibration.start(SensingSetup.ofProfiles(List.of(SensorProfile.LOAD_CELL_BATHROOM)));
        for (double level : new double[] {1_234, 1_235, 1_236, 1_734}) {
            measure(level, 2.5);
        }
        Progress.Done done = assertInstanceOf(Progress.Done.class, calibration.progress());
        assertFalse(done.scales().getFirst().seesSheets());
    }

    @Test
    void staysFailedAndTakesNothingMore() {
        calibration = Calibration.start(SensingSetup.NONE).ready(up).tick(up + 1_000);
        assertInstanceOf(Progress.Failed.class, calibration.progress());
        assertEquals(calibration, calibration.sampled(new Sample(SensorChannel.LOAD_CELL, 5, up)));
    }

    @Test
    void replacesWhatWasExpectedByWhatWasMeasured() {
        SensorScale scale = new SensorScale("load-cell", 1_234, 8.5, 1.2, 0.7, 0.5, 8.4, true);
        SensingSetup applied =
                Calibration.applied(CELL, List.of(scale, new SensorScale("x-ray", 0, 1, 1, 1, 1, 1, true)));
        Tuning expected = SensorProfile.LOAD_CELL_10.tuning().calibrated(scale);
        assertEquals(Map.of(SensorChannel.LOAD_CELL, expected), applied.tunings());
        assertTrue(expected.change() == 8.5 && Double.valueOf(1_234).equals(expected.empty()), expected.toString());
        assertEquals(CELL, Calibration.applied(CELL, List.of()));
    }

    private double level(Step step) {
        return switch (step) {
            case EMPTY, EMPTY_AGAIN -> 1_234;
            case TWO_SHEETS -> 1_244;
            case BOX -> 1_734;
        };
    }

    private String failure() {
        return assertInstanceOf(Progress.Failed.class, calibration.progress()).words();
    }

    private void measure(double level, double noise) {
        measure(SensorChannel.LOAD_CELL, level, noise);
    }

    private void measure(SensorChannel channel, double level, double noise) {
        calibration = calibration.ready(up);
        for (int i = 0; i < 1_000 && calibration.recording() != null; i++) {
            next(channel, level, noise);
        }
    }

    private void sample(double seconds, double level, double noise) {
        for (int i = 0; i < seconds * 10; i++) {
            next(SensorChannel.LOAD_CELL, level, noise);
        }
    }

    private void next(SensorChannel channel, double level, double noise) {
        up += 100;
        calibration = calibration.sampled(new Sample(channel, level + noise * random.nextGaussian(), up));
    }
}
