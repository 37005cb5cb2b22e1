package io.lockward.signer.rules;

import io.lockward.protocol.Guard;
import io.lockward.protocol.signer.SignAnswer;

/// The most that is signed in any minute, whoever asks.
///
/// @param bankCommands commands for one bank, 1 to 10,000
/// @param bankUnlocks among them, those that open doors
/// @param fleetCommands commands for all banks together, 1 to 10,000
/// @param fleetUnlocks among them, those that open doors
/// @param personCommands commands one person (`act`) asks for, 1 to 10,000
/// @param configurations configurations for all banks together, 1 to 10,000; for one bank, `bankCommands`
public record SigningLimits(
        int bankCommands,
        int bankUnlocks,
        int fleetCommands,
        int fleetUnlocks,
        int personCommands,
        int configurations) {
    /// What a fleet of some hundred banks needs on its worst day.
    public static final SigningLimits DEFAULT = new SigningLimits(10, 5, 300, 120, 60, 300);

    /// More in a minute is no limit.
    public static final int MOST = 10_000;

    public SigningLimits {
        Guard.within((long) bankCommands, 1, MOST, "bankCommands");
        Guard.within((long) bankUnlocks, 1, MOST, "bankUnlocks");
        Guard.within((long) fleetCommands, 1, MOST, "fleetCommands");
        Guard.within((long) fleetUnlocks, 1, MOST, "fleetUnlocks");
        Guard.within((long) personCommands, 1, MOST, "personCommands");
        Guard.within((long) configurations, 1, MOST, "configurations");
    }

    /// As the signer tells them.
    public SignAnswer.Limits told() {
        return new SignAnswer.Limits(
                bankCommands, bankUnlocks, fleetCommands, fleetUnlocks, personCommands, configurations);
    }
}
