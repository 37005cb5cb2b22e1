package io.lockward.bench;

import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.bench.SensingPoint.Result;
import io.lockward.simulator.sensing.Thing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How well occupancy sensors tell that something was put in, on the noise model of
/// [io.lockward.simulator.sensing]. Nothing here has touched a sensor; docs/concepts/sensing.md says what that
/// means.
final class SensingBench {
    /// What every figure of this bench begins with, so that anybody gets the same.
    private static final long SEED = 20_261_130L;

    /// Empty runs and filled ones of a point, and points, are never the same.
    private static final long APART = 10_000_000L;

    private static final double AIM_RATE = 1e-4;
    private static final double AIM_SECONDS = 3;
    private static final double GRAMS_PER_MILLIMETRE = 50;
    private static final int[] GRAMS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20};

    /// Long enough for a sensor to learn what noise there is.
    private static final long QUIET = 1_200_000;

    private final Figures figures;
    private final int runs;
    private final int curve;
    private final Path folder;
    private final StringBuilder table = new StringBuilder();
    private long seed = SEED;

    SensingBench(Figures figures, Options options, Path folder) {
        this.figures = figures;
        this.runs = options.get("runs", 2_000);
        this.curve = options.get("curve", 400);
        this.folder = folder;
    }

    void run() throws IOException {
        Files.createDirectories(folder);
        table.append("""
                | sensors set to see it, and it | runs | missed | false alarms | undecided: put in, empty | p50 | p99 |
                |---|---|---|---|---|---|---|
                """);
        for (SensingPoint point : twoSheets()) {
            measure(point, runs);
        }
        for (SensingPoint point : sizes()) {
            measure(point, curve);
        }
        Files.writeString(folder.resolve("sensing.md"), table);
        Files.writeString(folder.resolve("sensing.svg"), OperatingPlot.svg(curves()));
        figures.progress("table and plot are in " + folder);
    }

    /// Two sheets of A4: 9 g, 0.2 mm, 40 counts where they cover two thirds of what the sensor sees.
    private static List<SensingPoint> twoSheets() {
        Thing sheets = paper(9, 0.2, 40);
        return List.of(
                SensingPoint.of(SensorProfile.LOAD_CELL_10, 9, sheets, "9g"),
                SensingPoint.of(SensorProfile.REFLECTANCE, 40, sheets, "40counts"));
    }

    private static List<SensingPoint> sizes() {
        List<SensingPoint> points = new ArrayList<>();
        for (SensorProfile cell :
                List.of(SensorProfile.LOAD_CELL_10, SensorProfile.LOAD_CELL_80, SensorProfile.LOAD_CELL_BATHROOM)) {
            for (double grams : new double[] {2, 5, 9, 20}) {
                if (cell == SensorProfile.LOAD_CELL_10 && grams == 9) {
                    continue;
                }
                points.add(
                        SensingPoint.of(cell, grams, paper(grams, grams / GRAMS_PER_MILLIMETRE, 40), size(grams, "g")));
            }
        }
        for (double counts : new double[] {10, 20, 60}) {
            points.add(
                    SensingPoint.of(SensorProfile.REFLECTANCE, counts, paper(9, 0.2, counts), size(counts, "counts")));
        }
        for (double millimetres : new double[] {0.1, 0.2, 0.5, 1, 5, 10}) {
            Thing thing = paper(millimetres * GRAMS_PER_MILLIMETRE, millimetres, 40);
            points.add(SensingPoint.of(SensorProfile.TIME_OF_FLIGHT, -millimetres, thing, size(millimetres, "mm")));
        }
        points.add(SensingPoint.of(SensorProfile.ITEM_BIT, 1, Thing.box(500, 50), "box"));
        points.add(SensingPoint.of(SensorProfile.ITEM_BIT, 1, paper(9, 0.2, 40), "0.2mm"));
        points.add(SensingPoint.fused(
                List.of(SensorProfile.LOAD_CELL_10, SensorProfile.TIME_OF_FLIGHT), paper(9, 0.2, 40), "9g"));
        points.add(SensingPoint.fused(
                List.of(SensorProfile.LOAD_CELL_10, SensorProfile.REFLECTANCE), paper(9, 0.2, 40), "9g"));
        SensingPoint set = SensingPoint.of(SensorProfile.LOAD_CELL_10, 9, paper(9, 0.2, 40), "9g");
        points.add(set.noisier(1.5, 0, "-noise-x1.5"));
        points.add(set.noisier(2, 0, "-noise-x2"));
        points.add(set.noisier(2, QUIET, "-noise-x2-after-20-min"));
        return points;
    }

    private static Thing paper(double grams, double millimetres, double counts) {
        return new Thing(grams, millimetres, counts, false);
    }

    private static String size(double value, String unit) {
        return (value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value)) + unit;
    }

    private void measure(SensingPoint point, int count) {
        figures.progress(point.name() + ", " + count + " empty and " + count + " filled, seeds from " + seed);
        Result empty = point.run(nextSeeds(), count, null);
        Result put = point.run(nextSeeds(), count, point.thing());
        Tally missed = new Tally(count, put.nothing() + put.removed());
        Tally alarmed = new Tally(count, empty.added() + empty.removed());
        double p50 = Math.max(empty.seconds().at(50), put.seconds().at(50));
        double p99 = Math.max(empty.seconds().at(99), put.seconds().at(99));
        String name = point.name();
        figures.rate(name + "-missed", missed.rate());
        figures.rate(name + "-missed-at-most", missed.atMost());
        figures.rate(name + "-false-alarms", alarmed.rate());
        figures.rate(name + "-false-alarms-at-most", alarmed.atMost());
        figures.rate(name + "-undecided-filled", put.share(put.undecided()));
        figures.rate(name + "-undecided-empty", empty.share(empty.undecided()));
        figures.figure(name + "-p50", p50, "s");
        figures.figure(name + "-p99", p99, "s");
        figures.progress(name + ": " + words(missed, alarmed, put, empty, p99));
        table.append(String.format(
                Locale.ROOT,
                "| %s | %,d + %,d | %s | %s | %s, %s | %.1f s | %.1f s |%n",
                name,
                count,
                count,
                rate(missed),
                rate(alarmed),
                percent(put.share(put.undecided())),
                percent(empty.share(empty.undecided())),
                p50,
                p99));
    }

    /// What the figures mean.
    static String words(Tally missed, Tally alarmed, Result put, Result empty, double p99) {
        if (put.share(put.undecided()) > 0.5 || empty.share(empty.undecided()) > 0.5) {
            return "CANNOT DO IT: it says itself, mostly, that it cannot tell";
        }
        if (missed.rate() > 0.01 || alarmed.rate() > 0.01) {
            return "CANNOT DO IT: it is wrong too often";
        }
        if (p99 > AIM_SECONDS) {
            return "works, but not always within " + AIM_SECONDS + " s";
        }
        if (missed.atMost() <= AIM_RATE && alarmed.atMost() <= AIM_RATE) {
            return "does it: both error rates are at most 1e-4 at 95 % confidence, within " + AIM_SECONDS + " s at p99";
        }
        boolean none = missed.wrong() == 0 && alarmed.wrong() == 0;
        return none
                ? "no error seen; more runs would be needed to claim 1e-4"
                : "errors seen; its rates are those above";
    }

    private List<OperatingPlot.Curve> curves() {
        List<OperatingPlot.Curve> curves = new ArrayList<>();
        for (SensorProfile profile : List.of(
                SensorProfile.LOAD_CELL_10,
                SensorProfile.LOAD_CELL_80,
                SensorProfile.LOAD_CELL_BATHROOM,
                SensorProfile.TIME_OF_FLIGHT)) {
            boolean isDistance = profile == SensorProfile.TIME_OF_FLIGHT;
            SensingPoint set = SensingPoint.of(profile, isDistance ? -0.2 : 9, paper(9, 0.2, 40), "set-to-9g");
            List<OperatingPlot.Spot> spots = new ArrayList<>();
            for (int grams : GRAMS) {
                Thing thing = paper(grams, grams / GRAMS_PER_MILLIMETRE, 40);
                Result result = set.run(nextSeeds(), curve, grams == 0 ? null : thing);
                spots.add(
                        new OperatingPlot.Spot(grams, result.share(result.added()), result.share(result.undecided())));
            }
            figures.progress("operating curve of " + SensingPoint.word(profile));
            curves.add(new OperatingPlot.Curve(SensingPoint.word(profile), spots));
        }
        return curves;
    }

    private long nextSeeds() {
        long first = seed;
        seed += APART;
        return first;
    }

    private static String rate(Tally tally) {
        return tally.wrong() == 0
                ? String.format(Locale.ROOT, "0 (< %.1e)", tally.atMost())
                : String.format(Locale.ROOT, "%d, %.1e (< %.1e)", tally.wrong(), tally.rate(), tally.atMost());
    }

    private static String percent(double share) {
        double percent = 100 * share;
        return share == 0 ? "0" : String.format(Locale.ROOT, percent >= 10 ? "%.0f %%" : "%.2g %%", percent);
    }
}
