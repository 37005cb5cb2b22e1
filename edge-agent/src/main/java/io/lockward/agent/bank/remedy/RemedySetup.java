package io.lockward.agent.bank.remedy;

import org.jspecify.annotations.Nullable;

/// How far a bank may go to heal itself. None of it can be set from afar: it bounds what a wrong "afar" can do.
///
/// @param on whether the ladder is climbed at all
/// @param restartsPerDay how often agent, controller or power may be restarted without anybody in any 24 h that the
///     bank lived through, 0 to 24; the screen is not counted
/// @param chargePercent on battery, nothing is restarted below this charge, 0 to 100
/// @param noPowerCycle why nobody can cut this bank's power and give it back, for people; `null` when that can be done
public record RemedySetup(
        boolean on,
        int restartsPerDay,
        int chargePercent,
        @Nullable String noPowerCycle) {
    /// Where nothing is known of a way.
    public static final String NO_POWER_CYCLE = "this bank's power cannot be cut from afar";

    /// Three restarts a day; on battery not below half; no way to cut the power.
    public static final RemedySetup DEFAULT = new RemedySetup(true, 3, 50, NO_POWER_CYCLE);

    public RemedySetup {
        if (restartsPerDay < 0 || restartsPerDay > 24) {
            throw new IllegalArgumentException("restartsPerDay is between 0 and 24");
        }
        if (chargePercent < 0 || chargePercent > 100) {
            throw new IllegalArgumentException("chargePercent is between 0 and 100");
        }
    }

    /// The same, where the power can be cut unless a reason is given.
    public RemedySetup withPowerCycle(@Nullable String reason) {
        return new RemedySetup(on, restartsPerDay, chargePercent, reason);
    }
}
