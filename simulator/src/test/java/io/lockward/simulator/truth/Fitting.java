package io.lockward.simulator.truth;

import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.SensorProfile;
import io.lockward.agent.bank.sensing.Tuning;
import io.lockward.protocol.entry.Sensed;
import io.lockward.simulator.sensing.NoiseModel;
import io.lockward.simulator.sensing.SensedCompartment;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which sensors each compartment has: a scale, read twice a second while nothing happens, alone or beside another
/// one. Each of two may decide.
enum Fitting {
    SCALE(null),
    SCALE_AND_REFLECTANCE(SensorProfile.REFLECTANCE),
    /// The lock board's own infrared pair sees boxes, and is wrong once in 500 answers.
    SCALE_AND_ITEM_BIT(SensorProfile.ITEM_BIT);

    private final @Nullable SensorProfile second;

    Fitting(@Nullable SensorProfile second) {
        this.second = second;
    }

    Map<SensorChannel, NoiseModel> models() {
        Map<SensorChannel, NoiseModel> models = new EnumMap<>(SensorChannel.class);
        models.put(SensorChannel.LOAD_CELL, NoiseModel.CELL_SPARING);
        if (second != null) {
            models.put(second.channel(), NoiseModel.of(second));
        }
        return models;
    }

    /// As after a calibration of the empty compartment.
    SensingSetup setup() {
        List<SensorProfile> profiles =
                second == null ? List.of(SensorProfile.LOAD_CELL_10) : List.of(SensorProfile.LOAD_CELL_10, second);
        Map<SensorChannel, Tuning> tunings = new EnumMap<>(SensorChannel.class);
        SensingSetup.ofProfiles(profiles)
                .tunings()
                .forEach((channel, tuning) -> tunings.put(channel, emptied(channel, tuning)));
        return SensingSetup.of(tunings);
    }

    private Tuning emptied(SensorChannel channel, Tuning of) {
        NoiseModel model = models().get(channel);
        return new Tuning(
                of.change(),
                of.noise(),
                of.slow(),
                of.shift(),
                of.walk(),
                of.blind(),
                of.phantom(),
                of.low(),
                of.high(),
                model == null ? of.everyMillis() : model.everyMillis(),
                of.stuckSamples(),
                SensedCompartment.emptyLevel(channel));
    }

    /// Whether what was seen was seen by a scale, which alone knows how much it is.
    static boolean weighs(Sensed sensed) {
        return word(SensorChannel.LOAD_CELL).equals(sensed.channel());
    }

    /// What was seen as if a scale had seen it: in multiples of the smallest thing that the sensor is set to see.
    static double asGrams(Sensed sensed) {
        for (SensorProfile profile : SensorProfile.values()) {
            if (word(profile.channel()).equals(sensed.channel())) {
                return sensed.reading() / profile.tuning().change() * Judge.SMALLEST_GRAMS;
            }
        }
        return sensed.reading();
    }

    private static String word(SensorChannel channel) {
        return channel.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
