package io.lockward.cloud.command;

import io.lockward.cloud.key.KeySets;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.command.Commands;
import io.lockward.fleet.command.Signing;
import io.lockward.protocol.Channel;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.key.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts what is due on its way: decided and marked within a transaction, signed and published after its commit. What is
/// lost in between goes out again (the bank takes it once). Every method may be called from any thread.
@Singleton
final class CommandSender {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSender.class);

    private final FleetStore store;
    private final CommandSigner signer;
    private final KeySets keys;
    private final CommandGateway gateway;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    CommandSender(
            FleetStore store,
            CommandSigner signer,
            KeySets keys,
            CommandGateway gateway,
            MeterRegistry metrics,
            InstantSource clock) {
        this.store = store;
        this.signer = signer;
        this.keys = keys;
        this.gateway = gateway;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// How a command is signed now; `null` while the broker is away, when sending makes no sense.
    @Nullable
    Signing signing() {
        return gateway.isConnected() ? claims -> signed(claims) : null;
    }

    private Signing.Signature signed(CommandClaims claims) {
        Signing.Signature signature = signer.sign(claims, keys.kid(claims.aud(), Scope.COMMAND));
        String outcome = switch (signature) {
            case Signing.Signature.Made _ -> "made";
            case Signing.Signature.Refused refused -> {
                LOG.atError()
                        .addKeyValue("bank", claims.aud())
                        .addKeyValue("command", claims.jti())
                        .addKeyValue("refusal", refused.refusal())
                        .addKeyValue("reason", refused.reason())
                        .log("the signer refuses a command");
                yield "refused";
            }
            case Signing.Signature.NotYet(String words) -> {
                LOG.atWarn()
                        .addKeyValue("bank", claims.aud())
                        .addKeyValue("command", claims.jti())
                        .addKeyValue("problem", words)
                        .log("a command waits for its key");
                yield "not-yet";
            }
            case Signing.Signature.Away(String words) -> {
                LOG.atWarn().addKeyValue("problem", words).log("the signer is away; commands wait");
                yield "away";
            }
        };
        metrics.counter("lockward.commands.signatures", "outcome", outcome).increment();
        return signature;
    }

    /// Ends what is overdue and, while the broker is there, sends what is due.
    void round() {
        String away = gateway.isConnected() ? signer.away() : "The service's own broker could not be reached in time.";
        publish(Commands.round(store, clock.instant(), signing(), away));
    }

    void publish(List<Commands.Outgoing> due) {
        for (Commands.Outgoing outgoing : due) {
            CommandClaims claims = outgoing.claims();
            var sent = gateway.publish(
                    claims.aud(), Channel.COMMANDS, outgoing.jws(), claims.cmd().timeToLive());
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
