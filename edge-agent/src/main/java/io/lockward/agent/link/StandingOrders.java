package io.lockward.agent.link;

import io.lockward.protocol.Desired;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Opens what comes on `desired`: key sets of the root; configurations and tickets signed with a key that may
/// configure. Which version is newer is the core's to decide. One thread.
///
/// A key set counts by the root's signature alone, so that a bank whose online key was revoked still learns the
/// next.
final class StandingOrders {
    /// Signatures checked a second, and how many at once: a bank that lost its journal gets hundreds of tickets,
    /// sixteen with each message.
    private static final double PER_SECOND = 4;

    private static final int BURST = 32;

    private final LinkSetup setup;
    private final CommandGate gate;
    private final InstantSource clock;
    private final Budget budget = new Budget(PER_SECOND, BURST);

    StandingOrders(LinkSetup setup, CommandGate gate, InstantSource clock) {
        this.setup = setup;
        this.gate = gate;
        this.clock = clock;
    }

    /// @param now uptime in milliseconds
    /// @return `null` when it does not count
    @Nullable
    LinkEvent judge(byte[] payload, boolean retained, long now) {
        if (retained || !budget.take(now)) {
            return null;
        }
        if (SignedMessage.KEY_SET.claims(payload)) {
            return SignedMessage.KEY_SET.open(payload, setup.root()) instanceof Opened.Ok<KeySet>(KeySet set, String _)
                    ? new LinkEvent.KeySetArrived(set, new String(payload, StandardCharsets.US_ASCII))
                    : null;
        }
        if (SignedMessage.TICKETS.claims(payload)) {
            return SignedMessage.TICKETS.open(payload, gate.keys(), Scope.CONFIGURE, clock.instant())
                                    instanceof Opened.Ok<Tickets>(Tickets tickets, String _)
                            && tickets.aud().equals(setup.bank())
                    ? new LinkEvent.TicketsArrived(tickets)
                    : null;
        }
        return SignedMessage.DESIRED.open(payload, gate.keys(), Scope.CONFIGURE, clock.instant())
                                instanceof Opened.Ok<Desired>(Desired desired, String _)
                        && desired.aud().equals(setup.bank())
                ? new LinkEvent.DesiredArrived(desired)
                : null;
    }
}
