package io.lockward.cloud.access;

import io.lockward.cloud.access.AccountStore.Kept;
import io.lockward.cloud.access.AccountStore.ProgramKey;
import io.lockward.cloud.http.Problem;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Who may sign in and which programs may call: made, changed and ended by an administrator. Each change and its line
/// on the record are one transaction. Every method may be called from any thread.
@Singleton
class Accounts {
    /// A password that a person chooses has so many characters at least (NIST SP 800-63B-4, 3.1.1.2).
    static final int LEAST_PASSWORD = 15;

    /// Of the 43 characters of a token: 143 random bits.
    private static final int MADE_PASSWORD = 24;

    private static final int MOST_DAYS = 3_650;

    private final AccountStore store;
    private final AccessStore sessions;
    private final Access access;
    private final SignInThrottle throttle;
    private final InstantSource clock;
    private final RandomGenerator random;

    Accounts(
            AccountStore store,
            AccessStore sessions,
            Access access,
            SignInThrottle throttle,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.sessions = sessions;
        this.access = access;
        this.throttle = throttle;
        this.clock = clock;
        this.random = random;
    }

    /// @param secret told once
    record Made<T>(T kept, String secret) {}

    List<Kept> accounts(@Nullable String after, int limit) {
        return store.accounts(after, limit);
    }

    List<ProgramKey> keys(@Nullable String after, int limit) {
        return store.keys(after, limit);
    }

    @Transactional
    Made<Kept> add(String name, String role, @Nullable List<String> sites, String by) {
        checkSites(sites);
        String password = password();
        if (!store.add(name, Passwords.hash(password), role, sites, clock.instant())) {
            throw Problem.of(
                            "account-exists",
                            "There is such an account",
                            409,
                            "Somebody is called " + name + " already. Choose another name, or change that account.")
                    .asException();
        }
        audit(by, "account.add", name, words(role, sites));
        return new Made<>(found(name), password);
    }

    /// @param wanted whether nobody signs in with it, and who is signed in is signed out; `null` leaves that as it is
    @Transactional
    Kept change(String name, String role, @Nullable List<String> sites, @Nullable Boolean wanted, String by) {
        checkSites(sites);
        List<String> administrators = store.administrators();
        Kept before = found(name);
        boolean was = before.disabledAt() != null;
        boolean disabled = wanted == null ? was : wanted;
        boolean stays = role.equals(Role.ADMIN_ROLE) && !disabled;
        if (!stays && administrators.equals(List.of(name))) {
            throw Problem.of(
                            "last-administrator",
                            "The last administrator",
                            409,
                            "Nobody could look after accounts any more. Make somebody else an administrator first.")
                    .asException();
        }
        Instant disabledAt = before.disabledAt() == null ? clock.instant() : before.disabledAt();
        store.change(name, role, sites, disabled ? disabledAt : null);
        if (disabled) {
            store.endSessions(name, null);
        }
        String ability = disabled ? ", disabled" : was ? ", enabled again" : "";
        audit(by, "account.change", name, words(role, sites) + ability);
        return found(name);
    }

    /// Gives an account another password, for somebody who forgot theirs, and ends its sessions.
    @Transactional
    Made<Kept> renew(String name, String by) {
        Kept kept = found(name);
        String password = password();
        store.setPassword(name, Passwords.hash(password));
        store.endSessions(name, null);
        throttle.forget(name);
        audit(by, "account.password", name, "made anew");
        return new Made<>(kept, password);
    }

    /// Somebody changes their own password; their other sessions end.
    ///
    /// @param session the token of the one that goes on
    @Transactional
    void changeOwn(String name, String current, String wanted, @Nullable String session, String address) {
        if (wanted.codePointCount(0, wanted.length()) < LEAST_PASSWORD
                || wanted.getBytes(StandardCharsets.UTF_8).length > Passwords.MAX_BYTES) {
            throw Problem.invalid(
                            "wanted",
                            "has at least " + LEAST_PASSWORD + " characters and at most " + Passwords.MAX_BYTES
                                    + " bytes; a few words that do not belong together are good")
                    .asException();
        }
        AccessStore.Account account = sessions.account(name);
        if (account == null) {
            throw Problem.of(
                            "no-password",
                            "There is no password here",
                            409,
                            "Only people who sign in have one. A key is replaced by another key.")
                    .asException();
        }
        if (!throttle.mayTry(name, address)) {
            throw Problem.of("too-many-tries", "Too many tries", 429, "Wait a minute, then try again.")
                    .asException();
        }
        if (!Passwords.match(current, account.passwordHash())) {
            throw Problem.of("wrong-password", "That did not work", 409, "The password you have now is another one.")
                    .asException();
        }
        if (!store.changePassword(name, account.passwordHash(), Passwords.hash(wanted))) {
            throw Problem.of("wrong-password", "That did not work", 409, "Your password was changed meanwhile.")
                    .asException();
        }
        throttle.forget(name);
        store.endSessions(name, session == null ? null : Token.hash(session));
        audit(name, "account.password", name, "their own");
    }

    /// @param days until it ends; `null` for never
    @Transactional
    Made<ProgramKey> addKey(String name, String role, @Nullable List<String> sites, @Nullable Integer days, String by) {
        checkSites(sites);
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            throw Problem.invalid("days", "is a number from 1 to " + MOST_DAYS).asException();
        }
        String secret = Token.make(Token.KEY, random);
        Instant now = clock.instant();
        ProgramKey key = new ProgramKey(
                UUID.randomUUID(),
                name,
                List.of(role),
                sites,
                now,
                days == null ? null : now.plus(Duration.ofDays(days)),
                null);
        store.addKey(key, Token.hash(secret));
        audit(by, "key.add", name, words(role, sites));
        return new Made<>(key, secret);
    }

    @Transactional
    void revoke(UUID id, String by) {
        ProgramKey key = store.key(id);
        if (key == null) {
            throw Problem.notFound("There is no such key.").asException();
        }
        store.revoke(id, clock.instant());
        audit(by, "key.revoke", key.name(), null);
    }

    private Kept found(String name) {
        Kept kept = store.account(name);
        if (kept == null) {
            throw Problem.notFound("There is no such account.").asException();
        }
        return kept;
    }

    private void checkSites(@Nullable List<String> sites) {
        List<String> unknown = sites == null ? List.of() : store.unknownSites(sites);
        if (!unknown.isEmpty()) {
            throw Problem.invalid("sites", "names sites by their ids, and there is no " + String.join(", no ", unknown))
                    .asException();
        }
    }

    private void audit(String by, String action, String subject, @Nullable String detail) {
        access.audit(new Audited(by, action, null, subject, detail));
    }

    private String password() {
        return Token.make("", random).substring(0, MADE_PASSWORD);
    }

    private static String words(String role, @Nullable List<String> sites) {
        return sites == null ? role : role + " of " + String.join(", ", sites);
    }
}
