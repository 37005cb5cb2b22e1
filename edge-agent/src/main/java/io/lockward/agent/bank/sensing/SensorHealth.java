package io.lockward.agent.bank.sensing;

/// What a sensor's own samples say about it.
public sealed interface SensorHealth {

    /// Nothing speaks against it.
    record Well() implements SensorHealth {
        static final Well WELL = new Well();
    }

    /// The same value, to the last digit, again and again.
    ///
    /// @param samples how often in a row
    record Stuck(double value, int samples) implements SensorHealth {}

    /// With the door shut it does not come to rest.
    ///
    /// @param percent of about the last minute in which it was not at rest
    record Noisy(int percent) implements SensorHealth {}

    /// At the end of its range.
    record Saturated(double value) implements SensorHealth {}

    /// Where an empty compartment cannot be: less than nothing lies in it. The sensor or its platform was moved, or
    /// lies loose.
    ///
    /// @param reading less than the calibrated empty, in the channel's unit
    record Moved(double reading) implements SensorHealth {}

    /// No samples.
    ///
    /// @param millis for how long
    record Dead(long millis) implements SensorHealth {}

    /// Whether its samples may count in a verdict. One that moved still tells differences.
    default boolean isUsable() {
        return switch (this) {
            case Well _, Noisy _, Moved _ -> true;
            case Stuck _, Saturated _, Dead _ -> false;
        };
    }

    /// For people, at most 128 characters.
    default String words() {
        return switch (this) {
            case Well _ -> "well";
            case Stuck stuck -> "stuck: the same value " + stuck.samples() + " times in a row";
            case Noisy noisy -> "noisy: not at rest with the door shut, " + noisy.percent() + " % of the last minute";
            case Saturated _ -> "saturated: at the end of its range";
            case Moved _ -> "moved: it reads less than an empty compartment";
            case Dead dead -> "dead: silent for " + dead.millis() / 1_000 + " s";
        };
    }
}
