package io.lockward.cloud.command;

import io.lockward.cloud.ingest.IngestConfig;
import io.lockward.cloud.ingest.IngestGateway;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready means that commands can go out and, where this process takes them in, entries come up.
@Readiness
@Singleton
final class BrokerReady implements HealthCheck {
    private final CommandGateway commands;
    private final IngestConfig ingest;
    private final IngestGateway entries;

    BrokerReady(CommandGateway commands, IngestConfig ingest, IngestGateway entries) {
        this.commands = commands;
        this.ingest = ingest;
        this.entries = entries;
    }

    @Override
    public HealthCheckResponse call() {
        boolean down = commands.isConnected();
        boolean up = !ingest.enabled() || entries.connectedSince() != null;
        return HealthCheckResponse.named("broker")
                .withData("commands", down)
                .withData("entries", up)
                .status(down && up)
                .build();
    }
}
