package io.lockward.agent.hardware.system;

import io.lockward.agent.hardware.Outcome;
import java.util.function.Consumer;

/// Carries out what [LinuxController] is told. Every method returns at once and tells its outcome once.
interface Orders {
    void restartKiosk(Consumer<Outcome> outcome);

    void restartAgent(Consumer<Outcome> outcome);

    void reboot(Consumer<Outcome> outcome);

    void powerOff(Consumer<Outcome> outcome);
}
