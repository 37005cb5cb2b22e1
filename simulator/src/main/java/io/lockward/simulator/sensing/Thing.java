package io.lockward.simulator.sensing;

import io.lockward.agent.bank.sensing.SensorChannel;

/// Something that is put into a compartment, as the sensors meet it.
///
/// @param grams its weight
/// @param millimetres its height
/// @param counts by how much more light it sends back than the floor
/// @param blocksBeam whether it stands in the light of the board's infrared pair
public record Thing(double grams, double millimetres, double counts, boolean blocksBeam) {
    /// What a white sheet does to infrared reflectance.
    public static final double WHITE = 60;

    /// Sheets of A4, 80 g/m2: 5 g and 0.1 mm each, white.
    public static Thing sheets(int count) {
        return new Thing(4.99 * count, 0.1 * count, WHITE, false);
    }

    /// A parcel of brown cardboard.
    public static Thing box(double grams, double millimetres) {
        return new Thing(grams, millimetres, 0.6 * WHITE, true);
    }

    double on(SensorChannel channel) {
        return switch (channel) {
            case LOAD_CELL -> grams;
            case REFLECTANCE -> counts;
            case DISTANCE -> -millimetres;
            case ITEM_BIT -> blocksBeam ? 1 : 0;
        };
    }
}
