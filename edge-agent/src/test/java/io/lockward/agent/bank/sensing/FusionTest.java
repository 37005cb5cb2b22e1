package io.lockward.agent.bank.sensing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.Verdict.Reason;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusionTest {
    private static final SensingSetup CELL_AND_LIGHT =
            SensingSetup.ofProfiles(List.of(SensorProfile.LOAD_CELL_10, SensorProfile.REFLECTANCE));
    private static final SensingSetup CELL_AND_DISTANCE =
            SensingSetup.ofProfiles(List.of(SensorProfile.LOAD_CELL_10, SensorProfile.TIME_OF_FLIGHT));

    @Test
    void two_sensors_that_agree_decide_and_the_stronger_is_named() {
        Deposit both = new Deposit(CELL_AND_LIGHT, new SplittableRandom(1));
        both.after(60).opened();
        both.put(SensorChannel.LOAD_CELL, 500)
                .put(SensorChannel.REFLECTANCE, 60)
                .after(5)
                .closed()
                .after(3);
        Finding finding = assertInstanceOf(Verdict.Added.class, both.verdict()).finding();
        assertEquals(SensorChannel.LOAD_CELL, finding.channel());
        assertTrue(finding.confidence() > 0.9999, finding.toString());
    }

    @Test
    void a_coarse_sensor_does_not_outvote_one_that_sees_two_sheets() {
        Deposit sheets = new Deposit(CELL_AND_DISTANCE, new SplittableRandom(2));
        sheets.after(60)
                .opened()
                .put(SensorChannel.LOAD_CELL, 9)
                .after(5)
                .closed()
                .after(4);
        assertInstanceOf(Verdict.Added.class, sheets.verdict());
    }

    @Test
    void something_as_black_as_the_floor_is_weighed() {
        Deposit black = new Deposit(CELL_AND_LIGHT, new SplittableRandom(3));
        black.after(60)
                .opened()
                .put(SensorChannel.LOAD_CELL, 30)
                .after(5)
                .closed()
                .after(5);
        assertEquals(
                SensorChannel.LOAD_CELL,
                assertInstanceOf(Verdict.Added.class, black.verdict()).finding().channel());
    }

    @Test
    void sensors_that_contradict_each_other_decide_nothing() {
        SensingSetup sure = SensingSetup.of(Map.of(
                SensorChannel.LOAD_CELL, SensorProfile.LOAD_CELL_10.tuning(),
                SensorChannel.REFLECTANCE, SensorProfile.REFLECTANCE.tuning()));
        Deposit torn = new Deposit(sure, new SplittableRandom(4));
        // Both come to rest in the same tenth of a second, so that neither decides before the other has spoken.
        torn.after(60).opened().put(SensorChannel.LOAD_CELL, 500).put(SensorChannel.REFLECTANCE, -60);
        torn.after(5).closed().after(31);
        Verdict.Undecided undecided = assertInstanceOf(Verdict.Undecided.class, torn.verdict());
        assertEquals(Reason.CONTRADICTION, undecided.reason());
    }

    @Test
    void a_dead_sensor_leaves_the_verdict_to_the_other() {
        Deposit half = new Deposit(CELL_AND_LIGHT, new SplittableRandom(5));
        half.after(60)
                .opened()
                .silence(SensorChannel.REFLECTANCE)
                .put(SensorChannel.LOAD_CELL, -9)
                .after(10);
        half.closed().after(5);
        assertInstanceOf(Verdict.Removed.class, half.verdict());
    }

    @Test
    void item_bits_alone_are_believed_for_what_they_are() {
        SensingSetup bits = SensingSetup.ofProfiles(List.of(SensorProfile.ITEM_BIT));
        assertEquals(SensingSetup.COARSE_BOUNDARY, bits.boundary());
        Deposit bit = new Deposit(bits, new SplittableRandom(6));
        bit.noise = 0;
        bit.after(60).opened().put(SensorChannel.ITEM_BIT, 1).after(5).closed().after(5);
        Finding finding = assertInstanceOf(Verdict.Added.class, bit.verdict()).finding();
        assertTrue(finding.confidence() > 0.98 && finding.confidence() < 0.9999, finding.toString());
    }

    /// Whatever the sensors say in whatever order, there is an answer, and by the cap there is a verdict.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void has_an_answer_to_everything(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SensorChannel[] channels = SensorChannel.values();
        SensingWatch watch = Sensing.start(
                SensingSetup.ofProfiles(
                        List.of(SensorProfile.LOAD_CELL_80, SensorProfile.REFLECTANCE, SensorProfile.TIME_OF_FLIGHT)),
                0);
        long up = 0;
        for (int i = 0; i < 4_000; i++) {
            up += random.nextInt(200);
            switch (random.nextInt(40)) {
                case 0 -> watch = Sensing.doorOpened(watch, up);
                case 1 -> watch = Sensing.doorClosed(watch, up);
                case 2 -> watch = Sensing.begin(watch, Sensing.baseline(watch), up);
                case 3 -> watch = Sensing.resume(watch, Sensing.baseline(watch), up);
                case 4 -> watch = Sensing.cancel(watch);
                case 5 -> watch = Sensing.tick(watch, up);
                case 6 -> up += random.nextInt(20_000);
                default -> {
                    double value = random.nextInt(10) == 0 ? 1e8 * random.nextGaussian() : random.nextGaussian();
                    long at = random.nextInt(20) == 0 ? random.nextLong(up + 1) : up;
                    watch = Sensing.step(watch, new Sample(channels[random.nextInt(channels.length)], value, at));
                }
            }
            for (Baseline baseline : Sensing.baseline(watch)) {
                assertTrue(baseline.variance() > 0, baseline.toString());
            }
            assertFindingIsSane(Sensing.verdict(watch));
        }
        SensingWatch last = Sensing.doorClosed(Sensing.doorOpened(watch, up), up);
        Verdict verdict = Sensing.verdict(Sensing.tick(last, up + SensingSetup.CAP_MILLIS));
        assertTrue(verdict.isConcluded(), verdict.toString());
    }

    private static void assertFindingIsSane(Verdict verdict) {
        Finding finding = switch (verdict) {
            case Verdict.Pending _ -> null;
            case Verdict.Added(Finding found) -> found;
            case Verdict.Removed(Finding found) -> found;
            case Verdict.NoChange(Finding found) -> found;
            case Verdict.Undecided(Reason _, Finding found) -> found;
        };
        if (finding != null) {
            assertTrue(finding.confidence() >= 0 && finding.confidence() <= 1, finding.toString());
            assertTrue(Double.isFinite(finding.reading()) && Double.isFinite(finding.threshold()), finding.toString());
            assertTrue(finding.millis() >= 0, finding.toString());
        }
    }
}
