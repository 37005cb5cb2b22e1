package io.lockward.bench;

import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.agent.bank.sensing.Tuning;
import io.lockward.agent.bank.sensing.Verdict;
import io.lockward.simulator.sensing.DoorEvent;
import io.lockward.simulator.sensing.NoiseModel;
import io.lockward.simulator.sensing.Thing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One point of an operating curve: sensors that are set to see something, and what is put in front of them.
///
/// @param name of the point, such as `load-cell-10-9g`
/// @param sensors for people
/// @param size of the thing, for people, such as `9 g`
/// @param thing what is put in, in half of the runs
/// @param quietMillis for how long the door was shut before, beside the usual minute
record SensingPoint(
        String name,
        String sensors,
        String size,
        Map<SensorChannel, NoiseModel> models,
        SensingSetup setup,
        Thing thing,
        long quietMillis) {

    /// What came of many runs.
    ///
    /// @param added share that said that something was put in
    /// @param nothing share that said that nothing changed
    /// @param undecided share without a verdict
    /// @param seconds from closing to verdict; the cap where there was none
    record Result(int added, int removed, int nothing, int undecided, Percentiles seconds) {
        double share(int count) {
            return (double) count / seconds.count();
        }
    }

    /// @param change what the thing does to the sensor that should see it
    static SensingPoint of(SensorProfile profile, double change, Thing thing, String size) {
        Tuning tuning = profile.tuning().seeing(change);
        return new SensingPoint(
                word(profile) + "-" + size.replace(" ", ""),
                words(profile),
                size,
                Map.of(profile.channel(), NoiseModel.of(profile)),
                SensingSetup.of(Map.of(profile.channel(), tuning)),
                thing,
                0);
    }

    /// The same with more noise than the sensor is set to expect.
    SensingPoint noisier(double factor, long quiet, String suffix) {
        EnumMap<SensorChannel, NoiseModel> worse = new EnumMap<>(SensorChannel.class);
        models.forEach((channel, model) -> worse.put(channel, model.times(factor)));
        return new SensingPoint(name + suffix, sensors, size, worse, setup, thing, quiet);
    }

    static SensingPoint fused(Collection<SensorProfile> profiles, Thing thing, String size) {
        EnumMap<SensorChannel, NoiseModel> models = new EnumMap<>(SensorChannel.class);
        profiles.forEach(profile -> models.put(profile.channel(), NoiseModel.of(profile)));
        return new SensingPoint(
                profiles.stream().map(SensingPoint::word).collect(Collectors.joining("+")) + "-"
                        + size.replace(" ", ""),
                profiles.stream()
                        .map(profile -> words(profile).replaceFirst(",.*", "").replace("infrared ", ""))
                        .collect(Collectors.joining(" and ")),
                size,
                models,
                SensingSetup.ofProfiles(profiles),
                thing,
                0);
    }

    static String word(SensorProfile profile) {
        return profile.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String words(SensorProfile profile) {
        return switch (profile) {
            case LOAD_CELL_10 -> "load cell, HX711 at 10/s";
            case LOAD_CELL_80 -> "load cell, HX711 at 80/s";
            case LOAD_CELL_BATHROOM -> "bathroom cells, uncompensated";
            case REFLECTANCE -> "infrared reflectance";
            case TIME_OF_FLIGHT -> "time of flight";
            case ITEM_BIT -> "item bit";
        };
    }

    /// Runs `runs` events; in parallel, and the same whatever the number of threads.
    ///
    /// @param seed of the first; each next one has the next
    Result run(long seed, int runs, @Nullable Thing put) {
        DoorEvent.Outcome[] outcomes = IntStream.range(0, runs)
                .parallel()
                .mapToObj(i -> new DoorEvent(seed + i, put, quietMillis).run(models, setup))
                .toArray(DoorEvent.Outcome[]::new);
        int[] counts = new int[4];
        List<Double> seconds = new ArrayList<>(runs);
        for (DoorEvent.Outcome outcome : outcomes) {
            seconds.add(outcome.millis() / 1_000.0);
            int kind = switch (outcome.verdict()) {
                case Verdict.Added _ -> 0;
                case Verdict.Removed _ -> 1;
                case Verdict.NoChange _ -> 2;
                case Verdict.Undecided _ -> 3;
                case Verdict.Pending _ -> throw new IllegalStateException("an event has an end");
            };
            counts[kind]++;
        }
        return new Result(counts[0], counts[1], counts[2], counts[3], new Percentiles(seconds));
    }
}
