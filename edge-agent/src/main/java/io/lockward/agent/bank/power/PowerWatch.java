package io.lockward.agent.bank.power;

import io.lockward.agent.bank.power.PowerJudgement.BatteryLow;
import io.lockward.agent.bank.power.PowerJudgement.Cause;
import io.lockward.agent.bank.power.PowerJudgement.OnBattery;
import io.lockward.agent.bank.power.PowerJudgement.OnMains;
import io.lockward.agent.bank.power.PowerJudgement.Unknown;
import org.jspecify.annotations.Nullable;

/// Follows the readings of a UPS, one poll after the other, and believes a change only when polls in a row agree.
///
/// Fold it over every poll, also the lost ones: a poll that brings nothing is what stops a shutdown.
///
/// @param judged        what is believed; its values are those of the latest reading that supports it
/// @param supply        what the latest reading alone says feeds the bank
/// @param agreeing      how many readings in a row say `supply`, 0 before the first, counted up to [#COUNTED]
/// @param unsupported   how many readings in a row did not support `judged`, counted up to [#COUNTED]
/// @param lowPolls      how many readings in a row say that the battery is low, counted up to [#COUNTED]
/// @param shutdownCause why to shut down now, or null for no shutdown
public record PowerWatch(
        PowerJudgement judged,
        Supply supply,
        int agreeing,
        int unsupported,
        int lowPolls,
        @Nullable ShutdownCause shutdownCause) {
    /// Readings that differ from poll to poll make the power unknown after this many.
    public static final int UNSTEADY_POLLS = 6;

    /// Counters stop here.
    public static final int COUNTED = 1_000;

    /// Before the first poll.
    public static final PowerWatch START =
            new PowerWatch(new Unknown(Cause.NOT_YET_READ, "not read yet"), Supply.UNKNOWN, 0, 0, 0, null);

    /// What feeds the bank.
    public enum Supply {
        MAINS,
        BATTERY,
        UNKNOWN
    }

    /// Takes in the next poll's reading.
    public PowerWatch next(UpsReading reading, ShutdownRule rule) {
        PowerJudgement alone = PowerRules.judge(reading, rule);
        @Nullable ShutdownCause cause = PowerRules.shutdownCause(reading, rule);
        Supply supplyNow = supplyOf(alone);
        int agreeingNow = supplyNow == supply ? Math.min(agreeing + 1, COUNTED) : 1;
        int lowNow = cause != null ? Math.min(lowPolls + 1, COUNTED) : 0;
        boolean goesOn = supplyNow == supplyOf(judged) && !isUnknownFor(Cause.NOT_YET_READ, judged);
        boolean believed = agreeingNow >= rule.polls() || goesOn || isUnknownFor(Cause.NOT_FITTED, alone);
        int unsupportedNow = believed ? 0 : Math.min(unsupported + 1, COUNTED);
        return new PowerWatch(
                believed ? settle(alone, lowNow, rule) : doubt(unsupportedNow),
                supplyNow,
                agreeingNow,
                unsupportedNow,
                lowNow,
                lowNow >= rule.polls() ? cause : null);
    }

    /// Whether the bank should shut down in good order now.
    public boolean wantsShutdown() {
        return shutdownCause != null;
    }

    /// A low battery too must be said by polls in a row before it is believed.
    private PowerJudgement settle(PowerJudgement alone, int lowNow, ShutdownRule rule) {
        return switch (alone) {
            case BatteryLow(UpsState state) ->
                lowNow >= rule.polls() || judged instanceof BatteryLow ? alone : new OnBattery(state);
            case OnMains _, OnBattery _, Unknown _ -> alone;
        };
    }

    private PowerJudgement doubt(int unsupportedNow) {
        return unsupportedNow >= UNSTEADY_POLLS
                ? new Unknown(Cause.UNSTEADY, "the answers change from poll to poll")
                : judged;
    }

    private static boolean isUnknownFor(Cause cause, PowerJudgement judgement) {
        return judgement instanceof Unknown unknown && unknown.cause() == cause;
    }

    private static Supply supplyOf(PowerJudgement judgement) {
        return switch (judgement) {
            case OnMains _ -> Supply.MAINS;
            case OnBattery _, BatteryLow _ -> Supply.BATTERY;
            case Unknown _ -> Supply.UNKNOWN;
        };
    }
}
