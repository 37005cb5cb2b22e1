package io.lockward.agent.bank.remedy;

/// How far a bank may go to heal itself. None of it can be set from afar: it bounds what a wrong "afar" can do.
///
/// @param on whether the ladder is climbed at all
/// @param restartsPerDay how often agent, controller or power may be restarted without anybody in any 24 h that the
///     bank lived through, 0 to 24; the screen is not counted
/// @param chargePercent on battery, nothing is restarted below this charge, 0 to 100
/// @param canPowerCycle whether the bank can cut its own power and get it back
public record RemedySetup(boolean on, int restartsPerDay, int chargePercent, boolean canPowerCycle) {
    /// Three restarts a day; on battery not below half; no way to cut the power.
    public static final RemedySetup DEFAULT = new RemedySetup(true, 3, 50, false);

    public RemedySetup {
        if (restartsPerDay < 0 || restartsPerDay > 24) {
            throw new IllegalArgumentException("restartsPerDay is between 0 and 24");
        }
        if (chargePercent < 0 || chargePercent > 100) {
            throw new IllegalArgumentException("chargePercent is between 0 and 100");
        }
    }

    public RemedySetup withPowerCycle(boolean can) {
        return new RemedySetup(on, restartsPerDay, chargePercent, can);
    }
}
