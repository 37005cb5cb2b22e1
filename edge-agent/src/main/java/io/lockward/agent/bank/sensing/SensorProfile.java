package io.lockward.agent.bank.sensing;

/// Kinds of sensors a compartment can have, and what is expected of each before it is calibrated. The figures
/// are those of the noise model that `./lockward bench sensing` is run on; docs/concepts/sensing.md says what
/// real hardware must still confirm.
public enum SensorProfile {
    /// Load cells on an HX711 at 10 samples a second: floor of up to 80 kg, compensated to 1 g/K.
    LOAD_CELL_10(SensorChannel.LOAD_CELL),
    /// The same wired for 80 samples a second, read fast while a verdict is waited for.
    LOAD_CELL_80(SensorChannel.LOAD_CELL),
    /// Four 50 kg cells of a bathroom scale without compensation, 8 g/K.
    LOAD_CELL_BATHROOM(SensorChannel.LOAD_CELL),
    /// Infrared light sent back by a black floor, on a 10-bit converter. It is blind to what is as black as the
    /// floor.
    REFLECTANCE(SensorChannel.REFLECTANCE),
    /// Time of flight from the ceiling: boxes.
    TIME_OF_FLIGHT(SensorChannel.DISTANCE),
    /// A lock board's own infrared pair: a bit that knows what stands in its beam.
    ITEM_BIT(SensorChannel.ITEM_BIT);

    private final SensorChannel channel;

    SensorProfile(SensorChannel channel) {
        this.channel = channel;
    }

    public SensorChannel channel() {
        return channel;
    }

    /// What is expected before a calibration. A load cell should see 9 g, two sheets of A4; reflectance 40
    /// counts, two white sheets over two thirds of what it sees; time of flight 10 mm.
    public Tuning tuning() {
        return switch (this) {
            case LOAD_CELL_10 -> cell(1, 0.4);
            case LOAD_CELL_80 -> cell(1.8, 0.4);
            case LOAD_CELL_BATHROOM -> cell(2.5, 4);
            // Equal samples mean nothing: a floor that throws no light back reads the same for hours.
            case REFLECTANCE -> new Tuning(40, 3, 1.5, 1, 0.05, 1e-6, 1e-6, -1, 1_023, 100, 0, null);
            case TIME_OF_FLIGHT -> new Tuning(-10, 2, 0.5, 1, 0.02, 1e-6, 1e-6, 0, 2_000, 100, 0, null);
            case ITEM_BIT -> new Tuning(1, 0.05, 0.1, 0, 0, 1e-3, 1e-3, -1, 2, 500, 0, null);
        };
    }

    private static Tuning cell(double noise, double shift) {
        return new Tuning(9, noise, 0.6, shift, 0.03, 1e-6, 1e-6, -100_000, 200_000, 100, 60, null);
    }
}
