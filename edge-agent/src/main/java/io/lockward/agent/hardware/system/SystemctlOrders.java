package io.lockward.agent.hardware.system;

import io.lockward.agent.hardware.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs `systemctl`, each order on a virtual thread of its own. A reboot that systemd does not take in time is ordered
/// once more with `--force`, which skips the units that hang; the watchdog is the last resort and is not started here.
final class SystemctlOrders implements Orders {
    private static final int MOST_OUTPUT = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(SystemctlOrders.class);

    private final SystemSettings settings;

    SystemctlOrders(SystemSettings settings) {
        this.settings = settings;
    }

    @Override
    public void restartKiosk(Consumer<Outcome> outcome) {
        order(outcome, List.of(List.of("--no-block", "restart", settings.kioskUnit())));
    }

    @Override
    public void restartAgent(Consumer<Outcome> outcome) {
        order(outcome, List.of(List.of("--no-block", "restart", settings.agentUnit())));
    }

    @Override
    public void reboot(Consumer<Outcome> outcome) {
        order(outcome, List.of(List.of("--no-block", "reboot"), List.of("reboot", "--force")));
    }

    @Override
    public void powerOff(Consumer<Outcome> outcome) {
        order(outcome, List.of(List.of("--no-block", "poweroff"), List.of("poweroff", "--force")));
    }

    /// Tries the command lines in turn until one is accepted.
    private void order(Consumer<Outcome> outcome, List<List<String>> attempts) {
        Thread.ofVirtual().name("systemctl").start(() -> {
            List<String> refusals = new ArrayList<>();
            for (List<String> arguments : attempts) {
                switch (run(arguments)) {
                    case Outcome.Done done -> {
                        outcome.accept(done);
                        return;
                    }
                    case Outcome.Failed(String reason) -> refusals.add(reason);
                }
            }
            outcome.accept(new Outcome.Failed(String.join("; ", refusals)));
        });
    }

    private Outcome run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(settings.systemctl().toString());
        command.addAll(arguments);
        String spoken = "systemctl " + String.join(" ", arguments);
        LOG.atInfo().addKeyValue("order", spoken).log("Ordering from systemd");
        Outcome outcome;
        try {
            outcome = outcomeOf(new ProcessBuilder(command), spoken);
        } catch (IOException e) {
            outcome = new Outcome.Failed(spoken + " cannot run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = new Outcome.Failed(spoken + " was interrupted");
        }
        if (outcome instanceof Outcome.Failed(String reason)) {
            LOG.atError().addKeyValue("reason", reason).log("Order refused by systemd");
        }
        return outcome;
    }

    private Outcome outcomeOf(ProcessBuilder builder, String spoken) throws IOException, InterruptedException {
        Process process = builder.redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Outcome.Failed(spoken + " did not come back within " + settings.timeout());
            }
            if (process.exitValue() == 0) {
                return new Outcome.Done();
            }
            String error = new String(process.getErrorStream().readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            return new Outcome.Failed(spoken + " ended with " + process.exitValue() + ": " + error.strip());
        } finally {
            process.destroyForcibly();
        }
    }
}
