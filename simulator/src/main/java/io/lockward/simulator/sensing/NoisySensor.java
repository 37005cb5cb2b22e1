package io.lockward.simulator.sensing;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One sensor and its noise. Mutable, one thread.
final class NoisySensor {
    private static final double SLOW_SECONDS = 20;
    private static final double RING_SECONDS = 0.5;
    private static final double CREEP_SECONDS = 20;
    private static final double ILL_FACTOR = 3;
    private static final double ILL_UNITS_PER_SECOND = 0.05;

    private final NoiseModel healthy;
    private final RandomGenerator random;
    private NoiseModel model;
    private Ailment ailment = Ailment.NONE;
    private @Nullable Double stuckAt;
    private double level;
    private double slow;
    private double walk;
    private double creeping;
    private double ring;
    private double ringHertz;
    private double ringPhase;
    private double ringSeconds;
    private double hand;

    NoisySensor(NoiseModel model, double level, RandomGenerator random) {
        this.healthy = model;
        this.model = model;
        this.level = level;
        this.random = random;
        slow = model.slow() * random.nextGaussian();
    }

    NoiseModel model() {
        return model;
    }

    void ail(Ailment now) {
        ailment = now;
        stuckAt = null;
        model = now == Ailment.DRIFTING ? healthy.times(ILL_FACTOR) : healthy;
    }

    void change(double by) {
        level += by * (1 - model.creep());
        creeping += by * model.creep();
    }

    /// @param force 1 for this compartment's own door, less for a neighbour's
    void slam(double force) {
        ring = force * model.slam() * (0.5 + random.nextDouble());
        ringSeconds = 0;
        ringHertz = 3 + 22 * random.nextDouble();
        double half = Math.PI * ringHertz * model.conversionMillis() / 1_000;
        // What is left of a swing that is averaged over one conversion.
        ring *= Math.abs(Math.sin(half) / half);
        ringPhase = random.nextDouble() * 2 * Math.PI;
    }

    /// @param presence 0: no hand; 1: a hand that leans
    void hand(double presence) {
        hand = presence;
    }

    /// What it says `seconds` after the last call; `null` when that is lost.
    @Nullable
    Double sample(double seconds, double celsius) {
        Double value = healthySample(seconds, celsius);
        return switch (ailment) {
            case NONE -> value;
            case DEAD -> null;
            case STUCK -> {
                stuckAt = stuckAt == null ? value : stuckAt;
                yield stuckAt;
            }
            case DRIFTING -> {
                walk += ILL_UNITS_PER_SECOND * seconds;
                yield value;
            }
        };
    }

    private @Nullable Double healthySample(double seconds, double celsius) {
        double memory = Math.exp(-seconds / SLOW_SECONDS);
        slow = memory * slow + model.slow() * Math.sqrt(1 - memory * memory) * random.nextGaussian();
        walk += model.walk() * Math.sqrt(seconds) * random.nextGaussian();
        double crept = creeping * (1 - Math.exp(-seconds / CREEP_SECONDS));
        creeping -= crept;
        level += crept;
        ringSeconds += seconds;
        if (random.nextDouble() < model.lost()) {
            return null;
        }
        if (random.nextDouble() < model.spikes()) {
            // Mostly downwards, as the field log has them.
            double size = model.spike() * random.nextDouble();
            return rounded(level + (random.nextDouble() < 0.8 ? -size : size));
        }
        double shake = ringNow() * Math.cos(2 * Math.PI * ringHertz * ringSeconds + ringPhase);
        double lean = hand == 0 ? 0 : hand * model.hands() * Math.abs(random.nextGaussian());
        return rounded(level + slow + walk + model.perCelsius() * celsius + model.white() * student() + shake + lean);
    }

    private double ringNow() {
        return ring * Math.exp(-ringSeconds / RING_SECONDS);
    }

    /// Student's t with four degrees of freedom, scaled to a standard deviation of 1.
    private double student() {
        double chi = -2 * Math.log((1 - random.nextDouble()) * (1 - random.nextDouble()));
        return random.nextGaussian() * Math.sqrt(2 / chi);
    }

    private double rounded(double value) {
        return model.resolution() == 0 ? value : Math.rint(value / model.resolution()) * model.resolution();
    }
}
