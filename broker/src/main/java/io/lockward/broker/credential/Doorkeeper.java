package io.lockward.broker.credential;

import io.lockward.broker.access.Principal;
import io.lockward.broker.access.Refusal;
import io.lockward.broker.access.TokenBucket;
import io.lockward.broker.credential.CredentialsFile.Entry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Decides who gets in. [#judge] is quick; when it answers [Admission.Unverified], [#verify] does the slow hash and
/// belongs on a thread of its own. Fails closed. Safe for any thread.
public final class Doorkeeper {
    private static final int MQTT_5 = 5;
    /// Wrong passwords for one name from one address: one a second after a burst of 20. Right ones cost nothing, so a
    /// bank that restarts in a loop, or a fleet behind one address, is never slowed down.
    private static final TokenBucket.Budget GUESSES = new TokenBucket.Budget(1, 20);

    private static final int MOST_BUCKETS = 20_000;

    private final CredentialStore store;
    private final InstantSource clock;
    private final VerifiedSecrets verified;
    private final Map<Caller, TokenBucket> guesses = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Caller, TokenBucket> eldest) {
            return size() > MOST_BUCKETS;
        }
    };

    private record Caller(String name, String address) {}

    public Doorkeeper(CredentialStore store, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.verified = new VerifiedSecrets(random);
    }

    /// Everything that can be said without a slow hash.
    public Admission judge(Attempt attempt) {
        if (attempt.mqttVersion() != MQTT_5) {
            return new Admission.Refused(Refusal.OLD_PROTOCOL);
        }
        return switch (attempt.credential()) {
            case null -> new Admission.Refused(Refusal.NO_CREDENTIAL);
            case Credential.ClientCertificate _ -> new Admission.Refused(Refusal.NO_CREDENTIAL);
            case Credential.Password password -> judge(attempt, password);
        };
    }

    private Admission judge(Attempt attempt, Credential.Password password) {
        Entry entry = store.find(password.name());
        if (entry == null) {
            return new Admission.Refused(Refusal.UNKNOWN_NAME);
        }
        if (!clientIdFits(entry.who(), attempt.clientId())) {
            return new Admission.Refused(Refusal.CLIENT_ID_MISMATCH);
        }
        if (verified.knows(password.name(), entry.hash(), password.secret(), clock.instant())) {
            return new Admission.Admitted(entry.who());
        }
        return mayGuess(new Caller(password.name(), attempt.address()))
                ? new Admission.Unverified(entry, password.secret(), attempt.address())
                : new Admission.Refused(Refusal.CONNECT_RATE);
    }

    /// The slow half: hashes.
    public Admission verify(Admission.Unverified pending) {
        Entry entry = pending.entry();
        if (!entry.hash().matches(pending.secret())) {
            guessed(new Caller(entry.who().name(), pending.address()));
            return new Admission.Refused(Refusal.WRONG_PASSWORD);
        }
        verified.remember(entry.who().name(), entry.hash(), pending.secret(), clock.instant());
        return new Admission.Admitted(entry.who());
    }

    /// A bank's client id is its bank id; the cloud may choose any but a bank's, or it could take over its session.
    private boolean clientIdFits(Principal who, String clientId) {
        return switch (who) {
            case Principal.Bank(var bank) -> clientId.equals(bank.value());
            case Principal.Cloud cloud -> clientId.equals(cloud.name()) || !store.knows(clientId);
        };
    }

    private boolean mayGuess(Caller caller) {
        synchronized (guesses) {
            TokenBucket bucket = guesses.get(caller);
            return bucket == null || bucket.refilled(GUESSES, clock.instant()).holds(1);
        }
    }

    private void guessed(Caller caller) {
        Instant now = clock.instant();
        synchronized (guesses) {
            TokenBucket bucket = guesses.getOrDefault(caller, GUESSES.full(now));
            guesses.put(caller, bucket.refilled(GUESSES, now).minus(1));
        }
    }
}
