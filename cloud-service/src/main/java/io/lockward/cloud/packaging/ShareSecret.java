package io.lockward.cloud.packaging;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// The secret of a link: 256 random bits. What is stored of it finds the link; another hash of it is the key that
/// opens the package. Neither follows from the other, so whoever has the database and the disk opens nothing.
///
/// @param text base64url, 43 characters
record ShareSecret(String text) {
    private static final int BYTES = 32;

    ShareSecret {
        if (!text.matches("[A-Za-z0-9_-]{43}")) {
            throw new IllegalArgumentException("a link's secret has 43 characters of base64url");
        }
    }

    /// @param random a secure one
    static ShareSecret make(RandomGenerator random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return new ShareSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /// What the database may know, 32 bytes.
    byte[] name() {
        return hash("lockward-share-name");
    }

    /// What the package is encrypted with, 32 bytes.
    byte[] key() {
        return hash("lockward-share-key");
    }

    private byte[] hash(String purpose) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((purpose + '\n' + text).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ShareSecret";
    }
}
