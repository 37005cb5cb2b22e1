package io.lockward.agent;

import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.PulseCause;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.protocol.CompartmentId;
import java.util.function.Consumer;

/// Turns physical effects into calls of the hardware, and what the hardware answers into inputs.
final class Performing {
    private Performing() {}

    static void pulse(AgentHardware hardware, Effect.PulseLock pulse, Consumer<Input> answers) {
        hardware.locks()
                .pulse(
                        pulse.compartment(),
                        pulse.length(),
                        result -> answers.accept(ended(pulse.compartment(), pulse.cause(), result)));
    }

    private static Input ended(CompartmentId compartment, PulseCause cause, PulseResult result) {
        return switch (result) {
            case PulseResult.Pulsed _ -> new Input.LockPulseEnded(compartment, cause, null);
            case PulseResult.Unconfirmed _ -> new Input.LockPulseUnconfirmed(compartment, cause);
            case PulseResult.Failed(PulseResult.Fault fault, String detail) ->
                new Input.LockPulseEnded(compartment, cause, fault + ", " + detail);
        };
    }

    static void locate(AgentHardware hardware, Effect.Locate locate, Consumer<Input> answers) {
        hardware.kiosk()
                .locate(
                        locate.length(),
                        outcome -> answers.accept(new Input.CommandAnswered(
                                locate.command(),
                                switch (outcome) {
                                    case Outcome.Done _ -> null;
                                    case Outcome.Failed(String reason) -> reason;
                                },
                                "the screen's page shows itself")));
    }

    static void restart(AgentHardware hardware, Effect.Restart restart, Consumer<Input> answers) {
        Consumer<Outcome> told = outcome -> answers.accept(new Input.RestartEnded(
                restart.level(),
                restart.command(),
                switch (outcome) {
                    case Outcome.Done _ -> null;
                    case Outcome.Failed(String reason) -> reason;
                }));
        switch (restart.level()) {
            case KIOSK -> hardware.kiosk().restart(told);
            case AGENT, CONTROLLER, POWER -> hardware.controller().reboot(restart.level(), told);
        }
    }
}
