package io.lockward.protocol.parcel;

import io.lockward.protocol.Guard;

/// The cloud's public key for sealing: X25519 (RFC 7748), for ECDH-ES (RFC 8037, section 3.2).
///
/// @param kid names it, 1 to 64 characters
/// @param x its 32 bytes in base64url, 43 characters
public record SealKey(String kid, String x) {
    private static final int X_CHARACTERS = 43;

    public SealKey {
        Guard.text(kid, "kid", 64);
        Guard.text(x, "x", X_CHARACTERS);
        if (x.length() != X_CHARACTERS) {
            throw new IllegalArgumentException("x has " + X_CHARACTERS + " characters");
        }
    }
}
