package io.lockward.agent.hardware.system;

import io.lockward.agent.hardware.Outcome;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says what it would do.
final class DryRunOrders implements Orders {
    private static final Logger LOG = LoggerFactory.getLogger(DryRunOrders.class);

    @Override
    public void restartKiosk(Consumer<Outcome> outcome) {
        pretend("restart kiosk", outcome);
    }

    @Override
    public void restartAgent(Consumer<Outcome> outcome) {
        pretend("restart agent", outcome);
    }

    @Override
    public void reboot(Consumer<Outcome> outcome) {
        pretend("reboot", outcome);
    }

    @Override
    public void powerOff(Consumer<Outcome> outcome) {
        pretend("power off", outcome);
    }

    private static void pretend(String order, Consumer<Outcome> outcome) {
        LOG.atWarn().addKeyValue("order", order).log("Dry run: nothing is done");
        outcome.accept(new Outcome.Done());
    }
}
