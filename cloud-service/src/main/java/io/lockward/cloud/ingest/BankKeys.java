package io.lockward.cloud.ingest;

import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.JournalEntry.Checkpoint;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.SignedMessage;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which key is whose, in memory: presence is checked with it every 30 s and bank. A key registered here counts at
/// once, one registered with another replica within a few seconds. Every method may be called from any thread.
@Singleton
public final class BankKeys implements BankWords {
    /// Clocks of replicas may differ by this much.
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private final BankKeyStore store;
    private final InstantSource clock;
    private final BankWords words;
    private final Map<BankId, VerifyingKey> keys = new ConcurrentHashMap<>();
    private volatile Instant newest = Instant.EPOCH;

    BankKeys(BankKeyStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.words = BankWords.registered(keys::get);
    }

    @Override
    public <T> Word<T> of(BankId bank, SignedMessage<T> kind, byte[] payload) {
        return words.of(bank, kind, payload);
    }

    @Override
    public boolean vouchesFor(BankId bank, JournalId journal, long epoch, Checkpoint checkpoint) {
        return words.vouchesFor(bank, journal, epoch, checkpoint);
    }

    /// The key registered for a bank; `null` when there is none.
    public @Nullable VerifyingKey of(BankId bank) {
        return keys.get(bank);
    }

    /// Registers a key.
    ///
    /// @param replace whether another key that is there may be replaced
    /// @return false when there is no such bank, or another key and it may not be replaced
    public boolean set(BankId bank, VerifyingKey key, boolean replace) {
        boolean set = store.set(bank, key, replace, clock.instant());
        if (set) {
            keys.put(bank, key);
        }
        return set;
    }

    /// Before the gateway starts, so that the first word finds its key.
    void load(@Observes @Priority(1) StartupEvent started) {
        refresh();
    }

    /// Reads what other replicas registered.
    void refresh() {
        Instant from = newest.equals(Instant.EPOCH) ? newest : newest.minus(OVERLAP);
        for (BankKeyStore.BankKey key : store.since(from)) {
            keys.put(key.bank(), key.key());
            newest = key.setAt().isAfter(newest) ? key.setAt() : newest;
        }
    }
}
