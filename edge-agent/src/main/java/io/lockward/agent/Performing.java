package io.lockward.agent;

import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.PulseCause;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.LocateLight;
import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.protocol.CompartmentId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
        LocateLight light = hardware.light();
        Outcome lit = light.blink(hardware.controller().uptime().toMillis(), locate.length());
        Consumer<Outcome> told = page -> answers.accept(located(locate, light.isFitted() ? lit : null, page));
        if (lit instanceof Outcome.Done) {
            // Its line was read back, so that is told at once; the page is asked too.
            told.accept(lit);
        }
        hardware.kiosk().locate(locate.length(), told);
    }

    /// @param lit what became of the light; `null` where there is none
    private static Input located(Effect.Locate locate, @Nullable Outcome lit, Outcome page) {
        if (lit instanceof Outcome.Done) {
            return new Input.CommandAnswered(
                    locate.command(),
                    null,
                    "its light blinks, by what its line reads; the screen's page was asked too");
        }
        String dark = lit instanceof Outcome.Failed(String reason) ? "; " + reason : "";
        return switch (page) {
            case Outcome.Done _ ->
                new Input.CommandAnswered(locate.command(), null, "the screen's page shows itself" + dark);
            case Outcome.Failed(String reason) -> new Input.CommandAnswered(locate.command(), reason + dark, "");
        };
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
