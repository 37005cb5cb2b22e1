package io.lockward.cloud.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// 256 random bits that stand for somebody. Only the SHA-256 of it is stored: with that many bits nothing slower is
/// needed.
final class Token {
    /// API keys begin so, so that scanners for leaked keys can find them.
    static final String KEY = "lw_";

    /// Sessions begin so.
    static final String SESSION = "lws_";

    /// The longest text that is looked up.
    static final int MAX_LENGTH = 64;

    private Token() {}

    static String make(String prefix, RandomGenerator random) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
