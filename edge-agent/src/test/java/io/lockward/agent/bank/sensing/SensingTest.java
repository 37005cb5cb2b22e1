package io.lockward.agent.bank.sensing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.sensing.Verdict.Reason;
import io.lockward.agent.bank.sensing.Verdict.Stage;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SensingTest {
    private final Deposit cell = Deposit.withCell(new SplittableRandom(1));

    @Test
    void sees_two_sheets_put_in_within_three_seconds_of_closing() {
        cell.after(60).opened();
        assertEquals(new Verdict.Pending(Stage.DOOR_OPEN), cell.verdict());
        cell.put(SensorChannel.LOAD_CELL, 9).after(10).closed();
        assertEquals(new Verdict.Pending(Stage.DECIDING), cell.verdict());
        cell.after(3);
        Finding finding = assertInstanceOf(Verdict.Added.class, cell.verdict()).finding();
        assertEquals(SensorChannel.LOAD_CELL, finding.channel());
        assertEquals(9, finding.reading(), 2);
        assertTrue(finding.threshold() > 4.5 && finding.threshold() <= finding.reading(), finding.toString());
        assertTrue(finding.confidence() > 0.9999, finding.toString());
        assertTrue(finding.millis() <= 3_000, finding.toString());
    }

    @Test
    void sees_them_taken_out_again() {
        cell.after(60)
                .opened()
                .put(SensorChannel.LOAD_CELL, -9)
                .after(10)
                .closed()
                .after(3);
        Finding finding =
                assertInstanceOf(Verdict.Removed.class, cell.verdict()).finding();
        assertTrue(finding.threshold() < 0 && finding.reading() < 0, finding.toString());
    }

    @Test
    void says_that_nothing_changed_when_nothing_did() {
        cell.after(60).opened().after(10).closed().after(5);
        Finding finding =
                assertInstanceOf(Verdict.NoChange.class, cell.verdict()).finding();
        assertTrue(Math.abs(finding.reading()) <= Math.abs(finding.threshold()), finding.toString());
    }

    @Test
    void does_not_decide_between_nothing_and_something() {
        cell.after(60)
                .opened()
                .put(SensorChannel.LOAD_CELL, 4.5)
                .after(10)
                .closed()
                .after(31);
        Verdict.Undecided undecided = assertInstanceOf(Verdict.Undecided.class, cell.verdict());
        assertEquals(Reason.TOO_CLOSE, undecided.reason());
    }

    @Test
    void concludes_after_a_power_cut_with_the_baseline_of_the_journal() {
        cell.after(60);
        List<Baseline> journal = Sensing.baseline(cell.watch);
        assertEquals(100, journal.getFirst().mean(), 1);
        Deposit later = Deposit.withCell(new SplittableRandom(2));
        later.up = 20;
        later.watch = Sensing.resume(Sensing.start(cell.watch.setup(), 20), journal, 20);
        later.put(SensorChannel.LOAD_CELL, 9).closed().after(5);
        assertInstanceOf(Verdict.Added.class, later.verdict());
    }

    @Test
    void cannot_tell_without_a_baseline() {
        cell.opened().after(5).closed();
        assertEquals(new Verdict.Undecided(Reason.NO_BASELINE, null), cell.verdict());
    }

    @Test
    void cannot_tell_when_no_sensor_answers() {
        cell.after(60)
                .opened()
                .after(5)
                .closed()
                .silence(SensorChannel.LOAD_CELL)
                .after(31);
        assertEquals(new Verdict.Undecided(Reason.NO_SENSOR, null), cell.verdict());
    }

    @Test
    void goes_on_with_its_baseline_when_the_door_opens_again_before_the_verdict() {
        cell.after(60)
                .opened()
                .put(SensorChannel.LOAD_CELL, 9)
                .after(5)
                .closed()
                .after(0.3);
        List<Baseline> before = Sensing.baseline(cell.watch);
        cell.opened().put(SensorChannel.LOAD_CELL, -9).after(5);
        assertEquals(before, Sensing.baseline(cell.watch));
        cell.closed().after(5);
        assertInstanceOf(Verdict.NoChange.class, cell.verdict());
    }

    @Test
    void ignores_late_doubled_and_foreign_samples() {
        cell.after(60);
        SensingWatch before = cell.watch;
        for (Sample sample : List.of(
                new Sample(SensorChannel.LOAD_CELL, 5_000, cell.up),
                new Sample(SensorChannel.LOAD_CELL, 5_000, 0),
                new Sample(SensorChannel.DISTANCE, 5_000, cell.up + 100))) {
            assertEquals(before, Sensing.step(before, sample));
        }
    }

    @Test
    void ignores_samples_of_the_open_door_that_are_told_after_it_closed() {
        cell.after(60).opened().after(5);
        long open = cell.up;
        cell.up += 1_000;
        cell.closed();
        SensingWatch closed = cell.watch;
        assertEquals(closed, Sensing.step(closed, new Sample(SensorChannel.LOAD_CELL, 300, open + 500)));
    }

    @Test
    void does_not_take_an_event_for_one_that_was_cancelled() {
        cell.after(60);
        cell.watch = Sensing.cancel(Sensing.begin(cell.watch, Sensing.baseline(cell.watch), cell.up));
        assertEquals(new Verdict.Pending(Stage.NO_EVENT), cell.verdict());
    }

    @Test
    void learns_within_minutes_that_there_is_more_noise_than_expected() {
        cell.after(60);
        double expected = Sensing.baseline(cell.watch).getFirst().variance();
        for (int minute = 0; minute < 10; minute++) {
            // Noise that lasts for longer than a block, and no more than a hand's breadth above the expected.
            cell.put(SensorChannel.LOAD_CELL, minute % 2 == 0 ? 2 : -2).after(30);
            cell.put(SensorChannel.LOAD_CELL, minute % 2 == 0 ? -2 : 2).after(30);
        }
        double seen = Sensing.baseline(cell.watch).getFirst().variance();
        assertTrue(seen > 2 * expected, seen + " after " + expected);
        cell.opened().after(10).closed().after(30);
        assertEquals(seen, cell.opened().after(1).closed().after(60).variance(), seen / 2, "also after the door moved");
    }

    @Test
    void notices_what_changes_behind_a_shut_door() {
        cell.after(120);
        assertNull(Sensing.changedWhileShut(cell.watch));
        cell.put(SensorChannel.LOAD_CELL, -9).after(70);
        ShutChange change = Sensing.changedWhileShut(cell.watch);
        assertTrue(change != null && change.reading() < -5, String.valueOf(change));
    }

    @Test
    void has_an_answer_for_a_compartment_without_sensors() {
        Deposit none = new Deposit(SensingSetup.NONE, new SplittableRandom(3));
        none.after(10).opened().closed();
        assertEquals(new Verdict.Undecided(Reason.NO_SENSOR, null), none.verdict());
        assertEquals(Map.of(), Sensing.health(none.watch));
    }
}
