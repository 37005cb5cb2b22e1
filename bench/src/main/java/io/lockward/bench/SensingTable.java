package io.lockward.bench;

import io.lockward.bench.SensingPoint.Result;
import java.util.Locale;

/// Writes what was measured as docs/concepts/sensing.md shows it: a row for each point. Pure.
final class SensingTable {
    /// A sensor that does it does it within so many seconds at p99, and is wrong no more often than this.
    static final double AIM_SECONDS = 3;

    static final double AIM_RATE = 1e-4;

    static final String HEAD = """
            | set to see, and met with | size | runs, filled + empty | missed | false alarms | undecided: filled, empty | p50 | p99 | can it? |
            |---|---|---|---|---|---|---|---|---|
            """;

    static final String NOISE_HEAD = """
            | errs by | shut before | runs, filled + empty | missed | false alarms | undecided: filled, empty |
            |---|---|---|---|---|---|
            """;

    private static final double MOSTLY = 0.5;
    private static final double TOO_OFTEN = 0.01;

    /// What came of a point.
    ///
    /// @param runs with something put in; as many without
    record Measured(SensingPoint point, int runs, Result put, Result empty) {
        Tally missed() {
            return new Tally(runs, put.nothing() + put.removed());
        }

        Tally alarmed() {
            return new Tally(runs, empty.added() + empty.removed());
        }

        double seconds(int percent) {
            return Math.max(empty.seconds().at(percent), put.seconds().at(percent));
        }
    }

    private SensingTable() {}

    static String row(Measured measured) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,d + %,d | %s | %s | %s, %s | %.1f s | %.1f s | %s |%n",
                measured.point().sensors(),
                measured.point().size(),
                measured.runs(),
                measured.runs(),
                rate(measured.missed()),
                rate(measured.alarmed()),
                percent(measured.put()),
                percent(measured.empty()),
                measured.seconds(50),
                measured.seconds(99),
                can(measured));
    }

    /// A row about sensors with more noise than they were told.
    static String noiseRow(Measured measured, double factor, String before) {
        return String.format(
                Locale.ROOT,
                "| %s times | %s | %,d + %,d | %d | %d | %d, %d |%n",
                times(factor),
                before,
                measured.runs(),
                measured.runs(),
                measured.missed().wrong(),
                measured.alarmed().wrong(),
                measured.put().undecided(),
                measured.empty().undecided());
    }

    /// `2`, `1.5`.
    static String times(double factor) {
        return factor == Math.rint(factor) ? String.valueOf((int) factor) : String.valueOf(factor);
    }

    /// What the figures mean.
    static String can(Measured measured) {
        Tally missed = measured.missed();
        Tally alarmed = measured.alarmed();
        if (undecided(measured.put()) > MOSTLY || undecided(measured.empty()) > MOSTLY) {
            return "**no**, says so";
        }
        if (missed.rate() > TOO_OFTEN || alarmed.rate() > TOO_OFTEN) {
            return "**no**, wrong";
        }
        if (measured.seconds(99) > AIM_SECONDS) {
            boolean open = Math.max(undecided(measured.put()), undecided(measured.empty())) > TOO_OFTEN;
            return open ? "often open" : "yes, past 3 s at p99";
        }
        if (missed.atMost() <= AIM_RATE && alarmed.atMost() <= AIM_RATE) {
            return "**yes, at 1e-4**";
        }
        return missed.wrong() == 0 && alarmed.wrong() == 0 ? "yes" : "with errors";
    }

    private static double undecided(Result result) {
        return result.share(result.undecided());
    }

    private static String rate(Tally tally) {
        if (tally.wrong() == tally.runs()) {
            return "all";
        }
        return tally.wrong() == 0
                ? String.format(Locale.ROOT, "0 (< %.1e)", tally.atMost())
                : String.format(Locale.ROOT, "%d, %.1e (< %.1e)", tally.wrong(), tally.rate(), tally.atMost());
    }

    private static String percent(Result result) {
        double percent = 100 * undecided(result);
        return percent == 0 ? "0" : String.format(Locale.ROOT, percent >= 10 ? "%.0f %%" : "%.2g %%", percent);
    }
}
