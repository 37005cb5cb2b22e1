package io.lockward.agent.link;

import io.lockward.protocol.SessionId;
import io.lockward.protocol.command.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the link stands; counts are since the agent started.
///
/// @param session of the connection that is up; `null` when none is
/// @param acknowledged everything up to this number is committed by the cloud
/// @param drained whether that is everything durable
/// @param inFlight runs that no ack covers yet
/// @param attempts connections tried
/// @param ups connections that came up
/// @param lastUp uptime of this boot in milliseconds at which the newest of them came up; `null` when none did
/// @param stalls clients rebuilt because nothing moved any more
/// @param rewinds times acks made no progress
/// @param ignoredAcks acks that made the bank forget nothing, by reason
/// @param refused commands refused, by reason
/// @param droppedCommands commands over the gate's budget
/// @param refusedDesired configurations refused: none is signed yet
/// @param foreign messages on topics that are not ours
/// @param droppedMessages arrived while too many were waiting
/// @param droppedTelemetry samples that came while there was no connection
public record LinkStatus(
        @Nullable SessionId session,
        long acknowledged,
        boolean drained,
        int inFlight,
        long attempts,
        long ups,
        @Nullable Long lastUp,
        long stalls,
        long rewinds,
        Map<AckRefusal, Long> ignoredAcks,
        Map<Refusal, Long> refused,
        long droppedCommands,
        long refusedDesired,
        long foreign,
        long droppedMessages,
        long droppedTelemetry) {

    public boolean isUp() {
        return session != null;
    }
}
