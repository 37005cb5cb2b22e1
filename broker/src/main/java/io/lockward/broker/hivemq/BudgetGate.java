package io.lockward.broker.hivemq;

import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import io.lockward.broker.Refusals;
import io.lockward.broker.access.BankBudget;
import io.lockward.broker.access.Refusal;
import java.time.InstantSource;

/// Drops what a bank sends beyond its budget and says QUOTA_EXCEEDED. The connection stays: the bank resends what the
/// cloud has not acknowledged. An interceptor and not the authorizer, because HiveMQ ends the connection of a client
/// whose publish an authorizer refuses (`IncomingPublishService.finishUnauthorizedPublish`, CE 2025.5).
final class BudgetGate implements PublishInboundInterceptor {
    private final BankBudget budget;
    private final Refusals refusals;
    private final InstantSource clock;

    BudgetGate(BankBudget budget, Refusals refusals, InstantSource clock) {
        this.budget = budget;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
        if (!budget.take(TopicGate.payloadBytes(input.getPublishPacket()), clock.instant())) {
            refusals.count(Refusal.OVER_BUDGET);
            output.preventPublishDelivery(AckReasonCode.QUOTA_EXCEEDED, Refusal.OVER_BUDGET.label());
        }
    }
}
