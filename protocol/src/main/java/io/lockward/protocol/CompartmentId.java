package io.lockward.protocol;

import java.util.regex.Pattern;

/// Names one compartment within its bank: column letter and row number, such as `A07`.
///
/// @param value one letter `A` to `Z` and two digits
public record CompartmentId(String value) implements Comparable<CompartmentId> {
    private static final Pattern FORM = Pattern.compile("[A-Z][0-9]{2}");

    public CompartmentId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a compartment id is a column letter and a two-digit row, such as A07");
        }
    }

    /// Whether `text` can name a compartment; for input that must be answered rather than thrown at.
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(CompartmentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
