package io.lockward.cloud.access;

import io.lockward.cloud.access.AccessStore.Account;
import io.lockward.cloud.access.AccessStore.Somebody;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
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
        Instant now = clock.instant();
        String token = Token.make(Token.SESSION, random);
        if (!store.addSession(Token.hash(token), account, now, now.plus(SESSION))) {
            return new SignIn.Wrong(); // the password was right a moment ago: renewed or disabled while it was compared
        }
        throttle.forget(known);
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
            byte[] hash = Token.hash(token);
            Somebody somebody = store.bySession(hash, now, now.minus(IDLE));
            if (somebody != null) {
                store.seen(hash, now);
            }
            return somebody;
        }
        return token.startsWith(Token.KEY) ? store.byKey(Token.hash(token), now) : null;
    }

    /// Whether somebody who was let in would be let in again now: their session or key is still good, and still of
    /// that role. To ask is no use of the session: it ends as if nobody had asked.
    public boolean stillMay(Person person, String role) {
        Instant now = clock.instant();
        byte[] hash = HexFormat.of().parseHex(person.session());
        Somebody session = store.bySession(hash, now, now.minus(IDLE));
        Somebody somebody = session == null ? store.byKey(hash, now) : session;
        return somebody != null
                && somebody.name().equals(person.name())
                && Role.spread(somebody.roles()).contains(role);
    }
}
