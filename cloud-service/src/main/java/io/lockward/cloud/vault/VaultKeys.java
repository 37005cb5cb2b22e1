package io.lockward.cloud.vault;

import com.google.crypto.tink.Aead;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The master keys that clips' own keys are sealed with (AES-256-GCM). They are in a file and nowhere else, made at the
/// first start; all replicas need the same file, and one with another takes no footage in and opens none. Any thread.
@Singleton
public final class VaultKeys {
    private static final Logger LOG = LoggerFactory.getLogger(VaultKeys.class);

    /// A clip's key as the database may hold it.
    ///
    /// @param kid the master key it is sealed with
    @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
    public record Sealed(String kid, byte[] key) {
        @Override
        public String toString() {
            return "Sealed[" + kid + "]";
        }
    }

    private final VaultKeyStore store;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Path file;
    private volatile @Nullable VaultKeyFile held;

    VaultKeys(
            VaultKeyStore store,
            InstantSource clock,
            RandomGenerator random,
            VaultConfig config,
            @ConfigProperty(name = "lockward.data", defaultValue = "lockward-data") String data) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.file = config.keyFile().orElse(Path.of(data, "clip-key"));
    }

    /// Before anything asks for a key.
    void prepare(@Observes @Priority(1) StartupEvent started) {
        try {
            if (!Files.exists(file)) {
                if (!store.names().isEmpty()) {
                    LOG.atError()
                            .addKeyValue("file", file)
                            .log(
                                    "the master keys for footage are not here; copy their file from another replica or from"
                                            + " the backup");
                    return;
                }
                VaultKeyFile.make(file, random);
                LOG.atInfo().addKeyValue("file", file).log("made the master key for footage");
            }
            VaultKeyFile mine = VaultKeyFile.read(file);
            if (store.names().isEmpty()) {
                store.nameFirst(mine.newest(), clock.instant());
            }
            List<String> missing = store.names().stream()
                    .filter(kid -> !mine.keys().containsKey(kid))
                    .toList();
            if (!missing.isEmpty()) {
                LOG.atError()
                        .addKeyValue("file", file)
                        .addKeyValue("missing", missing)
                        .log("master keys for footage are missing here; copy their file from another replica");
                return;
            }
            mine.keys().keySet().forEach(kid -> store.name(kid, clock.instant()));
            held = mine;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the master keys for footage " + file, e);
        }
    }

    /// Why no key can be sealed or opened here; `null` when all is well.
    public @Nullable String trouble() {
        return held == null ? "This replica has no master key for footage; copy the file of another one." : null;
    }

    /// The name of the key that is sealed with now; `null` when there is none here.
    public @Nullable String newest() {
        VaultKeyFile mine = held;
        return mine == null ? null : mine.newest();
    }

    /// Seals a clip's key with the newest master key.
    ///
    /// @param clip whose; it opens for no other
    public Sealed seal(String clip, byte[] key) {
        VaultKeyFile mine = held;
        if (mine == null) {
            throw VaultTrouble.away("there is no master key for footage here", new IOException(file.toString()));
        }
        try {
            return new Sealed(mine.newest(), found(mine, mine.newest()).encrypt(key, bytes(clip)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /// @throws VaultTrouble when it does not open here
    public byte[] open(String clip, Sealed sealed) {
        VaultKeyFile mine = held;
        try {
            if (mine == null) {
                throw new GeneralSecurityException("no key here");
            }
            return found(mine, sealed.kid()).decrypt(sealed.key(), bytes(clip));
        } catch (GeneralSecurityException e) {
            throw VaultTrouble.away("the key of a clip does not open here", e);
        }
    }

    /// Forgets the names of master keys that no clip needs any more, so that they may leave the file.
    public void forgetUnused() {
        VaultKeyFile mine = held;
        if (mine != null) {
            store.forget(mine.newest());
        }
    }

    private static Aead found(VaultKeyFile file, String kid) throws GeneralSecurityException {
        Aead key = file.keys().get(kid);
        if (key == null) {
            throw new GeneralSecurityException("no master key " + kid);
        }
        return key;
    }

    private static byte[] bytes(String clip) {
        return clip.getBytes(StandardCharsets.UTF_8);
    }
}
