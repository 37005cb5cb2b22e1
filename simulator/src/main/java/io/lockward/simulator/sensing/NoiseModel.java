package io.lockward.simulator.sensing;

import io.lockward.agent.bank.sensing.SensorProfile;

/// How one sensor errs. Values are in its channel's unit.
///
/// @param everyMillis time between samples while nothing happens
/// @param fastMillis time between samples from the opening of the door to the verdict
/// @param conversionMillis over how long a converter averages one sample: what swings faster than that is damped
/// @param white noise of one sample, standard deviation; drawn from Student's t with four degrees of freedom,
///     whose tails are as heavy as field logs show
/// @param slow noise with a memory of 20 s (AR(1)), standard deviation
/// @param walk random walk, standard deviation after 1 s
/// @param perCelsius what one degree does to the reading
/// @param slam by how much a closing door shakes it; rings away within half a second
/// @param hands by how much a hand in the compartment moves it
/// @param creep share of a change that comes late, within a minute
/// @param spikes probability that a sample is nonsense
/// @param spike size of such nonsense, at most
/// @param lost probability that a sample is lost
/// @param resolution what readings are rounded to; 0: not at all
public record NoiseModel(
        long everyMillis,
        long fastMillis,
        double conversionMillis,
        double white,
        double slow,
        double walk,
        double perCelsius,
        double slam,
        double hands,
        double creep,
        double spikes,
        double spike,
        double lost,
        double resolution) {

    /// HX711 at 10 samples a second on four 20 kg cells, temperature compensated to 1 g/K. Noise: 50 nV rms at
    /// 1 mV/V and 5 V is 0.1 g for 10 kg of capacity (SparkFun hookup guide), so 0.8 g for 80 kg; taken as 1 g.
    /// The rest is assumed, so that a day gives the 0.6 g raw and the spikes of the published field logs
    /// (kim5jk, roger-random).
    public static final NoiseModel CELL_10 =
            new NoiseModel(100, 100, 100, 1, 0.6, 0.03, 1, 60, 300, 5e-4, 1e-3, 5_000, 2e-3, 0.01);

    /// The same, read twice a second while nothing happens: what a demo on one computer can afford.
    public static final NoiseModel CELL_SPARING =
            new NoiseModel(500, 100, 100, 1, 0.6, 0.03, 1, 60, 300, 5e-4, 1e-3, 5_000, 2e-3, 0.01);

    /// The same chip wired for 80 samples a second, 90 nV instead of 50 (SparkFun), read each tenth of a second
    /// while nothing happens.
    public static final NoiseModel CELL_80 =
            new NoiseModel(100, 13, 12.5, 1.8, 0.6, 0.03, 1, 60, 300, 5e-4, 1e-3, 5_000, 2e-3, 0.01);

    /// Four 50 kg cells of a bathroom scale, not compensated: 8 g/K, 2.5 g white.
    public static final NoiseModel CELL_BIG =
            new NoiseModel(100, 100, 100, 2.5, 0.6, 0.03, 8, 60, 300, 5e-4, 1e-3, 5_000, 2e-3, 0.01);

    /// Infrared light from a black floor on a 10-bit converter, 3 counts of noise; all else assumed.
    public static final NoiseModel REFLECTANCE =
            new NoiseModel(100, 100, 1, 3, 1.5, 0.05, 0.5, 5, 150, 0, 1e-3, 400, 2e-3, 1);

    /// Time of flight, VL53L0X or VL6180X at 20 samples a second: 2 mm a sample, 1 mm a degree (9 to 15 mm over
    /// the range of temperatures), rounded to 1 mm.
    public static final NoiseModel TIME_OF_FLIGHT =
            new NoiseModel(100, 50, 33, 2, 0.5, 0.02, 1, 0.5, 80, 0, 1e-3, 500, 2e-3, 1);

    /// The infrared pair of a lock board, asked twice a second: wrong once in 500 answers, assumed.
    public static final NoiseModel ITEM_BIT = new NoiseModel(500, 500, 1, 0, 0, 0, 0, 0, 1, 0, 2e-3, 1, 2e-3, 1);

    /// The same sensor in a worse place: everything about it errs by so many times as much.
    public NoiseModel times(double factor) {
        return new NoiseModel(
                everyMillis,
                fastMillis,
                conversionMillis,
                white * factor,
                slow * factor,
                walk * factor,
                perCelsius * factor,
                slam * factor,
                hands * factor,
                creep * factor,
                spikes * factor,
                spike,
                lost * factor,
                resolution);
    }

    /// What the model has for a kind of sensor.
    public static NoiseModel of(SensorProfile profile) {
        return switch (profile) {
            case LOAD_CELL_10 -> CELL_10;
            case LOAD_CELL_80 -> CELL_80;
            case LOAD_CELL_BATHROOM -> CELL_BIG;
            case REFLECTANCE -> REFLECTANCE;
            case TIME_OF_FLIGHT -> TIME_OF_FLIGHT;
            case ITEM_BIT -> ITEM_BIT;
        };
    }
}
