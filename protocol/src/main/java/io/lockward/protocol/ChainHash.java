package io.lockward.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where a journal's hash chain stands: `hash(n) = SHA-256(hash(n-1) || bytes(n))`, with 32 zero bytes before entry 1.
/// Whoever knows one hash can tell whether anything before it was changed, dropped or inserted.
///
/// @param hex 64 lower-case hexadecimal digits
public record ChainHash(String hex) {
    private static final int DIGITS = 64;
    private static final HexFormat HEX = HexFormat.of();

    /// What stands before the first entry of a journal.
    public static final ChainHash START = new ChainHash("0".repeat(64));

    public ChainHash {
        if (!isValid(hex)) {
            throw new IllegalArgumentException("a chain hash is 64 lower-case hexadecimal digits");
        }
    }

    private static boolean isValid(String hex) {
        if (hex.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            char digit = hex.charAt(i);
            if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    /// The hash after one more entry.
    ///
    /// @param source holds the entry's exact JSON bytes from `offset` on
    public ChainHash then(byte[] source, int offset, int length) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(HEX.parseHex(hex));
            sha256.update(source, offset, length);
            return new ChainHash(HEX.formatHex(sha256.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The hash after one more entry, given its exact JSON bytes.
    public ChainHash then(byte[] entry) {
        return then(entry, 0, entry.length);
    }
}
