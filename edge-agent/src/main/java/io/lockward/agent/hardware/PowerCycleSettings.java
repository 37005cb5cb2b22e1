package io.lockward.agent.hardware;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Which part of the UPS may cut this bank's power.
///
/// @param outlet the UPS's number of the outlet that feeds this bank, 1 to 99; `null` for the UPS as a whole
/// @param proven the day on which the installer saw the power come back by it; `null` while nobody has
public record PowerCycleSettings(
        @Nullable Integer outlet, @Nullable LocalDate proven) {
    public PowerCycleSettings {
        if (outlet != null && (outlet < 1 || outlet > 99)) {
            throw new IllegalArgumentException("outlets are 1 to 99");
        }
    }

    /// For people.
    public String words() {
        return outlet == null ? "the UPS" : "outlet " + outlet + " of the UPS";
    }
}
