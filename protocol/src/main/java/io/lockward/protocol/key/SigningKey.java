package io.lockward.protocol.key;

import java.security.PrivateKey;
import java.util.Objects;

/// A key that signs. Never logged.
///
/// @param kid its name
/// @param privateKey an Ed25519 private key; it may live in a token, so its bytes are not to be asked for
/// @param verifyingKey what checks its signatures
public record SigningKey(String kid, PrivateKey privateKey, VerifyingKey verifyingKey) {
    public SigningKey {
        TrustedKey.requireKid(kid);
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(verifyingKey, "verifyingKey");
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + ']';
    }
}
