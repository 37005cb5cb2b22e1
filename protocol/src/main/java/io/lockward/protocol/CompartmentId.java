package io.lockward.protocol;

/// Names one compartment within its bank: column letter and row number, such as `A07`.
///
/// @param value one letter `A` to `Z` and two digits
public record CompartmentId(String value) implements Comparable<CompartmentId> {
    public CompartmentId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a compartment id is a column letter and a two-digit row, such as A07");
        }
    }

    /// Whether `text` can name a compartment; for input that must be answered rather than thrown at.
    public static boolean isValid(String text) {
        return text.length() == 3
                && text.charAt(0) >= 'A'
                && text.charAt(0) <= 'Z'
                && isDigit(text.charAt(1))
                && isDigit(text.charAt(2));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
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
