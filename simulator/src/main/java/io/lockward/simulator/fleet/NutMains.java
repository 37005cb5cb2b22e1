package io.lockward.simulator.fleet;

import io.lockward.agent.hardware.Ups;
import io.lockward.agent.hardware.nut.NutSettings;
import io.lockward.agent.hardware.nut.NutUps;
import io.lockward.simulator.nut.NutDaemon;
import io.lockward.simulator.nut.UpsStep;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bank of the demo whose UPS is a real `upsd` with NUT's dummy driver.
final class NutMains implements BankRunner.MainsSwitch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NutMains.class);
    private final NutDaemon daemon;

    NutMains(Path folder) throws IOException, InterruptedException {
        daemon = NutDaemon.start(folder, "demo");
    }

    @Override
    public void mains(boolean present) {
        try {
            daemon.say(present ? new UpsStep("OL CHRG", 96, 2_400, 230) : new UpsStep("OB DISCHRG", 96, 2_280, 0));
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("upsd could not be told");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Ups ups() {
        return new NutUps(
                new NutSettings("127.0.0.1", daemon.port(), daemon.ups(), NutSettings.DEFAULT_TIMEOUT, null, null));
    }

    @Override
    public void close() {
        daemon.close();
    }
}
