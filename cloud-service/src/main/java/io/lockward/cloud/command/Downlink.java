package io.lockward.cloud.command;

import io.lockward.cloud.key.KeySets;
import io.lockward.fleet.command.Signing;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Desired;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.parcel.Tickets;
import jakarta.inject.Singleton;
import java.time.Duration;

/// The way down for what is no command: key sets, configurations and tickets. Every method may be called from any
/// thread.
@Singleton
public final class Downlink {
    /// Standing orders are sent again anyway; the broker need not keep one for long.
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final CommandGateway gateway;
    private final CommandSigner signer;
    private final KeySets keys;

    Downlink(CommandGateway gateway, CommandSigner signer, KeySets keys) {
        this.gateway = gateway;
        this.signer = signer;
        this.keys = keys;
    }

    /// Whether anything can go out now.
    public boolean isThere() {
        return gateway.isConnected();
    }

    public Signing.Signature sign(Desired desired) {
        return signer.sign(desired, keys.kid(desired.aud(), Scope.CONFIGURE));
    }

    public Signing.Signature sign(Tickets tickets) {
        return signer.sign(tickets, keys.kid(tickets.aud(), Scope.CONFIGURE));
    }

    /// Publishes on `desired`. What does not arrive goes out again.
    public void order(BankId bank, byte[] signed) {
        var _ = gateway.publish(bank, Channel.DESIRED, signed, LIFE).exceptionally(_ -> null);
    }
}
