package io.lockward.agent.bank.sensing;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// The occupancy sensors of one compartment.
///
/// @param tunings by channel, possibly none
/// @param boundary the log-likelihood ratio that decides, 1 to 30: an error rate of `e^-boundary` if the noise
///     is as modelled
/// @param capMillis from the closing of the door until the sensors give up, 1,000 to 300,000
public record SensingSetup(Map<SensorChannel, Tuning> tunings, double boundary, long capMillis) {
    /// `ln(10^4)`, for error rates of 1e-4, and 1.5 more because the variance is estimated and not known.
    public static final double BOUNDARY = 10.7;

    /// For channels that can be wrong more often than that whatever is computed, such as item bits alone.
    public static final double COARSE_BOUNDARY = 4.6;

    public static final long CAP_MILLIS = 30_000;

    /// How often something is as black as the floor (assumed).
    private static final double BLACK = 0.05;

    /// How often a light changes without cause (assumed).
    private static final double STRAY_LIGHT = 1e-3;

    /// No sensors.
    public static final SensingSetup NONE = new SensingSetup(Map.of(), BOUNDARY, CAP_MILLIS);

    public SensingSetup {
        EnumMap<SensorChannel, Tuning> sorted = new EnumMap<>(SensorChannel.class);
        sorted.putAll(tunings);
        tunings = Collections.unmodifiableMap(sorted);
        if (!(boundary >= 1 && boundary <= 30) || capMillis < 1_000 || capMillis > 300_000) {
            throw new IllegalArgumentException("boundary 1 to 30, cap 1 s to 300 s");
        }
    }

    /// Sensors of these kinds before a calibration. Beside a sensor that sees two sheets, one made for larger
    /// things cannot deny them; beside a load cell, reflectance may be looking at something black.
    public static SensingSetup ofProfiles(Collection<SensorProfile> profiles) {
        EnumMap<SensorChannel, Tuning> tunings = new EnumMap<>(SensorChannel.class);
        profiles.forEach(profile -> tunings.put(profile.channel(), profile.tuning()));
        boolean weighs = tunings.containsKey(SensorChannel.LOAD_CELL);
        boolean fine = weighs || tunings.containsKey(SensorChannel.REFLECTANCE);
        tunings.replaceAll((channel, tuning) -> switch (channel) {
            case LOAD_CELL -> tuning;
            case REFLECTANCE -> weighs ? tuning.believed(BLACK, STRAY_LIGHT) : tuning;
            case DISTANCE, ITEM_BIT -> fine ? tuning.believed(Tuning.COARSE, STRAY_LIGHT) : tuning;
        });
        return of(tunings);
    }

    /// With the usual boundary, or the coarse one when no channel could ever reach that one alone.
    public static SensingSetup of(Map<SensorChannel, Tuning> tunings) {
        boolean coarse = !tunings.isEmpty()
                && tunings.values().stream()
                        .allMatch(
                                tuning -> Math.min(-Math.log(tuning.blind()), -Math.log(tuning.phantom())) < BOUNDARY);
        return new SensingSetup(tunings, coarse ? COARSE_BOUNDARY : BOUNDARY, CAP_MILLIS);
    }
}
