package io.lockward.cloud.packaging;

import io.lockward.cloud.access.PrivateFile;
import io.lockward.cloud.key.KeySets;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.JwkText;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key that signs packages of evidence. Its private half is in a file and nowhere else, made at the first
/// start; it counts once the root has put its public half, which lies beside it, into the key set with the scope
/// `evidence`. Each replica may have its own, or all the same. Any thread.
@Singleton
public final class EvidenceKeys {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceKeys.class);
    private static final int KID_CHARACTERS = 8;

    private final KeySets keySets;
    private final InstantSource clock;
    private final Path file;
    private volatile @Nullable SigningKey held;

    /// What signs now, or why nothing does.
    sealed interface Signer {
        /// @param root the fleet's
        /// @param keySet as the root signed it; it holds the key
        record Ready(SigningKey key, VerifyingKey root, String keySet, Instant now) implements Signer {}

        /// @param why and what to do about it, for people
        record None(String why) implements Signer {}
    }

    EvidenceKeys(
            KeySets keySets,
            InstantSource clock,
            @ConfigProperty(name = "lockward.data", defaultValue = "lockward-data") String data,
            @ConfigProperty(name = "lockward.evidence-key-file") Optional<String> file) {
        this.keySets = keySets;
        this.clock = clock;
        this.file = file.map(Path::of).orElse(Path.of(data, "evidence-key"));
    }

    void prepare(@Observes StartupEvent started) {
        try {
            if (!Files.exists(file)) {
                make();
            }
            held = JwkText.read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the evidence key " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the evidence key " + file + " is none", e);
        }
    }

    private void make() throws IOException {
        SigningKey fresh = JwkText.generate(null);
        // A thumbprint may begin with a dash; the letters in front make it a name.
        String kid = "evidence-" + fresh.kid().substring(0, KID_CHARACTERS);
        SigningKey named = new SigningKey(kid, fresh.privateKey(), fresh.verifyingKey());
        PrivateFile.write(file, JwkText.write(named));
        Path open = file.resolveSibling(file.getFileName() + ".pub");
        Files.writeString(
                open,
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"" + kid + "\",\"x\":\""
                        + named.verifyingKey().x() + "\"}\n");
        LOG.atInfo()
                .addKeyValue("file", open)
                .log("made the key that signs packages of evidence; put it into the key set with the scope evidence");
    }

    Signer signer() {
        SigningKey key = held;
        VerifyingKey root = keySets.root();
        KeySets.InForce inForce = keySets.inForce();
        if (key == null || root == null || inForce == null) {
            return new Signer.None("There is no key set in force, so nothing can be signed that others can check.");
        }
        Instant now = clock.instant();
        boolean counts = inForce.set().keys().stream().anyMatch(one -> isIt(one, key, now));
        return counts
                ? new Signer.Ready(key, root, inForce.jws(), now)
                : new Signer.None("The key set does not let " + key.kid()
                        + " sign evidence now. Where the root is: lockward keys set --scope evidence --add " + file
                        + ".pub");
    }

    private static boolean isIt(TrustedKey one, SigningKey key, Instant now) {
        return one.kid().equals(key.kid())
                && one.x().equals(key.verifyingKey())
                && one.scope().contains(Scope.EVIDENCE)
                && !now.isBefore(one.from())
                && now.isBefore(one.to());
    }
}
