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
    /// The same name from the same address: 5 connects a second after a burst of 50. Ten banks restarting in a loop
    /// stay below it, a password guesser does not.
    private static final TokenBucket.Budget CONNECTS = new TokenBucket.Budget(5, 50);

    private static final int MOST_BUCKETS = 20_000;

    private final CredentialStore store;
    private final InstantSource clock;
    private final VerifiedSecrets verified;
    private final Map<Caller, TokenBucket> connects = new LinkedHashMap<>(16, 0.75f, true) {
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
        if (!mayTry(new Caller(password.name(), attempt.address()))) {
            return new Admission.Refused(Refusal.CONNECT_RATE);
        }
        Entry entry = store.find(password.name());
        if (entry == null) {
            return new Admission.Refused(Refusal.UNKNOWN_NAME);
        }
        if (!clientIdFits(entry.who(), attempt.clientId())) {
            return new Admission.Refused(Refusal.CLIENT_ID_MISMATCH);
        }
        return verified.knows(password.name(), entry.hash(), password.secret(), clock.instant())
                ? new Admission.Admitted(entry.who())
                : new Admission.Unverified(entry, password.secret());
    }

    /// The slow half: hashes.
    public Admission verify(Admission.Unverified pending) {
        Entry entry = pending.entry();
        if (!entry.hash().matches(pending.secret())) {
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

    private boolean mayTry(Caller caller) {
        Instant now = clock.instant();
        synchronized (connects) {
            TokenBucket bucket =
                    connects.computeIfAbsent(caller, _ -> CONNECTS.full(now)).refilled(CONNECTS, now);
            boolean may = bucket.holds(1);
            connects.put(caller, may ? bucket.minus(1) : bucket);
            return may;
        }
    }
}
