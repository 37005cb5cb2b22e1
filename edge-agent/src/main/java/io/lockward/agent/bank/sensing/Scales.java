package io.lockward.agent.bank.sensing;

import io.lockward.agent.bank.sensing.Calibration.Failure;
import io.lockward.agent.bank.sensing.Calibration.Step;
import io.lockward.agent.bank.sensing.Gauge.Measured;
import io.lockward.protocol.entry.SensorScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the steps of a calibration say together.
final class Scales {
    /// Two sheets that stand out so many times decide nearly always; source: half of it is 3.7 standard
    /// deviations, an error of 1e-4, and the sequential test needs as much again for its boundary.
    private static final double RELIABLE = 7.4;

    /// From here on a sensor is decided by at all.
    private static final double USEFUL = 5;

    /// The smallest thing to be seen is a little less than two sheets: 9 g of 9.98 g.
    private static final double OF_SHEETS = 0.9;

    /// A minute of slow noise shows less of it than there is, on average and by chance.
    private static final double DOUBT = 1.2;

    private static final double AS_EXPECTED = 0.3;

    /// In expected changes: an empty compartment must read the same again.
    private static final double SAME = 2;

    /// Nearer than this to what it read empty, nothing was laid in: of a hundred thousand weighings of two sheets
    /// none, and one in 400 of nothing comes further.
    private static final double UNFELT = 3;

    private Scales() {}

    static List<SensorScale> of(SensingSetup setup, Map<Step, Map<SensorChannel, Measured>> measured) {
        List<SensorScale> scales = new ArrayList<>();
        setup.tunings().forEach((channel, tuning) -> {
            Measured empty = measured(measured, Step.EMPTY, channel);
            Measured sheets = measured(measured, Step.TWO_SHEETS, channel);
            Measured again = measured(measured, Step.EMPTY_AGAIN, channel);
            if (empty != null && sheets != null && again != null) {
                scales.add(scale(channel, tuning, empty, sheets, again));
            }
        });
        return scales;
    }

    private static SensorScale scale(
            SensorChannel channel, Tuning tuning, Measured empty, Measured sheets, Measured again) {
        double noise = noise(tuning, empty);
        double white = white(tuning, empty);
        double slow = slow(tuning, empty);
        // What slow noise does between two times empty is counted there already.
        double apart = again.mean() - empty.mean();
        double shift = Math.max(tuning.shift(), Math.sqrt(Math.max(0, apart * apart / 2 - slow * slow - white)));
        double twoSheets = sheets.mean() - (empty.mean() + again.mean()) / 2;
        double deviation = deviation(tuning, empty, shift);
        double margin = Math.abs(twoSheets) / deviation;
        boolean sees = margin >= USEFUL;
        // Otherwise what it was set to see, but never less than it can.
        double smallest = Math.copySign(Math.max(Math.abs(tuning.change()), RELIABLE * deviation), tuning.change());
        return new SensorScale(
                channel.word(),
                again.mean(),
                sees ? change(tuning, OF_SHEETS * twoSheets) : smallest,
                noise,
                slow,
                shift,
                margin,
                sees);
    }

    private static double noise(Tuning tuning, Measured empty) {
        return Math.max(empty.noise(), tuning.noise() / 4);
    }

    /// Variance that white noise leaves to the mean of a block.
    private static double white(Tuning tuning, Measured empty) {
        double noise = noise(tuning, empty);
        return Tuning.MEDIAN_COST * noise * noise * tuning.everyMillis() / Tuning.BLOCK_MILLIS;
    }

    /// A quiet minute proves little: slow noise and shift are never taken for less than expected.
    private static double slow(Tuning tuning, Measured empty) {
        return Math.max(tuning.slow(), DOUBT * Math.sqrt(Math.max(0, empty.blockVariance() - white(tuning, empty))));
    }

    /// Of the difference of two weighings with the door opened in between.
    private static double deviation(Tuning tuning, Measured empty, double shift) {
        double slow = slow(tuning, empty);
        return Math.sqrt(2 * (slow * slow + white(tuning, empty)) + shift * shift);
    }

    /// One weighing of two sheets is noisier than what is known of paper: it replaces what was expected only when
    /// the two are too far apart for chance.
    private static double change(Tuning tuning, double measured) {
        boolean isAsExpected = Math.abs(measured / tuning.change() - 1) <= AS_EXPECTED;
        return isAsExpected ? tuning.change() : measured;
    }

