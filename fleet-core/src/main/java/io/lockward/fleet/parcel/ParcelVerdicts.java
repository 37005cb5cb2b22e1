package io.lockward.fleet.parcel;

import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Verdicts as banks word them, and which of them leave a doubt. Pure.
public final class ParcelVerdicts {
    static final String UNKNOWN = "The bank gave a verdict that this service does not know.";

    static final String UNTOLD = "The sensor could not tell whether it was taken out.";

    private ParcelVerdicts() {}

    /// `null` when a newer bank knows more of them.
    public static @Nullable DepositVerdict deposit(String word) {
        for (DepositVerdict verdict : DepositVerdict.values()) {
            if (verdict.word().equals(word)) {
                return verdict;
            }
        }
        return null;
    }

    /// `null` when a newer bank knows more of them.
    public static @Nullable PickupVerdict pickup(String word) {
        for (PickupVerdict verdict : PickupVerdict.values()) {
            if (verdict.word().equals(word)) {
                return verdict;
            }
        }
        return null;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Why somebody should look after this deposit; `null` when nobody need.
    static @Nullable String attention(@Nullable DepositVerdict verdict) {
        if (verdict == null) {
            return UNKNOWN;
        }
        return switch (verdict) {
            case VERIFIED, WRONG_COMPARTMENT, INTERRUPTED_RESUMED -> null;
            case DOOR_LEFT_OPEN -> "The courier left the door open.";
            case SENSOR_SUSPECT -> "The sensor could not be believed when it was put in.";
            case UNDECIDED -> "The sensor could not tell whether anything was put in.";
            case NOTHING_PLACED, ALREADY_OCCUPIED, NOT_OPENED, CANCELLED -> null;
        };
    }

    /// Why somebody should look after this pickup; `null` when nobody need.
    static @Nullable String attention(PickupVerdict verdict) {
        return switch (verdict) {
            case COLLECTED, INTERRUPTED_RESUMED, LEFT_BEHIND, NOT_OPENED, CANCELLED -> null;
            case PARTLY_COLLECTED -> "Something was taken and something is still there.";
            case DOOR_LEFT_OPEN -> "The door was left open.";
            case SENSOR_SUSPECT -> "The sensor could not be believed when it was taken out.";
            case UNDECIDED -> UNTOLD;
        };
    }
}
