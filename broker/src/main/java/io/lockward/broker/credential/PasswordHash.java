package io.lockward.broker.credential;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/// A salted PBKDF2-HMAC-SHA256 hash, written `pbkdf2-sha256$<iterations>$<salt>$<hash>` in Base64.
///
/// @param iterations 1 to 2,000,000
public record PasswordHash(int iterations, String salt, String hash) {
    /// For passwords that a person thought up (OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256).
    public static final int ITERATIONS_CHOSEN = 600_000;
    /// For secrets of 256 random bits: nobody guesses those at any speed, so stretching buys nothing.
    public static final int ITERATIONS_GENERATED = 1_000;

    private static final int MAX_ITERATIONS = 2_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final String TAG = "pbkdf2-sha256";

    public PasswordHash {
        if (iterations < 1 || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("iterations are 1 to " + MAX_ITERATIONS);
        }
        if (Base64.getDecoder().decode(salt).length < SALT_BYTES
                || Base64.getDecoder().decode(hash).length * Byte.SIZE != HASH_BITS) {
            throw new IllegalArgumentException("a salt has at least 16 bytes and a hash has 32");
        }
    }

    /// Hashes a new password.
    public static PasswordHash of(String secret, int iterations, RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = derive(secret, salt, iterations);
        return new PasswordHash(
                iterations,
                Base64.getEncoder().encodeToString(salt),
                Base64.getEncoder().encodeToString(hash));
    }

    /// Reads the written form; `null` when it is none.
    public static @Nullable PasswordHash parse(String written) {
        String[] parts = written.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(TAG)) {
            return null;
        }
        try {
            return new PasswordHash(Integer.parseInt(parts[1]), parts[2], parts[3]);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    /// Whether `secret` is the password; takes the same time for any wrong one. Slow on purpose: never on an event
    /// loop.
    public boolean matches(String secret) {
        // HMAC pads a short key with zeros, so "x" and "x\0" would have one hash
        if (secret.isEmpty() || secret.indexOf('\0') >= 0) {
            return false;
        }
        byte[] expected = Base64.getDecoder().decode(hash);
        return MessageDigest.isEqual(
                expected, derive(secret, Base64.getDecoder().decode(salt), iterations));
    }

    /// The written form.
    public String written() {
        return String.join("$", TAG, Integer.toString(iterations), salt, hash);
    }

    @Override
    public String toString() {
        return "PasswordHash[iterations=" + iterations + "]";
    }

    private static byte[] derive(String secret, byte[] salt, int iterations) {
        PBEKeySpec specification = new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM)
                    .generateSecret(specification)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        } finally {
            specification.clearPassword();
        }
    }
}