    /// Why the newest step cannot be right; `null` when it can.
    static @Nullable Failure problem(SensingSetup setup, Map<Step, Map<SensorChannel, Measured>> measured) {
        if (measured.containsKey(Step.BOX)) {
            return boxProblem(setup, measured);
        }
        for (Map.Entry<SensorChannel, Tuning> entry : setup.tunings().entrySet()) {
            SensorChannel channel = entry.getKey();
            Measured empty = measured(measured, Step.EMPTY, channel);
            Measured sheets = measured(measured, Step.TWO_SHEETS, channel);
            Measured again = measured(measured, Step.EMPTY_AGAIN, channel);
            if (empty == null || sheets == null) {
                return null;
            }
            Failure problem = again == null
                    ? sheetsProblem(channel, entry.getValue(), empty, sheets)
                    : againProblem(channel, entry.getValue(), empty, sheets, again);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /// A load cell that is quiet enough to tell two sheets and does not feel them: what they weigh depends on nothing,
    /// while what they do to light depends on the floor, and to a distance nothing at all.
    private static @Nullable Failure sheetsProblem(
            SensorChannel channel, Tuning tuning, Measured empty, Measured sheets) {
        double deviation = deviation(tuning, empty, tuning.shift());
        boolean couldTell = channel == SensorChannel.LOAD_CELL && Math.abs(tuning.change()) >= RELIABLE * deviation;
        double felt = sheets.mean() - empty.mean();
        return couldTell && Math.abs(felt) < UNFELT * deviation
                ? new Failure(
                        Failure.Why.SHEETS_UNFELT,
                        channel,
                        "The " + channel.words() + " feels nothing of the two sheets (" + number(felt) + " "
                                + channel.unit() + "): they were not laid in, or its floor rubs. Begin anew.")
                : null;
    }

    private static @Nullable Failure againProblem(
            SensorChannel channel, Tuning tuning, Measured empty, Measured sheets, Measured again) {
        double apart = Math.abs(again.mean() - empty.mean());
        boolean stoodOut = Math.abs(sheets.mean() - empty.mean()) >= USEFUL * deviation(tuning, empty, tuning.shift());
        boolean isInside = stoodOut && apart > Math.abs(again.mean() - sheets.mean());
        return isInside || apart > SAME * Math.abs(tuning.change())
                ? new Failure(
                        Failure.Why.LOOSE,
                        channel,
                        "The " + channel.words() + " reads the empty compartment as " + number(empty.mean())
                                + " and then as " + number(again.mean()) + " " + channel.unit()
                                + ": something is loose, or still inside. Begin anew.")
                : null;
    }

    private static @Nullable Failure boxProblem(SensingSetup setup, Map<Step, Map<SensorChannel, Measured>> measured) {
        for (Map.Entry<SensorChannel, Tuning> entry : setup.tunings().entrySet()) {
            Measured again = measured(measured, Step.EMPTY_AGAIN, entry.getKey());
            Measured box = measured(measured, Step.BOX, entry.getKey());
            Tuning tuning = entry.getValue();
            // Paper or cardboard, light sent back may rise or fall: it need only change.
            boolean rises = entry.getKey() == SensorChannel.REFLECTANCE;
            if (again != null && box != null) {
                double seen = (box.mean() - again.mean()) / tuning.change();
                if ((rises ? Math.abs(seen) : seen) < 0.5) {
                    return new Failure(
                            Failure.Why.BOX_UNSEEN,
                            entry.getKey(),
                            "The " + entry.getKey().words() + " does not see the box ("
                                    + number(box.mean() - again.mean())
                                    + " " + entry.getKey().unit()
                                    + "): it is not under it, or wired the wrong way round. Begin anew.");
                }
            }
        }
        return null;
    }

    static boolean isReliable(SensorScale scale) {
        return scale.margin() >= RELIABLE;
    }

    /// For people.
    static String words(SensorScale scale) {
        SensorChannel channel = SensorChannel.of(scale.channel());
        String name = channel == null ? scale.channel() : channel.words();
        String unit = channel == null || channel.unit().isEmpty() ? "" : " " + channel.unit();
        String stands = String.format(
                Locale.ROOT,
                "%s%s: two sheets of paper stand out %.1f times from the noise: ",
                name.substring(0, 1).toUpperCase(Locale.ROOT),
                name.substring(1),
                scale.margin());
        if (isReliable(scale)) {
            return stands + "reliable.";
        }
        if (scale.seesSheets()) {
            return stands + "they are seen, but some verdicts will stay open.";
        }
        return stands + "they cannot be seen. It sees what changes the reading by " + number(Math.abs(scale.change()))
                + unit + " or more.";
    }

    private static @Nullable Measured measured(
            Map<Step, Map<SensorChannel, Measured>> measured, Step step, SensorChannel channel) {
        Map<SensorChannel, Measured> means = measured.get(step);
        return means == null ? null : means.get(channel);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.1f" : "%.0f", value);
    }
}
