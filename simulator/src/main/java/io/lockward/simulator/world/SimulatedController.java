package io.lockward.simulator.world;

import io.lockward.agent.hardware.Controller;
import io.lockward.agent.hardware.DiskUse;
import io.lockward.agent.hardware.Outcome;
import io.lockward.protocol.BootId;
import io.lockward.protocol.command.RebootLevel;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The machine that the agent runs on: what it is told to restart comes back after its habit. Any thread.
final class SimulatedController implements Controller {
    private final Habits habits;
    private final BankPower power;
    private final Supplier<BootId> bootId;
    private final Supplier<Duration> uptime;

    SimulatedController(Habits habits, BankPower power, Supplier<BootId> bootId, Supplier<Duration> uptime) {
        this.habits = habits;
        this.power = power;
        this.bootId = bootId;
        this.uptime = uptime;
    }

    @Override
    public void reboot(RebootLevel level, Consumer<Outcome> outcome) {
        switch (level) {
            case AGENT -> restart(level, habits.agentRestart(), outcome);
            case CONTROLLER, POWER -> restart(level, habits.controllerBoot(), outcome);
            case KIOSK -> outcome.accept(new Outcome.Failed("this controller cannot restart " + level));
        }
    }

    private void restart(RebootLevel level, Duration delay, Consumer<Outcome> outcome) {
        outcome.accept(new Outcome.Done());
        power.restart(level, delay);
    }

    @Override
    public void halt(Consumer<Outcome> outcome) {
        outcome.accept(new Outcome.Done());
        power.halt();
    }

    @Override
    public BootId bootId() {
        return bootId.get();
    }

    @Override
    public Duration uptime() {
        return uptime.get();
    }

    @Override
    public @Nullable DiskUse disk() {
        return new DiskUse(32_000_000_000L, 24_000_000_000L);
    }

    @Override
    public @Nullable Integer temperatureMilliCelsius() {
        return 41_500;
    }
}
