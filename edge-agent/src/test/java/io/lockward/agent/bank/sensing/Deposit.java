package io.lockward.agent.bank.sensing;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A compartment played by hand: each channel reads a level and some noise.
final class Deposit {
    static final Tuning CELL = new Tuning(9, 1, 0.6, 0.4, 0.03, 1e-6, 1e-6, -5_000, 50_000, 100, 60, null);

    private final RandomGenerator random;
    private final Map<SensorChannel, Double> level = new EnumMap<>(SensorChannel.class);
    private final Map<SensorChannel, Boolean> silent = new EnumMap<>(SensorChannel.class);
    double noise = 1;
    SensingWatch watch;
    long up = 1_000;

    Deposit(SensingSetup setup, RandomGenerator random) {
        this.random = random;
        setup.tunings()
                .keySet()
                .forEach(channel -> level.put(channel, channel == SensorChannel.ITEM_BIT ? 0.0 : 100.0));
        watch = Sensing.doorClosed(Sensing.start(setup, up), up);
    }

    static Deposit withCell(RandomGenerator random) {
        return new Deposit(SensingSetup.of(Map.of(SensorChannel.LOAD_CELL, CELL)), random);
    }

    Deposit put(SensorChannel channel, double more) {
        level.merge(channel, more, Double::sum);
        return this;
    }

    Deposit silence(SensorChannel channel) {
        silent.put(channel, true);
        return this;
    }

    Deposit heard(SensorChannel channel) {
        silent.remove(channel);
        return this;
    }

    Deposit opened() {
        watch = Sensing.doorOpened(watch, up);
        return this;
    }

    Deposit closed() {
        watch = Sensing.doorClosed(watch, up);
        return this;
    }

    Deposit after(double seconds) {
        for (long end = up + Math.round(seconds * 1_000); up < end; ) {
            up += 100;
            level.forEach((channel, value) -> {
                if (!silent.containsKey(channel)) {
                    watch = Sensing.step(watch, new Sample(channel, value + noise * random.nextGaussian(), up));
                }
            });
            watch = Sensing.tick(watch, up);
        }
        return this;
    }

    double variance() {
        return Sensing.baseline(watch).getFirst().variance();
    }

    Verdict verdict() {
        return Sensing.verdict(watch);
    }
}
