package io.lockward.protocol.wire;

import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.VerifyingKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Private Ed25519 keys as JWK text (RFC 7517 and RFC 8037): the form in which they lie in files. Stateless.
public final class JwkText {
    /// More characters are not looked at.
    private static final int MOST = 2_048;

    private JwkText() {}

    /// Makes a key pair with the JDK's secure randomness.
    ///
    /// @param kid its name; `null` for its thumbprint
    public static SigningKey generate(@Nullable String kid) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            VerifyingKey verifying = VerifyingKey.of(pair.getPublic());
            return new SigningKey(kid == null ? verifying.thumbprint() : kid, pair.getPrivate(), verifying);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has Ed25519", e);
        }
    }

    /// The private key as JSON, with a line end. To be kept where nobody else can read it.
    ///
    /// @throws IllegalStateException when it lives in a token, which does not give it away
    public static String write(SigningKey key) {
        if (key.privateKey().getEncoded() == null) {
            throw new IllegalStateException("this key has no bytes that could be written");
        }
        try {
            PublicJsonWebKey jwk =
                    PublicJsonWebKey.Factory.newPublicJwk(key.verifyingKey().toPublicKey());
            jwk.setPrivateKey(key.privateKey());
            jwk.setKeyId(key.kid());
            return jwk.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE) + "\n";
        } catch (JoseException e) {
            throw new IllegalStateException("the JOSE library cannot write the key " + key.kid(), e);
        }
    }

    /// Reads a private key.
    ///
    /// @throws IllegalArgumentException when it is none, its halves do not belong together, or it has no `kid`; the
    ///     message holds nothing of the text
    public static SigningKey read(String text) {
        if (text.length() > MOST) {
            throw new IllegalArgumentException("a private key file has at most " + MOST + " characters");
        }
        try {
            if (JsonWebKey.Factory.newJwk(text) instanceof OctetKeyPairJsonWebKey jwk
                    && jwk.getPrivateKey() != null
                    && jwk.getKeyId() != null) {
                SigningKey key =
                        new SigningKey(jwk.getKeyId(), jwk.getPrivateKey(), VerifyingKey.of(jwk.getPublicKey()));
                requireOnePair(key);
                return key;
            }
        } catch (JoseException _) {
            // told below, in our own words
        }
        throw new IllegalArgumentException("this is no private Ed25519 key (a JWK with kty, crv, d, x and kid)");
    }

    private static void requireOnePair(SigningKey key) {
        byte[] probe = Jws.sign("probe", key.kid(), new byte[] {'{', '}'}, key.privateKey());
        if (!(Jws.look(probe, "probe", MOST) instanceof Jws.Parts parts)
                || !Jws.holds(parts, key.verifyingKey().toPublicKey())) {
            throw new IllegalArgumentException("the private and the public half do not belong together");
        }
    }
}
