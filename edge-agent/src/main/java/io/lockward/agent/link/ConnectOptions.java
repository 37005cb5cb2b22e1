package io.lockward.agent.link;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a connection is opened with. Always clean start and no session afterwards: nothing relies on the broker's
/// memory. The will, when there is one, is published at QoS 1, not retained.
///
/// @param clientId the bank id
/// @param userName the bank id again, or what the credential says
/// @param password never logged
/// @param willTopic the bank's `presence`; `null` for a connection without a will
/// @param will presence `lost` with this connection's session; must not be changed afterwards; `null` as `willTopic`
/// @param keepAliveSeconds 1 to 65,535; a bank uses 20
/// @param receiveMaximum how many QoS 1 messages the broker may have unacknowledged with us, 1 to 65,535
/// @param timeoutMillis for reaching the broker, at least 1
@SuppressWarnings("ArrayRecordComponent") // a payload is bytes; nobody compares options
public record ConnectOptions(
        String clientId,
        String userName,
        String password,
        @Nullable String willTopic,
        byte @Nullable [] will,
        int keepAliveSeconds,
        int receiveMaximum,
        int timeoutMillis) {
    public ConnectOptions {
        Objects.requireNonNull(clientId, "clientId");
        if (keepAliveSeconds < 1 || keepAliveSeconds > 65_535 || receiveMaximum < 1 || receiveMaximum > 65_535) {
            throw new IllegalArgumentException("keepAliveSeconds and receiveMaximum are between 1 and 65,535");
        }
        if ((willTopic == null) != (will == null)) {
            throw new IllegalArgumentException("a will has a topic and a payload");
        }
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException("timeoutMillis is at least 1");
        }
    }

    @Override
    public String toString() {
        return "ConnectOptions[" + clientId + ", keep alive " + keepAliveSeconds + " s]";
    }
}
