package io.lockward.cloud.command;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready means that commands can be signed.
@Readiness
@Singleton
final class SignerReady implements HealthCheck {
    private final CommandSigner signer;

    SignerReady(CommandSigner signer) {
        this.signer = signer;
    }

    @Override
    public HealthCheckResponse call() {
        String away = signer.away();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("signer").status(away == null);
        return away == null ? answer.build() : answer.withData("problem", away).build();
    }
}
