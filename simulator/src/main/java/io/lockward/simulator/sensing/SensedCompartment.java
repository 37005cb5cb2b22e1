package io.lockward.simulator.sensing;

import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensorChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// One compartment with its sensors: what is in it, and what they say about it.
///
/// Thread rule: one thread at a time.
public final class SensedCompartment {
    /// About once in two minutes a neighbour's door slams; a tenth of it is felt here (assumed).
    private static final double NEIGHBOURS_PER_SECOND = 1.0 / 120;

    private static final double NEIGHBOUR_FORCE = 0.1;

    private final RandomGenerator random;
    private final Weather weather;
    private final Map<SensorChannel, NoisySensor> sensors = new EnumMap<>(SensorChannel.class);
    private final Map<SensorChannel, Long> dueUp = new EnumMap<>(SensorChannel.class);
    private long weatherUp;
    private double celsius;
    private boolean open;
    private boolean fast;

    /// @param up uptime in milliseconds when it begins
    public SensedCompartment(Map<SensorChannel, NoiseModel> models, RandomGenerator random, long up) {
        this.random = random;
        this.weather = new Weather(random);
        this.weatherUp = up;
        new EnumMap<>(models).forEach((channel, model) -> {
            sensors.put(channel, new NoisySensor(model, emptyLevel(channel), random));
            dueUp.put(channel, up + 1 + random.nextLong(model.everyMillis()));
        });
    }

    /// What a sensor reads of an empty compartment, but for its noise.
    public static double emptyLevel(SensorChannel channel) {
        return switch (channel) {
            case LOAD_CELL -> 1_234;
            case REFLECTANCE -> 200;
            case DISTANCE -> 300;
            case ITEM_BIT -> 0;
        };
    }

    /// The door opens; the bolt's jerk is felt.
    public void open() {
        open = true;
        sensors.values().forEach(sensor -> sensor.slam(0.3));
    }

    /// Somebody reaches in, or has done so.
    public void hands(boolean inside) {
        sensors.values().forEach(sensor -> sensor.hand(inside ? 1 : 0));
    }

    public void put(Thing thing) {
        sensors.forEach((channel, sensor) -> sensor.change(thing.on(channel)));
    }

    public void take(Thing thing) {
        sensors.forEach((channel, sensor) -> sensor.change(-thing.on(channel)));
    }

    /// One of its sensors fails, or is mended; the others are well.
    public void ail(SensorChannel channel, Ailment ailment) {
        sensors.forEach((one, sensor) -> sensor.ail(one == channel ? ailment : Ailment.NONE));
    }

    public void close() {
        open = false;
        hands(false);
        sensors.values().forEach(sensor -> sensor.slam(1));
    }

    /// The controller was switched on anew: its uptime counts from here.
    public void rebooted(long up) {
        weatherUp = up;
        sensors.forEach((channel, sensor) ->
                dueUp.put(channel, up + 1 + random.nextLong(sensor.model().everyMillis())));
        fast = false;
    }

    /// Whether the sensors are read as fast as they go.
    public void fast(boolean on) {
        fast = on;
    }

    /// Everything the sensors say from the last call up to and including `up`, oldest first.
    public List<Sample> until(long up) {
        List<Sample> samples = new ArrayList<>();
        sensors.forEach((channel, sensor) -> {
            long every = fast ? sensor.model().fastMillis() : sensor.model().everyMillis();
            long due = dueUp.getOrDefault(channel, up);
            if (fast) {
                // What was due later was due by the slower pace.
                due = Math.min(due, weatherUp + every);
            }
            for (; due <= up; due += every) {
                Double value = sensor.sample(every / 1_000.0, celsius);
                if (value != null) {
                    samples.add(new Sample(channel, value, due));
                }
            }
            dueUp.put(channel, due);
        });
        pass(up);
        if (sensors.size() > 1) {
            samples.sort(Comparator.comparingLong(Sample::up));
        }
        return samples;
    }

    private void pass(long up) {
        double seconds = (up - weatherUp) / 1_000.0;
        weatherUp = up;
        celsius = weather.after(seconds, open);
        if (random.nextDouble() < NEIGHBOURS_PER_SECOND * seconds) {
            sensors.values().forEach(sensor -> sensor.slam(NEIGHBOUR_FORCE));
        }
    }
}
