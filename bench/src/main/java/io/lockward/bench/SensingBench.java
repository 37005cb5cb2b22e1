package io.lockward.bench;

import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.bench.SensingPoint.Result;
import io.lockward.bench.SensingTable.Measured;
import io.lockward.simulator.sensing.Thing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How well occupancy sensors tell that something was put in, on the noise model of
/// [io.lockward.simulator.sensing]. Nothing here has touched a sensor; docs/concepts/sensing.md says what that
/// means.
final class SensingBench {
    /// What every figure of this bench begins with, so that anybody gets the same.
    private static final long SEED = 20_261_130L;

    /// Empty runs and filled ones of a point, and points, are never the same.
    private static final long APART = 10_000_000L;

    private static final double GRAMS_PER_MILLIMETRE = 50;
    private static final int[] GRAMS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20};

    /// Long enough for a sensor to learn what noise there is.
    private static final long QUIET = 1_200_000;

    private final Figures figures;
    private final int runs;
    private final int curve;
    private final Path folder;
    private final StringBuilder table = new StringBuilder(SensingTable.HEAD);
    private final StringBuilder noise = new StringBuilder(SensingTable.NOISE_HEAD);
    private long seed = SEED;

    SensingBench(Figures figures, Options options, Path folder) {
        this.figures = figures;
        this.runs = options.get("runs", 2_000);
        this.curve = options.get("curve", 400);
        this.folder = folder;
    }

    void run() throws IOException {
        Files.createDirectories(folder);
        for (SensingPoint point : twoSheets()) {
            table.append(SensingTable.row(measure(point, runs)));
        }
        for (SensingPoint point : sizes()) {
            table.append(SensingTable.row(measure(point, curve)));
        }
        SensingPoint set = SensingPoint.of(SensorProfile.LOAD_CELL_10, 9, paper(9, 0.2, 40), "9 g");
        for (double factor : new double[] {1.5, 2, 3}) {
            noise(set.noisier(factor, 0, "-noise-x" + SensingTable.times(factor)), curve, factor, "15 to 60 s");
        }
        // Each of these is 20 min long.
        int few = Math.max(1, curve * 3 / 10);
        for (double factor : new double[] {2, 3}) {
            String suffix = "-noise-x" + SensingTable.times(factor) + "-after-20-min";
            noise(set.noisier(factor, QUIET, suffix), few, factor, "20 min more");
        }
        Files.writeString(folder.resolve("sensing.md"), table + "\n" + noise);
        Files.writeString(folder.resolve("sensing.svg"), OperatingPlot.svg(curves()));
        figures.progress("sensing.md and sensing.svg are in " + folder);
    }

    /// Two sheets of A4: 9 g, 0.2 mm, 40 counts where they cover two thirds of what the sensor sees.
    private static List<SensingPoint> twoSheets() {
        Thing sheets = paper(9, 0.2, 40);
        return List.of(
                SensingPoint.of(SensorProfile.LOAD_CELL_10, 9, sheets, "9 g"),
                SensingPoint.of(SensorProfile.REFLECTANCE, 40, sheets, "40 counts"));
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
        points.add(SensingPoint.of(SensorProfile.ITEM_BIT, 1, paper(9, 0.2, 40), "0.2 mm"));
        points.add(SensingPoint.fused(
                List.of(SensorProfile.LOAD_CELL_10, SensorProfile.TIME_OF_FLIGHT), paper(9, 0.2, 40), "9 g"));
        points.add(SensingPoint.fused(
                List.of(SensorProfile.LOAD_CELL_10, SensorProfile.REFLECTANCE), paper(9, 0.2, 40), "9 g"));
        return points;
    }

    private static Thing paper(double grams, double millimetres, double counts) {
        return new Thing(grams, millimetres, counts, false);
    }

    private static String size(double value, String unit) {
        return (value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value)) + " " + unit;
    }

    private void noise(SensingPoint point, int count, double factor, String before) {
        noise.append(SensingTable.noiseRow(measure(point, count), factor, before));
    }

    private Measured measure(SensingPoint point, int count) {
        figures.progress(point.name() + ", " + count + " empty and " + count + " filled, seeds from " + seed);
        Result empty = point.run(nextSeeds(), count, null);
        Result put = point.run(nextSeeds(), count, point.thing());
        Measured measured = new Measured(point, count, put, empty);
        String name = point.name();
        figures.rate(name + "-missed", measured.missed().rate());
        figures.rate(name + "-missed-at-most", measured.missed().atMost());
        figures.rate(name + "-false-alarms", measured.alarmed().rate());
        figures.rate(name + "-false-alarms-at-most", measured.alarmed().atMost());
        figures.rate(name + "-undecided-filled", put.share(put.undecided()));
        figures.rate(name + "-undecided-empty", empty.share(empty.undecided()));
        figures.figure(name + "-p50", measured.seconds(50), "s");
        figures.figure(name + "-p99", measured.seconds(99), "s");
        figures.progress(name + ": can it? " + SensingTable.can(measured));
        return measured;
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
}
