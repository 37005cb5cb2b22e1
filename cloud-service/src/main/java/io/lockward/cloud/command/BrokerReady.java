package io.lockward.cloud.command;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready means that commands can go out.
@Readiness
@Singleton
final class BrokerReady implements HealthCheck {
    private final CommandGateway gateway;

    BrokerReady(CommandGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("broker: command link")
                .status(gateway.isConnected())
                .build();
    }
}
