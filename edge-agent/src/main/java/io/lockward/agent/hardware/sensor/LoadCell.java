package io.lockward.agent.hardware.sensor;

/// What the counts of a bridge amplifier weigh.
///
/// @param capacityGrams of all cells of a platform together, 100 to 1,000,000
/// @param microvoltsPerVolt what the full load does to the bridge, 100 to 10,000; printed on the cell as mV/V
public record LoadCell(int capacityGrams, int microvoltsPerVolt) {
    /// Half of the converter's range is the excitation divided by twice the gain, in both chips used here: the
    /// HX711 measures +-0.5 AVDD/gain, the NAU7802 with its reference tied to the excitation the same.
    private static final double HALF_RANGE = 0.5;

    private static final double COUNTS = 1 << 23;

    public LoadCell {
        if (capacityGrams < 100 || capacityGrams > 1_000_000 || microvoltsPerVolt < 100 || microvoltsPerVolt > 10_000) {
            throw new IllegalArgumentException("100 g to 1,000 kg, and 0.1 to 10 mV/V");
        }
    }

    /// @param counts -8,388,608 to 8,388,607
    /// @param gain of the amplifier, 128 for both
    double grams(int counts, int gain) {
        double bridge = counts / COUNTS * HALF_RANGE / gain;
        return bridge / (microvoltsPerVolt * 1e-6) * capacityGrams;
    }

    /// 24 bits in two's complement.
    static int signed(int bits) {
        return bits << 8 >> 8;
    }
}
