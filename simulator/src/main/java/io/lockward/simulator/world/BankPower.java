package io.lockward.simulator.world;

import io.lockward.protocol.command.RebootLevel;
import java.time.Duration;

/// What a bank's people and power do to its agent; the owner of the agent's process carries it out.
public interface BankPower {
    /// The agent's process ends now and starts again after `delay`; a level of
    /// `CONTROLLER` also changes the boot, and with `POWER` it ends as when the plug is pulled.
    void restart(RebootLevel level, Duration delay);

    /// The controller is off until somebody switches it on.
    void halt();
}
