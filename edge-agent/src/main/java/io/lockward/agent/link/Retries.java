package io.lockward.agent.link;

import java.util.random.RandomGenerator;

/// How long to wait before the next attempt to connect. An attempt that does not leave the site costs no broker
/// anything: while the bank's own network is away it tries again soon, so that it is back soon after its router is, and
/// what it knows of the broker's trouble stays as it was. Thread rule: the link's thread.
final class Retries {
    private final LinkLimits limits;
    private final RandomGenerator random;
    private int refused;
    private int unsent;

    Retries(LinkLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
    }

    /// A connection held: the broker is well.
    void held() {
        refused = 0;
    }

    /// @return milliseconds to wait after this end
    long after(Transport.Closing why) {
        return switch (why) {
            case NO_NETWORK -> limits.noNetwork().delayMillis(unsent++, random);
            case NOT_AUTHORISED, REFUSED, UNREACHABLE, OURS -> {
                unsent = 0;
                yield limits.reconnect().delayMillis(refused++, random);
            }
        };
    }
}
