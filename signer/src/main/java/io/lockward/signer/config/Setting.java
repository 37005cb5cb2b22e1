package io.lockward.signer.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One key of the configuration file.
///
/// @param form what a value looks like, with its unit and range, for people
/// @param preset the value when the file has none; `null` when the file must have one, empty when it may have none
/// @param meaning one sentence for people
/// @param read gives the value or throws [IllegalArgumentException] with what is wrong
record Setting<T>(String key, String form, @Nullable String preset, String meaning, Function<String, T> read) {

    static Setting<String> text(String key, String form, @Nullable String preset, String meaning) {
        return new Setting<>(key, form, preset, meaning, text -> text);
    }

    static Setting<Integer> number(String key, int least, int most, int preset, String meaning) {
        String form = least + " to " + most;
        return new Setting<>(key, form, Integer.toString(preset), meaning, text -> {
            int value;
            try {
                value = Integer.parseInt(text);
            } catch (NumberFormatException _) {
                throw new IllegalArgumentException("is a whole number, " + form);
            }
            if (value < least || value > most) {
                throw new IllegalArgumentException("lies outside " + form);
            }
            return value;
        });
    }
}
