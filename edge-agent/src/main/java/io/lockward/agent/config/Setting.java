package io.lockward.agent.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One key of the configuration file.
///
/// @param key as written in the file
/// @param form what a value looks like, with its unit and range, for people
/// @param preset the value when the file has none; `null` when the file must have one, empty when it may have none
/// @param meaning one sentence for people
/// @param read gives the value or throws [IllegalArgumentException] with what is wrong
record Setting<T>(String key, String form, @Nullable String preset, String meaning, Function<String, T> read) {

    static Setting<String> text(String key, String preset, String meaning) {
        return new Setting<>(key, "text", preset, meaning, text -> text);
    }

    static Setting<Integer> number(String key, int least, int most, String unit, int preset, String meaning) {
        String form = least + " to " + most + (unit.isEmpty() ? "" : " " + unit);
        return new Setting<>(key, form, Integer.toString(preset), meaning, text -> {
            long value;
            try {
                value = Long.parseLong(text);
            } catch (NumberFormatException _) {
                throw new IllegalArgumentException("is a whole number, " + form);
            }
            if (value < least || value > most) {
                throw new IllegalArgumentException("lies outside " + form);
            }
            return (int) value;
        });
    }

    static <E extends Enum<E>> Setting<E> choice(String key, Class<E> type, E preset, String meaning) {
        String form = String.join(
                ", ",
                java.util.Arrays.stream(type.getEnumConstants())
                        .map(Setting::word)
                        .toList());
        return new Setting<>(key, "one of " + form, word(preset), meaning, text -> {
            for (E constant : type.getEnumConstants()) {
                if (word(constant).equals(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("is one of " + form);
        });
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
