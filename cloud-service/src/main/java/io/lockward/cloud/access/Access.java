package io.lockward.cloud.access;

import io.lockward.cloud.access.AccessStore.Account;
import io.lockward.cloud.access.AccessStore.Somebody;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Recognises people and programs, and keeps the record of what they did. Every method may be called from any thread.
@Singleton
public final class Access {
    /// How long a session lives at most, and how long when nothing is done in it.
    static final Duration SESSION = Duration.ofHours(12);

    static final Duration IDLE = Duration.ofHours(2);

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    /// What a try to sign in gives.
    sealed interface SignIn {
        record Welcome(String token, String name) implements SignIn {}

        record Wrong() implements SignIn {}

        record TooOften() implements SignIn {}
    }

    private final AccessStore store;
    private final SignInThrottle throttle;
    private final InstantSource clock;
    private final RandomGenerator random;

    Access(AccessStore store, SignInThrottle throttle, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.throttle = throttle;
        this.clock = clock;
        this.random = random;
    }

    /// Puts something on the record. Joins the caller's transaction, so that nothing is done unrecorded.
    public void audit(Audited audited) {
        store.audit(audited, clock.instant());
    }

    SignIn signIn(String name, String password, String address) {
        String known = name.length() > 64 ? name.substring(0, 64) : name;
        if (!throttle.mayTry(known, address)) {
            LOG.atWarn().addKeyValue("address", address).log("sign-in throttled");
            return new SignIn.TooOften();
        }
        Account account = store.account(known);
        if (!Passwords.match(password, account == null ? null : account.passwordHash()) || account == null) {
            return new SignIn.Wrong();
        }
        throttle.forget(known);
        Instant now = clock.instant();
        String token = Token.make(Token.SESSION, random);
        store.addSession(Token.hash(token), account.name(), now, now.plus(SESSION));
        audit(new Audited(account.name(), "sign-in", null, null, null));
        return new SignIn.Welcome(token, account.name());
    }

    void signOut(@Nullable String token) {
        if (token != null && token.length() <= Token.MAX_LENGTH) {
            store.endSession(Token.hash(token));
        }
    }

    @Nullable
    Somebody recognise(String token) {
        if (token.length() > Token.MAX_LENGTH) {
            return null;
        }
        Instant now = clock.instant();
        if (token.startsWith(Token.SESSION)) {
            return store.bySession(Token.hash(token), now, now.minus(IDLE));
        }
        return token.startsWith(Token.KEY) ? store.byKey(Token.hash(token), now) : null;
    }
}
