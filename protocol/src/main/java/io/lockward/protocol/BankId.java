package io.lockward.protocol;

/// Names one locker bank for ever, such as `harbour-7`. It is also the bank's topic branch and MQTT client id.
///
/// @param value 3 to 40 characters of `[a-z0-9-]`
public record BankId(String value) implements Comparable<BankId> {
    public BankId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a bank id is 3 to 40 characters of [a-z0-9-]");
        }
    }

    /// Whether `text` can name a bank; for input that must be answered rather than thrown at.
    public static boolean isValid(String text) {
        return text.length() >= 3
                && text.length() <= 40
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    @Override
    public int compareTo(BankId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
