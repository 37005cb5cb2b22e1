package io.lockward.agent.link;

import io.lockward.protocol.SessionId;
import org.jspecify.annotations.Nullable;

/// What a [MqttLink] counts, on its own thread.
final class LinkTally {
    long attempts;
    long ups;

    @Nullable
    Long lastUp;

    long stalls;
    long rewinds;
    long refusedDesired;
    long foreign;
    long droppedTelemetry;

    LinkStatus status(
            @Nullable SessionId session, Uplink uplink, CommandGate gate, AckGate acks, long droppedMessages) {
        return new LinkStatus(
                session,
                uplink.acknowledged(),
                uplink.isDrained(),
                uplink.inFlight(),
                attempts,
                ups,
                lastUp,
                stalls,
                rewinds,
                acks.refused(),
                gate.refused(),
                gate.dropped(),
                refusedDesired,
                foreign,
                droppedMessages,
                droppedTelemetry);
    }
}
