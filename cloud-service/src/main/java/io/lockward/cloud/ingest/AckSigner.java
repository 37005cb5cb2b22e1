package io.lockward.cloud.ingest;

import io.lockward.cloud.key.KeySets;
import io.lockward.fleet.ingest.Ingest.BankAck;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.BankId;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs acks, with keys that lie in files of the service itself: they are many, and whoever stole such a key could
/// make banks forget what the cloud does not have, but open nothing. The signer is for what opens.
///
/// A bank gets the newest key that it knows. One whose key set has none gets its acks as they were before there was
/// such a key. All replicas need the same files. Every method may be called from any thread.
@Singleton
public class AckSigner {
    private static final Logger LOG = LoggerFactory.getLogger(AckSigner.class);
    /// More keys than a key set can hold are somebody's mistake.
    private static final int MOST_FILES = 32;

    private final Function<BankId, @Nullable TrustedKey> keyOf;
    private final IngestMetrics metrics;
    private final Path folder;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private volatile Map<String, SigningKey> held = Map.of();

    @Inject
    AckSigner(
            KeySets keys,
            IngestMetrics metrics,
            @ConfigProperty(name = "lockward.data", defaultValue = "lockward-data") String data,
            @ConfigProperty(name = "lockward.ack-keys") Optional<String> folder) {
        this(
                bank -> keys.key(bank, Scope.ACKNOWLEDGE),
                metrics,
                folder.map(Path::of).orElse(Path.of(data, "ack-keys")));
    }

    /// @param keyOf the newest key that a bank takes an ack from; `null` when its key set has none
    AckSigner(Function<BankId, @Nullable TrustedKey> keyOf, IngestMetrics metrics, Path folder) {
        this.keyOf = keyOf;
        this.metrics = metrics;
        this.folder = folder;
    }

    /// Before the gateway starts, so that the first ack finds its key.
    void load(@Observes @Priority(3) StartupEvent started) {
        refresh();
    }

    /// Reads the folder anew: a key that a person puts there counts without a restart, before any bank knows it.
    void refresh() {
        Map<String, SigningKey> found = new HashMap<>();
        for (Path file : files()) {
            try {
                SigningKey key = JwkText.read(Files.readString(file));
                found.put(key.kid(), key);
            } catch (IOException | IllegalArgumentException e) {
                if (missing.add(file.toString())) {
                    LOG.atError().addKeyValue("file", file).setCause(e).log("this is no key for acks");
                }
            }
        }
        if (!found.keySet().equals(held.keySet())) {
            LOG.atInfo().addKeyValue("kids", found.keySet()).log("keys for acks");
        }
        held = Map.copyOf(found);
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(file -> file.toString().endsWith(".jwk"))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException e) {
            LOG.atError().addKeyValue("folder", folder).setCause(e).log("cannot read the keys for acks");
            return List.of();
        }
    }

    /// An ack as its bank takes it.
    byte[] payload(BankAck ack) {
        TrustedKey wanted = keyOf.apply(ack.bank());
        if (wanted == null) {
            metrics.bareAck(IngestMetrics.Bare.NO_KEY_IN_SET);
            return WireJson.encode(ack.ack());
        }
        SigningKey key = held.get(wanted.kid());
        if (key == null || !key.verifyingKey().equals(wanted.x())) {
            metrics.bareAck(IngestMetrics.Bare.KEY_NOT_HERE);
            if (missing.add(wanted.kid())) {
                LOG.atError()
                        .addKeyValue("kid", wanted.kid())
                        .addKeyValue("folder", folder)
                        .log("banks want acks signed with a key that is not here, and keep what they send");
            }
            return WireJson.encode(ack.ack());
        }
        missing.remove(wanted.kid());
        return SignedMessage.ACK.sign(
                new AckClaims(ack.bank(), ack.ack().journal(), ack.ack().upTo()), key.kid(), key.privateKey());
    }
}
