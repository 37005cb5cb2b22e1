package io.lockward.agent.bank.sensing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A kind of occupancy sensor. A compartment has at most one of each.
public enum SensorChannel {
    /// What lies on the floor, in grams.
    LOAD_CELL("load cell", "g"),
    /// Infrared light that the floor or what lies on it sends back, in counts of the converter.
    REFLECTANCE("infrared reflectance", "counts"),
    /// From the ceiling to what is under it, in millimetres. It falls when something is put in.
    DISTANCE("time of flight", "mm"),
    /// What a lock board's own infrared pair says: 1 for an item, 0 for none.
    ITEM_BIT("item bit", "");

    private final String words;
    private final String unit;

    SensorChannel(String words, String unit) {
        this.words = words;
        this.unit = unit;
    }

    /// On the wire.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @return `null` when `word` is none of a channel
    public static @Nullable SensorChannel of(String word) {
        for (SensorChannel channel : values()) {
            if (channel.word().equals(word)) {
                return channel;
            }
        }
        return null;
    }

    /// For people.
    public String words() {
        return words;
    }

    /// Of its samples; empty for a bit.
    public String unit() {
        return unit;
    }
}
