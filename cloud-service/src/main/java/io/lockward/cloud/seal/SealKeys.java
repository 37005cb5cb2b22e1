package io.lockward.cloud.seal;

import io.lockward.cloud.access.PrivateFile;
import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.wire.SealKeyText;
import io.lockward.protocol.wire.SealKeyText.Pair;
import io.lockward.protocol.wire.SecretSeal;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys that banks seal their secrets to. Their private halves are in a file and nowhere else; without it
/// neither the database nor the broker tells a code. Made at the first start. All replicas need the same file;
/// the database keeps the public halves, so that a replica with another file is found out at once. `lockward keys
/// seal` puts a new key into the file; it comes into use when a replica finds it there, and the older ones go on
/// opening what was sealed to them. Any thread.
@Singleton
public final class SealKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SealKeys.class);

    /// What this process has.
    ///
    /// @param keys of the file, the newest first
    /// @param inUse `null` when the file lacks it
    private record Held(List<Pair> keys, @Nullable Pair inUse) {
        private static final Held NOTHING = new Held(List.of(), null);
    }

    private final SealStore store;
    private final InstantSource clock;
    private final Path file;
    private volatile Held held = Held.NOTHING;
    private @Nullable String told;

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
            if (!Files.exists(file) && store.agreed().isEmpty()) {
                PrivateFile.write(file, SealKeyText.write(List.of(SealKeyText.generate())));
                LOG.atInfo().addKeyValue("file", file).log("made the key that banks seal their secrets to");
            }
            look();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the seal key " + file, e);
        }
    }

    /// Looks at the file and at what replicas agreed on. A file that cannot be read changes nothing.
    void refresh() {
        try {
            look();
        } catch (IOException e) {
            tell("the file of the seal key cannot be read: " + e.getMessage());
        }
    }

    private synchronized void look() throws IOException {
        List<SealKey> agreed =
                store.agreed().stream().map(SealStore.Agreed::key).toList();
        if (!Files.exists(file)) {
            held = Held.NOTHING;
            tell("the seal key is not here; copy its file from another replica or from the backup");
            return;
        }
        List<Pair> keys = read();
        List<SealKey> open = keys.stream().map(Pair::key).toList();
        SealRules.Answer answer = SealRules.of(open, agreed);
        if (answer instanceof SealRules.Answer.Proposes(SealKey key)) {
            store.agree(key, clock.instant());
            LOG.atInfo().addKeyValue("kid", key.kid()).log("a seal key comes into use; banks seal their secrets to it");
            answer = SealRules.of(
                    open, store.agreed().stream().map(SealStore.Agreed::key).toList());
        }
        switch (answer) {
            case SealRules.Answer.Holds(SealKey key) -> {
                held = new Held(
                        keys,
                        keys.stream()
                                .filter(pair -> pair.key().equals(key))
                                .findFirst()
                                .orElse(null));
                told = null;
            }
            case SealRules.Answer.Lacks(SealKey key) -> {
                held = new Held(keys, null);
                tell("the file lacks the seal key in use, " + key.kid() + "; copy it from another replica");
            }
            case SealRules.Answer.Proposes _ -> held = new Held(keys, null);
        }
    }

    private List<Pair> read() throws IOException {
        if (Files.size(file) > SealKeyText.MOST_CHARACTERS) {
            throw new IOException(file + " is no seal key");
        }
        try {
            return SealKeyText.read(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no seal key: " + e.getMessage(), e);
        }
    }

    /// Each trouble once, not each time it is found.
    private void tell(String trouble) {
        if (!trouble.equals(told)) {
            told = trouble;
            LOG.atError().addKeyValue("file", file).log(trouble);
        }
    }

    /// The public half of the key in use; `null` when this process lacks it.
    public @Nullable SealKey sealKey() {
        Pair pair = held.inUse();
        return pair == null ? null : pair.key();
    }

    /// Whether this process can open what was sealed to a key.
    boolean opens(String kid) {
        return held.keys().stream().anyMatch(pair -> pair.key().kid().equals(kid));
    }

    /// Opens what a bank sealed; `null` when it is not its secret, or sealed to a key that is not here.
    @Nullable
    BankSecret open(BankId bank, String sealed) {
        for (Pair pair : held.keys()) {
            BankSecret secret = SecretSeal.open(bank, sealed, pair.secret());
            if (secret != null) {
                return secret;
            }
        }
        return null;
    }

    /// Locks a secret of our own away, such as a courier's code.
    ///
    /// @param what it is for; it opens for nothing else
    /// @throws IllegalStateException when this process lacks the key in use
    public String lock(String what, String text) {
        Pair pair = held.inUse();
        if (pair == null) {
            throw new IllegalStateException("this process lacks the seal key in use");
        }
        return Locked.lock(pair.secret().getEncoded(), what, text);
    }

    /// What was locked away, also with an older key; `null` when it cannot be opened here.
    public @Nullable String unlock(String what, String locked) {
        for (Pair pair : held.keys()) {
            String text = Locked.unlock(pair.secret().getEncoded(), what, locked);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /// Whether something is locked away with the key in use.
    boolean isNew(String what, String locked) {
        Pair pair = held.inUse();
        return pair != null && Locked.unlock(pair.secret().getEncoded(), what, locked) != null;
    }

    /// Whether there are older keys here, to be done away with one day.
    boolean hasOlder() {
        return held.keys().size() > 1;
    }
}
