package io.lockward.agent.hardware.system;

import io.lockward.agent.hardware.Controller;
import io.lockward.agent.hardware.DiskUse;
import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PowerCycle;
import io.lockward.protocol.BootId;
import io.lockward.protocol.command.RebootLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A controller that runs Linux; how its orders are carried out is for [Orders] to say.
public final class LinuxController implements Controller {
    private static final Path RESOLVER = Path.of("/etc/resolv.conf");

    private final LinuxProbe probe;
    private final Orders orders;
    private final PowerCycle powerCycle;
    private final BootId bootId;

    private LinuxController(LinuxProbe probe, Orders orders, PowerCycle powerCycle) throws IOException {
        this.probe = probe;
        this.orders = orders;
        this.powerCycle = powerCycle;
        this.bootId = probe.bootId();
        probe.uptime();
    }

    /// Carries its orders out through systemd.
    ///
    /// @throws IOException when the kernel does not tell its boot id or uptime
    public static LinuxController systemd(LinuxProbe probe, SystemSettings settings, PowerCycle powerCycle)
            throws IOException {
        return new LinuxController(probe, new SystemctlOrders(settings), powerCycle);
    }

    /// Logs its orders and carries none out, for development.
    ///
    /// @throws IOException when the kernel does not tell its boot id or uptime
    public static LinuxController dryRun(LinuxProbe probe, PowerCycle powerCycle) throws IOException {
        return new LinuxController(probe, new DryRunOrders(), new DryRunPowerCycle(powerCycle));
    }

    /// Restarts the program of the screen.
    public void restart(Consumer<Outcome> outcome) {
        orders.restartKiosk(outcome);
    }

    @Override
    public void reboot(RebootLevel level, Consumer<Outcome> outcome) {
        switch (level) {
            case KIOSK -> orders.restartKiosk(outcome);
            case AGENT -> orders.restartAgent(outcome);
            case CONTROLLER -> orders.reboot(outcome);
            case POWER -> powerCycle.cycle(outcome);
        }
    }

    @Override
    public void halt(Consumer<Outcome> outcome) {
        orders.powerOff(outcome);
    }

    @Override
    public BootId bootId() {
        return bootId;
    }

    @Override
    public Duration uptime() {
        try {
            return probe.uptime();
        } catch (IOException e) {
            // It was readable at the start; a kernel that loses its /proc is beyond repair.
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hasNetwork() {
        return probe.hasDefaultRoute();
    }

    @Override
    public Map<String, String> facts() {
        return LinuxFacts.read(probe.procRoot(), RESOLVER);
    }

    @Override
    public @Nullable DiskUse disk() {
        return probe.disk();
    }

    @Override
    public @Nullable Integer temperatureMilliCelsius() {
        return probe.temperatureMilliCelsius();
    }
}
