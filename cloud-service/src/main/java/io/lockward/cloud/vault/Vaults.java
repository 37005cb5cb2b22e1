package io.lockward.cloud.vault;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Chooses the vault.
@Singleton
final class Vaults {
    @Produces
    @Singleton
    Vault vault(
            VaultConfig config,
            RandomGenerator random,
            @ConfigProperty(name = "lockward.data", defaultValue = "lockward-data") String data) {
        Optional<String> bucket = config.s3().bucket();
        try {
            return bucket.isPresent()
                    ? new S3Vault(bucket.get(), config.s3())
                    : new FileVault(config.folder().orElse(Path.of(data, "clips")), config.keepFreeBytes(), random);
        } catch (IOException e) {
            throw new UncheckedIOException("there is no place for footage", e);
        }
    }

    void close(@Disposes Vault vault) {
        if (vault instanceof S3Vault bucket) {
            bucket.close();
        }
    }
}
