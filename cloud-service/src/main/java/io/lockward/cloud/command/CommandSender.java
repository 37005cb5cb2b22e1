package io.lockward.cloud.command;

import io.lockward.fleet.FleetStore;
import io.lockward.fleet.command.Commands;
import io.lockward.protocol.command.CommandClaims;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts what is due on its way: decided and marked within a transaction, signed and published after its commit. What is
/// lost in between goes out again (the bank takes it once). Every method may be called from any thread.
@Singleton
final class CommandSender {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSender.class);

    private final FleetStore store;
    private final CommandSigner signer;
    private final CommandGateway gateway;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    CommandSender(
            FleetStore store,
            CommandSigner signer,
            CommandGateway gateway,
            MeterRegistry metrics,
            InstantSource clock) {
        this.store = store;
        this.signer = signer;
        this.gateway = gateway;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Whether the broker is there, so that sending makes sense.
    boolean canSend() {
        return gateway.isConnected();
    }

    /// Ends what is overdue and, while the broker is there, sends what is due.
    void round() {
        publish(Commands.round(store, clock.instant(), canSend()));
    }

    void publish(List<CommandClaims> due) {
        for (CommandClaims claims : due) {
            var sent = gateway.publish(
                    claims.aud(), signer.sign(claims), claims.cmd().timeToLive());
            metrics.counter("lockward.commands.published", "kind", claims.cmd().kind())
                    .increment();
            var _ = sent.whenComplete((_, problem) -> {
                if (problem != null) {
                    metrics.counter("lockward.commands.publish.failures").increment();
                    LOG.atWarn()
                            .addKeyValue("bank", claims.aud())
                            .addKeyValue("command", claims.jti())
                            .addKeyValue("problem", problem.toString())
                            .log("a command did not reach the broker; it goes out again");
                }
            });
        }
    }
}
