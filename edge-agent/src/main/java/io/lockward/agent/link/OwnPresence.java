package io.lockward.agent.link;

import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// What a bank says about itself, sealed. One thread.
final class OwnPresence {
    private final LinkSetup setup;
    private final Backlog backlog;
    private final InstantSource clock;

    OwnPresence(LinkSetup setup, Backlog backlog, InstantSource clock) {
        this.setup = setup;
        this.backlog = backlog;
        this.clock = clock;
    }

    /// @param now uptime in milliseconds
    byte[] says(Presence.State state, SessionId session, long now) {
        return setup.seal()
                .seal(new Presence(
                        state,
                        clock.instant(),
                        setup.boot(),
                        setup.bootId(),
                        now,
                        session,
                        setup.version(),
                        setup.journal(),
                        setup.epoch(),
                        backlog.durableUpTo() + 1));
    }

    /// A name for a new connection.
    SessionId newSession(RandomGenerator random) {
        long version = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long variant = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new SessionId(new UUID(version, variant));
    }
}
