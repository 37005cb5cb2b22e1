package io.lockward.agent.bank;

import io.lockward.agent.bank.BankMemory.Supply;
import io.lockward.agent.bank.power.PowerJudgement;
import io.lockward.agent.bank.power.ShutdownCause;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Stamp;
import org.jspecify.annotations.Nullable;

/// Power: records what [io.lockward.agent.bank.power] believes, on each change, and halts a bank whose battery is at
/// its end. What it does not know is never a reason to halt.
final class PowerEntries {
    private PowerEntries() {}

    static void read(Turn turn, UpsReading reading) {
        turn.power = turn.power.next(reading, turn.setup.shutdown());
        Supply before = turn.memory.power().supply();
        switch (turn.power.judged()) {
            case PowerJudgement.OnMains(UpsState state) -> {
                if (before != Supply.MAINS) {
                    turn.record(new PowerEntry.Restored(ups(state), outageMillis(turn)));
                }
            }
            case PowerJudgement.OnBattery(UpsState state) -> {
                if (!turn.memory.isOnBattery()) {
                    turn.record(new PowerEntry.Lost(ups(state)));
                }
            }
            case PowerJudgement.BatteryLow(UpsState state) -> {
                if (!turn.memory.isOnBattery()) {
                    turn.record(new PowerEntry.Lost(ups(state)));
                }
                if (before != Supply.BATTERY_LOW) {
                    turn.record(new PowerEntry.Low(ups(state)));
                }
            }
            case PowerJudgement.Unknown(PowerJudgement.Cause cause, String detail) -> {
                boolean wrong = cause != PowerJudgement.Cause.NOT_YET_READ && cause != PowerJudgement.Cause.NOT_FITTED;
                if (wrong && before != Supply.UNKNOWN) {
                    turn.record(new PowerEntry.Unknown(Turn.cut(detail.isBlank() ? cause.name() : detail, 128)));
                }
            }
        }
        ShutdownCause cause = turn.power.shutdownCause();
        if (cause != null
                && !turn.memory.halted()
                && !mayFinish(turn, cause)
                && reading instanceof UpsReading.Read(UpsState state)) {
            String reason = words(cause);
            turn.record(new PowerEntry.Shutdown(ups(state), reason));
            turn.ask(new Effect.Halt(reason));
        }
    }

    /// Whoever is in the middle of a deposit or a pickup may finish it; not for ever, because the battery may not last.
    private static boolean mayFinish(Turn turn, ShutdownCause cause) {
        long grace = turn.setup.parcels().pace().haltGrace().toMillis();
        return cause != ShutdownCause.FORCED
                && turn.books().movements().values().stream()
                        .anyMatch(movement -> !movement.leftOpen()
                                && movement.since().boot() == turn.now.boot()
                                && turn.up - movement.since().up() < grace);
    }

    private static String words(ShutdownCause cause) {
        return switch (cause) {
            case FORCED -> "the UPS was ordered to shut down";
            case LOW_BATTERY -> "the UPS says that its battery is nearly empty";
            case FLOOR -> "charge or runtime has reached its floor";
        };
    }

    private static PowerEntry.Ups ups(UpsState state) {
        Integer charge = state.chargePercent();
        Integer runtime = state.runtimeSeconds();
        return new PowerEntry.Ups(
                Turn.cut(state.status().text(), 128),
                charge == null ? null : Double.valueOf(charge),
                runtime == null ? null : Long.valueOf(runtime));
    }

    private static @Nullable Long outageMillis(Turn turn) {
        Stamp lostAt = turn.memory.power().lostAt();
        if (lostAt == null) {
            return null;
        }
        boolean sameBoot = lostAt.boot() == turn.now.boot();
        long millis = sameBoot
                ? turn.up - lostAt.up()
                : turn.now.stamp().at().toEpochMilli() - lostAt.at().toEpochMilli();
        return millis < 0 ? null : millis;
    }
}
