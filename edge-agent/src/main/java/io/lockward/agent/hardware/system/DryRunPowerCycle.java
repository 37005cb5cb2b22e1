package io.lockward.agent.hardware.system;

import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PowerCycle;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks like another one and cuts nothing, for development.
///
/// @param real whose answers are given
public record DryRunPowerCycle(PowerCycle real) implements PowerCycle {
    private static final Logger LOG = LoggerFactory.getLogger(DryRunPowerCycle.class);

    @Override
    public Ability canCycle() {
        return real.canCycle();
    }

    @Override
    public void cycle(Consumer<Outcome> outcome) {
        outcome.accept(
                switch (real.canCycle()) {
                    case Ability.Ready(String way) -> {
                        LOG.atWarn().addKeyValue("order", way).log("Dry run: the power is not cut");
                        yield new Outcome.Done();
                    }
                    case Ability.Cannot(String reason) -> new Outcome.Failed(reason);
                });
    }
}
