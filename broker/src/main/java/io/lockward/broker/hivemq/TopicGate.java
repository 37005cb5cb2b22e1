package io.lockward.broker.hivemq;

import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.packets.connect.WillPublishPacket;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import io.lockward.broker.Refusals;
import io.lockward.broker.access.Access;
import io.lockward.broker.access.Message;
import io.lockward.broker.access.Principal;
import io.lockward.broker.access.ReasonCode;
import io.lockward.broker.access.Refusal;
import io.lockward.broker.access.TopicAccess;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Asks [TopicAccess] about every publish, will and subscription of one connection. A refused publish also ends the
/// connection: it is a broken or a hostile client.
final class TopicGate implements PublishAuthorizer, SubscriptionAuthorizer {
    private final @Nullable Principal who;
    private final Refusals refusals;

    TopicGate(@Nullable Principal who, Refusals refusals) {
        this.who = who;
        this.refusals = refusals;
    }

    @Override
    public void authorizePublish(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
        PublishPacket packet = input.getPublishPacket();
        switch (judge(packet)) {
            case Access.Allowed _ -> output.authorizeSuccessfully();
            case Access.Denied(var reason) -> refuse(reason, output);
        }
    }

    private Access judge(PublishPacket packet) {
        if (who == null) {
            return new Access.Denied(Refusal.NOBODY);
        }
        Message message = message(packet);
        return packet instanceof WillPublishPacket ? TopicAccess.will(who, message) : TopicAccess.publish(who, message);
    }

    private void refuse(Refusal reason, PublishAuthorizerOutput output) {
        refusals.count(reason);
        if (reason.code() == ReasonCode.TOPIC_NAME_INVALID) {
            output.failAuthorization(AckReasonCode.TOPIC_NAME_INVALID, reason.label());
        } else if (reason.code() == ReasonCode.NOT_AUTHORIZED) {
            output.failAuthorization(AckReasonCode.NOT_AUTHORIZED, reason.label());
        } else {
            // PUBACK has no code for these; DISCONNECT has
            output.disconnectClient(Reasons.disconnect(reason.code()), reason.label());
        }
    }

    @Override
    public void authorizeSubscribe(SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
        Access access = who == null
                ? new Access.Denied(Refusal.NOBODY)
                : TopicAccess.subscribe(who, input.getSubscription().getTopicFilter());
        switch (access) {
            case Access.Allowed _ -> output.authorizeSuccessfully();
            case Access.Denied(var reason) -> {
                refusals.count(reason);
                output.failAuthorization(Reasons.suback(reason.code()), reason.label());
            }
        }
    }

    static Message message(PublishPacket packet) {
        return new Message(packet.getTopic(), packet.getQos().getQosNumber(), packet.getRetain(), payloadBytes(packet));
    }

    static int payloadBytes(PublishPacket packet) {
        return packet.getPayload().map(ByteBuffer::remaining).orElse(0);
    }
}
