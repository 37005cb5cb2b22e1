package io.lockward.signer.token;

import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A private key that stays in its token: there are no bytes to ask for.
final class TokenKey implements EdECPrivateKey {
    private final transient Token token;
    private final String label;

    TokenKey(Token token, String label) {
        this.token = token;
        this.label = label;
    }

    byte[] sign(byte[] message) throws TokenFault {
        return token.sign(label, message);
    }

    @Override
    public Optional<byte[]> getBytes() {
        return Optional.empty();
    }

    @Override
    public NamedParameterSpec getParams() {
        return NamedParameterSpec.ED25519;
    }

    @Override
    public String getAlgorithm() {
        return "EdDSA";
    }

    @Override
    public @Nullable String getFormat() {
        return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
        return null;
    }

    @Override
    public String toString() {
        return "TokenKey[" + label + ']';
    }
}
