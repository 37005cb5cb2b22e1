package io.lockward.cloud.key;

import io.lockward.protocol.BankId;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The key sets the offline root signed, and which of them each bank reported. In memory, because every command asks.
/// Every method may be called from any thread.
@Singleton
public final class KeySets {
    /// What is in force.
    ///
    /// @param jws as the root signed it
    /// @param by who put it here
    public record InForce(KeySet set, String jws, String by, Instant putAt) {
        public KeyRing ring() {
            return KeyRing.of(set);
        }
    }

    /// What came of putting a key set in force.
    public sealed interface Answer {
        record Taken(InForce now) implements Answer {}

        /// @param reason for people
        record Refused(String reason) implements Answer {}

        /// This version or a newer one is in force.
        record NotNewer(long version) implements Answer {}
    }

    /// Clocks of replicas may differ by this much.
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private final KeySetStore store;
    private final InstantSource clock;
    private final Path folder;
    private final Optional<String> configuredRoot;
    private final Map<BankId, Long> versions = new ConcurrentHashMap<>();
    private final Map<Long, KeySet> sets = new ConcurrentHashMap<>();
    private volatile @Nullable InForce current;
    private volatile Instant heardUpTo = Instant.EPOCH;

    KeySets(
            KeySetStore store,
            InstantSource clock,
            @ConfigProperty(name = "lockward.data", defaultValue = "lockward-data") String data,
            @ConfigProperty(name = "lockward.root-key") Optional<String> rootKey) {
        this.store = store;
        this.clock = clock;
        this.folder = Path.of(data).resolve("keys");
        this.configuredRoot = rootKey;
    }

    /// The key set that every bank is to have; `null` before the first one.
    public @Nullable InForce inForce() {
        return current;
    }

    /// The root that key sets are checked with: `lockward.root-key`, else the file `keys/root-key` in the data folder.
    public @Nullable VerifyingKey root() {
        String text = configuredRoot.orElseGet(() -> read("root-key"));
        return text.isEmpty() ? null : new VerifyingKey(text);
    }

    /// Puts a key set in force, when the root signed it and it is newer.
    public Answer put(String jws, String by) {
        VerifyingKey root = root();
        if (root == null) {
            return new Answer.Refused("no root key is configured (lockward.root-key)");
        }
        byte[] bytes = jws.getBytes(StandardCharsets.ISO_8859_1);
        return switch (SignedMessage.KEY_SET.open(bytes, root)) {
            case Opened.Refused<KeySet> no -> new Answer.Refused(no.detail());
            case Opened.Ok<KeySet>(KeySet set, String _) -> {
                KeySetStore.Stored stored = new KeySetStore.Stored(set.version(), jws, by, clock.instant());
                if (!store.put(stored)) {
                    InForce standing = current;
                    yield new Answer.NotNewer(
                            standing == null ? set.version() : standing.set().version());
                }
                yield new Answer.Taken(hold(stored, set));
            }
        };
    }

    /// The version a bank reported; 0 when none.
    public long versionOf(BankId bank) {
        return versions.getOrDefault(bank, 0L);
    }

    /// The newest key that may sign this for a bank: it counts in the key set that the bank has reported, so that a
    /// new key is used only where it is known, and in the one in force, so that a revoked key is used nowhere any
    /// more. `null` when there is none, as for a bank that missed a rotation until it has the newest set.
    public @Nullable String kid(BankId bank, Scope scope) {
        TrustedKey key = key(bank, scope);
        return key == null ? null : key.kid();
    }

    /// The same key with its public half, for whoever signs with files of their own.
    public @Nullable TrustedKey key(BankId bank, Scope scope) {
        InForce standing = current;
        KeySet inForce = standing == null ? null : standing.set();
        KeySet reported = sets.get(versionOf(bank));
        KeySet known = reported == null ? inForce : reported;
        return known == null ? null : key(known, inForce, scope, clock.instant());
    }

    /// @param known what the bank goes by
    /// @param inForce what it is to go by; `null` when that is not known here
    static @Nullable TrustedKey key(KeySet known, @Nullable KeySet inForce, Scope scope, Instant now) {
        return known.keys().stream()
                .filter(key -> key.scope().contains(scope) && !now.isBefore(key.from()) && now.isBefore(key.to()))
                .filter(key -> inForce == null || known.version() > inForce.version() || holds(inForce, key))
                .max(Comparator.comparing(TrustedKey::from).thenComparing(TrustedKey::kid))
                .orElse(null);
    }

    private static boolean holds(KeySet set, TrustedKey key) {
        return set.keys().stream()
                .anyMatch(one -> one.kid().equals(key.kid()) && one.x().equals(key.x()));
    }

    /// Before the first command; takes over the key set that lies in the data folder when there is no newer one.
    void load(@Observes @Priority(2) StartupEvent started) {
        refresh();
        String found = read("key-set.jws");
        if (!found.isEmpty() && root() != null) {
            var _ = put(found, "the data folder");
        }
    }

    /// Reads what other replicas put in force and what banks reported.
    void refresh() {
        KeySetStore.Stored newest = store.newest();
        InForce standing = current;
        if (newest != null
                && (standing == null || newest.version() > standing.set().version())) {
            KeySet set = peek(newest.jws());
            if (set != null) {
                hold(newest, set);
            }
        }
        Instant from = heardUpTo.equals(Instant.EPOCH) ? heardUpTo : heardUpTo.minus(OVERLAP);
        for (KeySetStore.Report report : store.reportedSince(from)) {
            String jws = report.keySet();
            KeySet set = jws == null ? null : peek(jws);
            if (set != null) {
                sets.putIfAbsent(set.version(), set);
            }
            versions.put(report.bank(), report.version());
            heardUpTo = report.receivedAt().isAfter(heardUpTo) ? report.receivedAt() : heardUpTo;
        }
    }

    private InForce hold(KeySetStore.Stored stored, KeySet set) {
        InForce now = new InForce(set, stored.jws(), stored.by(), stored.at());
        current = now;
        sets.put(set.version(), set);
        return now;
    }

    private static @Nullable KeySet peek(String jws) {
        return SignedMessage.KEY_SET.peek(jws.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String read(String file) {
        try {
            Path path = folder.resolve(file);
            return Files.exists(path) ? Files.readString(path).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " in " + folder, e);
        }
    }
}
