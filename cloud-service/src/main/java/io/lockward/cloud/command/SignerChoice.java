package io.lockward.cloud.command;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who signs: the signer behind `lockward.signer.socket`; without that setting a key in the data folder, which is for
/// development.
@Singleton
final class SignerChoice {
    private static final Logger LOG = LoggerFactory.getLogger(SignerChoice.class);

    private final CommandSigner signer;

    SignerChoice(
            @ConfigProperty(name = "lockward.signer.socket") Optional<String> socket,
            @ConfigProperty(name = "lockward.data", defaultValue = "lockward-data") String data,
            InstantSource clock) {
        if (socket.isPresent()) {
            signer = new SocketSigner(Path.of(socket.orElseThrow()), clock);
        } else {
            LOG.atWarn().addKeyValue("data", data).log("no lockward.signer.socket: signing with a key in the data folder");
            signer = DataFolderSigner.in(Path.of(data), clock.instant());
        }
    }

    /// Makes the key at the start, so that banks can be given it before the first command.
    void ready(@Observes @Priority(1) StartupEvent started) {}

    @Produces
    @Singleton
    CommandSigner signer() {
        return signer;
    }

    void close(@Disposes CommandSigner leaving) {
        if (leaving instanceof SocketSigner socket) {
            socket.close();
        }
    }
}
