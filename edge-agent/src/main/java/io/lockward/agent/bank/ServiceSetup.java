package io.lockward.agent.bank;

import java.time.Duration;

/// When a bank takes a compartment out of use by itself.
///
/// @param faultsInARow how often in a row its door may stay shut after a pulse, or its lock fail to hold the closed
///     door, 1 to 20; 0: it never does
/// @param deadAfter how long its door switch may say nothing, or its lock not hold, 10 s to 1 day
public record ServiceSetup(int faultsInARow, Duration deadAfter) {
    /// Three faults in a row, or 1 min.
    public static final ServiceSetup DEFAULT = new ServiceSetup(3, Duration.ofMinutes(1));

    public ServiceSetup {
        if (faultsInARow < 0 || faultsInARow > 20) {
            throw new IllegalArgumentException("faultsInARow is between 0 and 20");
        }
        if (deadAfter.compareTo(Duration.ofSeconds(10)) < 0 || deadAfter.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("deadAfter is between 10 s and 1 day");
        }
    }

    /// Whether it does so at all.
    boolean isOn() {
        return faultsInARow > 0;
    }
}
