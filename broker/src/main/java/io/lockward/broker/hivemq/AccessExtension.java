package io.lockward.broker.hivemq;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.client.ClientContext;
import com.hivemq.extension.sdk.api.client.parameter.InitializerInput;
import com.hivemq.extension.sdk.api.client.parameter.ServerInformation;
import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ServerInitiatedDisconnectInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import io.lockward.broker.Refusals;
import io.lockward.broker.access.BankBudget;
import io.lockward.broker.access.Principal;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Hangs the gates into HiveMQ. Keeps the budget of every bank across its connections.
final class AccessExtension implements ExtensionMain {
    private final ConnectGate connectGate;
    private final Refusals refusals;
    private final BankBudget.Limits bankLimits;
    private final InstantSource clock;
    private final Map<String, BankBudget> budgets = new ConcurrentHashMap<>();
    private volatile @Nullable ServerInformation server;

    AccessExtension(ConnectGate connectGate, Refusals refusals, BankBudget.Limits bankLimits, InstantSource clock) {
        this.connectGate = connectGate;
        this.refusals = refusals;
        this.bankLimits = bankLimits;
        this.clock = clock;
    }

    /// The server that the extension runs in; `null` until it has started.
    @Nullable
    ServerInformation server() {
        return server;
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        Services.securityRegistry().setAuthenticatorProvider(_ -> connectGate);
        Services.securityRegistry()
                .setAuthorizerProvider(connecting -> new TopicGate(
                        Identity.of(connecting.getConnectionInformation().getConnectionAttributeStore()), refusals));
        Services.initializerRegistry().setClientInitializer(this::budget);
        Services.eventRegistry().setClientLifecycleEventListener(_ -> new EndCounter(refusals));
        server = input.getServerInformation();
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
        server = null;
    }

    private void budget(InitializerInput input, ClientContext client) {
        Principal who = Identity.of(input.getConnectionInformation().getConnectionAttributeStore());
        if (who instanceof Principal.Bank(var bank)) {
            BankBudget budget = budgets.computeIfAbsent(bank.value(), _ -> new BankBudget(bankLimits, clock.instant()));
            client.addPublishInboundInterceptor(new BudgetGate(budget, refusals, clock));
        }
    }

    /// Counts the connections that the broker ends by itself, such as for a packet over the limit.
    private record EndCounter(Refusals refusals) implements ClientLifecycleEventListener {
        @Override
        public void onMqttConnectionStart(ConnectionStartInput input) {}

        @Override
        public void onAuthenticationSuccessful(AuthenticationSuccessfulInput input) {}

        @Override
        public void onDisconnect(DisconnectEventInput input) {}

        @Override
        public void onServerInitiatedDisconnect(ServerInitiatedDisconnectInput input) {
            refusals.countDisconnect(input.getReasonCode()
                    .map(code -> code.name().toLowerCase(Locale.ROOT))
                    .orElse("unspecified"));
        }
    }
}
