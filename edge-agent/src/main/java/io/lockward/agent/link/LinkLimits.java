package io.lockward.agent.link;

import io.lockward.protocol.Guard;
import io.lockward.protocol.Presence;

/// The link's bounds and times. All times in milliseconds of uptime.
///
/// @param window runs in flight at most, 1 to 64
/// @param runBytes entry bytes in one run at most, 1 to 65,536 (the channel takes 80 KiB with its envelope)
/// @param runEntries entries in one run at most, 1 to 1,000
/// @param rewind when acks make no progress: first wait, and its growth
/// @param reconnect between attempts to connect
/// @param noNetwork between attempts that do not get out of the site; where only the broker's name has no address,
///     the beginning of it (see [Retries])
/// @param steadyMillis a connection that held this long starts the reconnect backoff anew
/// @param connectMillis bound on connecting, and again on subscribing
/// @param stallMillis without any sign of progress while one is due: the client is rebuilt
/// @param heartbeatMillis between presences
/// @param goodbyeMillis bound on an orderly end
/// @param keepAliveSeconds MQTT keep alive
/// @param inboxMessages arrived messages waiting for the link's thread at most; more are dropped and counted
public record LinkLimits(
        int window,
        int runBytes,
        int runEntries,
        Backoff rewind,
        Backoff reconnect,
        Backoff noNetwork,
        long steadyMillis,
        int connectMillis,
        long stallMillis,
        long heartbeatMillis,
        long goodbyeMillis,
        int keepAliveSeconds,
        int inboxMessages) {

    /// What banks use.
    public static final LinkLimits DEFAULT = new LinkLimits(
            8,
            64 * 1024,
            1_000,
            new Backoff(10_000, 10_000, 300_000),
            new Backoff(500, 1_000, 120_000),
            new Backoff(500, 1_000, 10_000),
            60_000,
            15_000,
            60_000,
            Presence.HEARTBEAT_SECONDS * 1_000L,
            2_000,
            20,
            256);

    public LinkLimits {
        Guard.within((long) window, 1, 64, "window");
        Guard.within((long) runBytes, 1, 64 * 1024, "runBytes");
        Guard.within((long) runEntries, 1, 1_000, "runEntries");
        Guard.atLeast(connectMillis, 1, "connectMillis");
        Guard.atLeast(stallMillis, 1, "stallMillis");
        Guard.atLeast(heartbeatMillis, 1, "heartbeatMillis");
        Guard.atLeast(goodbyeMillis, 0, "goodbyeMillis");
        Guard.atLeast(inboxMessages, 1, "inboxMessages");
    }
}
