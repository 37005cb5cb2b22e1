package io.lockward.agent.link;

import java.util.random.RandomGenerator;

/// How long to wait before the next attempt to connect. An attempt that does not leave the site costs no broker
/// anything: while the bank's own network is away it tries again soon, so that it is back soon after its router is,
/// and what it knows of the broker's trouble stays as it was.
///
/// A name without an address is in between. It may be this site's router, behind which the name server stands; then the
/// bank should be back before anybody calls it offline. It may be the name server itself; then the whole fleet waits
/// for the same moment, and the longer it waits the wider it has to spread.
///
/// Thread rule: the link's thread.
final class Retries {
    /// How much of an outage of names is not spread, as it may be one router's. With the shortest spread of 10 s, half
    /// a minute without names keeps a bank away for 40 s, of the 60 s after which people call it offline
    /// (`PresenceRules.OFFLINE_GRACE`).
    private static final long ROUTER_MILLIS = 20_000;

    private final LinkLimits limits;
    private final RandomGenerator random;
    private int refused;
    private int unsent;
    /// Uptime at which names began to have no address; negative while they have, or when that is not known.
    private long namelessSince = -1;

    Retries(LinkLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
    }

    /// A connection held: the broker is well.
    void held() {
        refused = 0;
    }

    /// @param now uptime in milliseconds
    /// @return milliseconds to wait after this end
    long after(Transport.Closing why, long now) {
        return switch (why) {
            case NO_NAME -> {
                namelessSince = namelessSince < 0 ? now : namelessSince;
                long ceiling = namelessCeiling(limits, unsent++, now - namelessSince);
                yield random.nextLong(limits.noNetwork().floorMillis(), ceiling + 1);
            }
            case NO_NETWORK -> {
                namelessSince = -1;
                yield limits.noNetwork().delayMillis(unsent++, random);
            }
            case NOT_AUTHORISED, REFUSED, UNREACHABLE, OURS -> {
                namelessSince = -1;
                unsent = 0;
                yield limits.reconnect().delayMillis(refused++, random);
            }
        };
    }

    /// The longest wait while the broker's name has no address: at first that of a network that is away, then as long
    /// as the outage has lasted, less what one router may take, up to that of a broker that refuses.
    ///
    /// @param attempt from 0
    /// @param lastedMillis since the first attempt that found no address, from 0
    static long namelessCeiling(LinkLimits limits, int attempt, long lastedMillis) {
        long spread = Math.min(limits.reconnect().capMillis(), lastedMillis - ROUTER_MILLIS);
        return Math.max(limits.noNetwork().ceilingMillis(attempt), spread);
    }
}
