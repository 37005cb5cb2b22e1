package io.lockward.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bounds that compact constructors check, with one wording each.
public final class Guard {
    private Guard() {}

    /// @throws IllegalArgumentException when `value` is below `least`
    public static void atLeast(long value, long least, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is at least " + least);
        }
    }

    /// @throws IllegalArgumentException when `value` lies outside `least` to `most`, or is no number
    public static void within(@Nullable Double value, double least, double most, String name) {
        if (value != null && !(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " is between " + least + " and " + most);
        }
    }

    /// @throws IllegalArgumentException when `value` is present and outside `least` to `most`
    public static void within(@Nullable Long value, long least, long most, String name) {
        if (value != null && (value < least || value > most)) {
            throw new IllegalArgumentException(name + " is between " + least + " and " + most);
        }
    }

    /// @throws IllegalArgumentException when `value` is absent, blank or longer than `most` characters
    public static void text(String value, String name, int most) {
        Objects.requireNonNull(value, name);
        if (value.isBlank() || value.length() > most) {
            throw new IllegalArgumentException(name + " has 1 to " + most + " characters");
        }
    }

    /// @throws IllegalArgumentException when `value` is present and longer than `most` characters
    public static void optionalText(@Nullable String value, String name, int most) {
        if (value != null && value.length() > most) {
            throw new IllegalArgumentException(name + " has at most " + most + " characters");
        }
    }
}
