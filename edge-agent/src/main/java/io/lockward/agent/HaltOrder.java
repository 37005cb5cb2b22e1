package io.lockward.agent;

import io.lockward.agent.hardware.Controller;
import io.lockward.agent.hardware.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last order of a bank whose battery is at its end. It is waited for: the process that gave it ends right after,
/// and with it whatever still tries to tell the operating system. Stateless.
final class HaltOrder {
    /// Two tries of a controller, 10 s each, and a little.
    static final Duration PATIENCE = Duration.ofSeconds(22);

    private static final Logger LOG = LoggerFactory.getLogger(HaltOrder.class);

    private HaltOrder() {}

    /// Orders it and waits until it is taken, refused, or the patience is over.
    ///
    /// A refusal is only logged: the supervisor starts the agent again, which reads the battery and orders anew.
    static void carryOut(Controller controller, String reason, Duration patience) {
        LOG.atWarn().addKeyValue("reason", reason).log("halting the controller");
        CompletableFuture<Outcome> told = new CompletableFuture<>();
        controller.halt(told::complete);
        try {
            Outcome outcome = told.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            LOG.atWarn().addKeyValue("outcome", outcome).log("halt ordered");
        } catch (TimeoutException | ExecutionException problem) {
            LOG.atError().addKeyValue("patience", patience).setCause(problem).log("nobody knows whether it halts");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
