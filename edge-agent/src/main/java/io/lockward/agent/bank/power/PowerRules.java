package io.lockward.agent.bank.power;

import io.lockward.agent.bank.power.PowerJudgement.BatteryLow;
import io.lockward.agent.bank.power.PowerJudgement.Cause;
import io.lockward.agent.bank.power.PowerJudgement.OnBattery;
import io.lockward.agent.bank.power.PowerJudgement.OnMains;
import io.lockward.agent.bank.power.PowerJudgement.Unknown;
import io.lockward.agent.bank.power.UpsReading.LostReason;
import org.jspecify.annotations.Nullable;

/// What one reading says, taken alone. [PowerWatch] follows readings over time.
///
/// Power is out only when the UPS says `OB` and nothing it says speaks against it. A reading that is lost, stale or in
/// contradiction with itself is unknown, and no unknown reading counts towards a shutdown.
public final class PowerRules {
    private PowerRules() {}

    /// What feeds the bank, by this reading alone.
    public static PowerJudgement judge(UpsReading reading, ShutdownRule rule) {
        return switch (reading) {
            case UpsReading.Lost(LostReason reason, String detail) ->
                new Unknown(reason == LostReason.NOT_FITTED ? Cause.NOT_FITTED : Cause.LOST, reason + ": " + detail);
            case UpsReading.Read(UpsState state) -> judge(state, rule);
        };
    }

    /// Why this reading alone speaks for a shutdown, or null when it does not.
    public static @Nullable ShutdownCause shutdownCause(UpsReading reading, ShutdownRule rule) {
        return switch (reading) {
            case UpsReading.Lost _ -> null;
            case UpsReading.Read(UpsState state) -> isOnBattery(state.status()) ? shutdownCause(state, rule) : null;
        };
    }

    private static PowerJudgement judge(UpsState state, ShutdownRule rule) {
        UpsStatus status = state.status();
        if (isContradictory(status)) {
            return new Unknown(Cause.CONTRADICTION, "the UPS says " + status.text());
        }
        if (status.has(UpsFlag.OL)) {
            return new OnMains(state);
        }
        if (isOnBattery(status)) {
            return shutdownCause(state, rule) != null ? new BatteryLow(state) : new OnBattery(state);
        }
        String said = status.text();
        return new Unknown(Cause.NO_STATUS, said.isEmpty() ? "the UPS says nothing" : "the UPS says only " + said);
    }

    private static @Nullable ShutdownCause shutdownCause(UpsState state, ShutdownRule rule) {
        if (state.status().has(UpsFlag.FSD)) {
            return ShutdownCause.FORCED;
        }
        if (state.status().has(UpsFlag.CAL)) {
            // A calibration empties the battery on purpose, with the mains at hand.
            return null;
        }
        if (state.status().has(UpsFlag.LB)) {
            return ShutdownCause.LOW_BATTERY;
        }
        return rule.floorReached(state) ? ShutdownCause.FLOOR : null;
    }

    private static boolean isOnBattery(UpsStatus status) {
        return status.has(UpsFlag.OB) && !status.has(UpsFlag.OL) && !isContradictory(status);
    }

    /// `OL OB`: present and gone. `OB OFF`: carries the load and does not. `WAIT`, `NOCOMM`: whatever else the driver
    /// says, it does not know it from the device.
    private static boolean isContradictory(UpsStatus status) {
        boolean saysSomething = status.has(UpsFlag.OL) || status.has(UpsFlag.OB);
        return (status.has(UpsFlag.OB) && (status.has(UpsFlag.OL) || status.has(UpsFlag.OFF)))
                || (saysSomething && (status.has(UpsFlag.WAIT) || status.has(UpsFlag.NOCOMM)));
    }
}
