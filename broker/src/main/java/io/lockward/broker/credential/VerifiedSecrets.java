package io.lockward.broker.credential;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Remembers for a short while which password fitted which hash, so that a fleet that reconnects at once does not
/// cost one slow hash a bank. Holds a keyed digest, never a password; the key lives and dies with the process. Safe
/// for any thread.
final class VerifiedSecrets {
    private static final Duration KEEP = Duration.ofMinutes(15);
    private static final int MOST = 20_000;
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Map<String, Verified> byName = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
            return size() > MOST;
        }
    };

    private static final class Verified {
        final PasswordHash hash;
        final byte[] digest;
        final Instant until;

        Verified(PasswordHash hash, byte[] digest, Instant until) {
            this.hash = hash;
            this.digest = digest;
            this.until = until;
        }
    }

    VerifiedSecrets(RandomGenerator random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /// Whether this very password fitted this very hash not long ago. `false` means nothing but "check it".
    boolean knows(String name, PasswordHash hash, String secret, Instant now) {
        @Nullable Verified verified;
        synchronized (byName) {
            verified = byName.get(name);
        }
        return verified != null
                && now.isBefore(verified.until)
                && verified.hash.equals(hash)
                && MessageDigest.isEqual(verified.digest, digest(name, secret));
    }

    void remember(String name, PasswordHash hash, String secret, Instant now) {
        Verified verified = new Verified(hash, digest(name, secret), now.plus(KEEP));
        synchronized (byName) {
            byName.remove(name);
            byName.put(name, verified);
        }
    }

    private byte[] digest(String name, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(name.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
