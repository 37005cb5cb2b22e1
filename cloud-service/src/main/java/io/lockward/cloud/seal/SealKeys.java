package io.lockward.cloud.seal;

import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.wire.SecretSeal;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key that banks seal their secrets to. Its private half is in a file and nowhere else; without it neither
/// the database nor the broker tells a code. Made at the first start. All replicas need the same file; the
/// database keeps the public half, so that one with another file is found out at once. Any thread.
@Singleton
public final class SealKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SealKeys.class);

    private final SealStore store;
    private final InstantSource clock;
    private final Path file;
    private volatile @Nullable SealKeyFile held;

    SealKeys(
            SealStore store,
            InstantSource clock,
            @ConfigProperty(name = "lockward.data", defaultValue = "lockward-data") String data,
            @ConfigProperty(name = "lockward.seal-key-file") Optional<String> file) {
        this.store = store;
        this.clock = clock;
        this.file = file.map(Path::of).orElse(Path.of(data, "seal-key"));
    }

    void prepare(@Observes StartupEvent started) {
        try {
            SealKey agreed = store.sealKey();
            if (!Files.exists(file)) {
                if (agreed != null) {
                    LOG.atError()
                            .addKeyValue("file", file)
                            .addKeyValue("kid", agreed.kid())
                            .log("the seal key is not here; copy its file from another replica or from the backup");
                    return;
                }
                SealKeyFile made = SealKeyFile.make();
                made.write(file);
                LOG.atInfo().addKeyValue("file", file).log("made the key that banks seal their secrets to");
            }
            SealKeyFile mine = SealKeyFile.read(file);
            SealKey standing = agreed == null ? store.agree(mine.key(), clock.instant()) : agreed;
            if (standing.equals(mine.key())) {
                held = mine;
            } else {
                LOG.atError()
                        .addKeyValue("file", file)
                        .addKeyValue("kid", standing.kid())
                        .log("the seal key here is not the one in use; copy its file from another replica");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the seal key " + file, e);
        }
    }

    /// The public half; `null` when this process has no key, and so can derive no code.
    public @Nullable SealKey sealKey() {
        SealKeyFile mine = held;
        return mine == null ? null : mine.key();
    }

    /// Opens what a bank sealed; `null` when it is not its secret, or this process has no key.
    @Nullable
    BankSecret open(BankId bank, String sealed) {
        SealKeyFile mine = held;
        return mine == null ? null : SecretSeal.open(bank, sealed, mine.secret());
    }

    /// Locks a secret of our own away, such as a courier's code.
    ///
    /// @param what it is for; it opens for nothing else
    /// @throws IllegalStateException when this process has no key
    public String lock(String what, String text) {
        SealKeyFile mine = held;
        if (mine == null) {
            throw new IllegalStateException("this process has no seal key");
        }
        return Locked.lock(mine.secret().getEncoded(), what, text);
    }

    /// What was locked away; `null` when it cannot be opened here.
    public @Nullable String unlock(String what, String locked) {
        SealKeyFile mine = held;
        return mine == null ? null : Locked.unlock(mine.secret().getEncoded(), what, locked);
    }
}
