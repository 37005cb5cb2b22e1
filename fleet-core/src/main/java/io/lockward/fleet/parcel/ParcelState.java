package io.lockward.fleet.parcel;

import java.util.Locale;

/// Where a parcel stands.
public enum ParcelState {
    /// Somebody said that it will come.
    ANNOUNCED,
    /// A courier has a door open for it.
    DEPOSITING,
    /// It is in the bank.
    WAITING,
    /// A door is open for somebody who takes it.
    COLLECTING,
    /// Its recipient has it.
    COLLECTED,
    /// A courier took it back.
    RETURNED,
    /// The books say that it is in the bank, and the sensors say that its compartment is empty.
    CONTRADICTORY,
    /// It never came in: taken back, run out, or its deposit came to nothing.
    CANCELLED,
    /// It is out of the bank and no pickup took it.
    GONE;

    /// The word for it in the API and the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when no state is called so
    public static ParcelState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// Whether the books say that it is in the bank.
    public boolean isInside() {
        return switch (this) {
            case WAITING, COLLECTING, CONTRADICTORY -> true;
            case ANNOUNCED, DEPOSITING, COLLECTED, RETURNED, CANCELLED, GONE -> false;
        };
    }

    /// Whether nothing more is expected of it.
    public boolean isEnd() {
        return switch (this) {
            case COLLECTED, RETURNED, CANCELLED, GONE -> true;
            case ANNOUNCED, DEPOSITING, WAITING, COLLECTING, CONTRADICTORY -> false;
        };
    }
}
